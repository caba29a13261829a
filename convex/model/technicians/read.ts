/** Technicians as the board shows them. */
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { UNDER_WAY } from "../tickets/facts";
import { latestAbsencesOfBranch, toAbsenceView } from "./absences";

/** The bound keeps one query from growing without notice. */
const MAX_TECHNICIANS = 2_500;

/** The visit each technician of a branch is on now, read for the branch at once. */
async function visitsUnderWay(ctx: QueryCtx, branchId: Id<"branches">) {
  const found = await Promise.all(
    UNDER_WAY.map((travel) =>
      ctx.db
        .query("appointments")
        .withIndex("by_branchId_and_travel_and_startsAt", (q) =>
          q.eq("branchId", branchId).eq("travel", travel),
        )
        .order("desc")
        .take(MAX_TECHNICIANS),
    ),
  );
  const current = new Map<Id<"technicians">, Doc<"appointments">>();
  for (const visit of found.flat())
    if (visit.kind !== "drop_off" && !current.has(visit.technicianId)) current.set(visit.technicianId, visit);
  return current;
}

/** Every technician of a branch with the job under way. */
export async function listTechnicianCards(ctx: QueryCtx, branchId: Id<"branches">) {
  const technicians = await ctx.db
    .query("technicians")
    .withIndex("by_branchId", (q) => q.eq("branchId", branchId))
    .take(MAX_TECHNICIANS);
  const [current, away] = await Promise.all([
    visitsUnderWay(ctx, branchId),
    latestAbsencesOfBranch(ctx, branchId),
  ]);
  return await Promise.all(
    technicians.map(async (technician) => {
      const visit = current.get(technician._id) ?? null;
      const ticket = visit ? await ctx.db.get("tickets", visit.ticketId) : null;
      const absences = away.get(technician._id) ?? [];
      const { _id, employeeId, name, phone, skills, active, onDuty, shift, areas } = technician;
      return {
        technicianId: _id,
        branchId,
        employeeId,
        name,
        phone,
        skills,
        active,
        onDuty,
        shift,
        areas: areas ?? [],
        absences: absences.map(toAbsenceView),
        current:
          visit && ticket ? { ticketId: ticket._id, number: ticket.number, travel: visit.travel } : null,
      };
    }),
  );
}
