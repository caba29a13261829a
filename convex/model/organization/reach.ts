/**
 * Which technicians' work an actor reaches inside his branches. Everybody reaches all of it, except a supervisor whose
 * membership names teams: of placed work he reaches that of his teams. What nobody holds is everybody's concern.
 */
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import type { StaffActor } from "./access";

const MAX_PER_TEAM = 200;

/** The teams an actor is held to, or null when he is held to none. */
function ownTeams({ membership }: StaffActor): readonly Id<"teams">[] | null {
  const { role, teamIds } = membership;
  return role === "supervisor" && teamIds && teamIds.length > 0 ? teamIds : null;
}

/** Whether it makes a difference to this actor who holds a ticket. */
export function reachDepends(actor: StaffActor): boolean {
  return ownTeams(actor) !== null;
}

/** Whether the actor reaches what this technician holds; null is work nobody holds. */
export function reachesTechnician(actor: StaffActor, technician: Doc<"technicians"> | null): boolean {
  const teams = ownTeams(actor);
  if (teams === null || technician === null) return true;
  return technician.teamId !== undefined && teams.includes(technician.teamId);
}

/** The same question for many rows: a test by id, with the members of the teams read once. */
export async function technicianReach(
  ctx: QueryCtx,
  actor: StaffActor,
): Promise<(technicianId: Id<"technicians"> | null) => boolean> {
  const teams = ownTeams(actor);
  if (teams === null) return () => true;
  const members = await Promise.all(
    teams.map((teamId) =>
      ctx.db
        .query("technicians")
        .withIndex("by_teamId", (q) => q.eq("teamId", teamId))
        .take(MAX_PER_TEAM),
    ),
  );
  const reached = new Set(members.flat().map((technician) => technician._id));
  return (technicianId) => technicianId === null || reached.has(technicianId);
}
