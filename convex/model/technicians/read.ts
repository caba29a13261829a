/** Technicians as the board shows them. */
import type { Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { visitUnderWay } from "../tickets/facts";
import { latestAbsences, toAbsenceView } from "./absences";

/** A branch has tens of technicians; the bound keeps one query from growing without notice. */
const MAX_TECHNICIANS = 500;

/** Every technician of a branch with the job under way. */
export async function listTechnicianCards(ctx: QueryCtx, branchId: Id<"branches">) {
  const technicians = await ctx.db
    .query("technicians")
    .withIndex("by_branchId", (q) => q.eq("branchId", branchId))
    .take(MAX_TECHNICIANS);
  return await Promise.all(
    technicians.map(async (technician) => {
      const visit = await visitUnderWay(ctx, technician._id);
      const ticket = visit ? await ctx.db.get("tickets", visit.ticketId) : null;
      const absences = await latestAbsences(ctx, technician._id);
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
