/*
 * Whom to offer for several tickets: everybody who can be judged in a moment, the likely ones first. A large branch times
 * many tickets is more than that; who was left out is counted, and a search by name judges him before the others. Pure.
 */
import type { TechnicianRow, TicketRow, VisitRow } from "../boardData";
import type { DropTarget } from "../dropTarget";
import type { BoardWorld } from "../judgeDrop";
import { inPlanOrder, judgeMany } from "./judgeMany";

/** Pairs of a ticket and a technician judged at once. */
export const MAX_JUDGED_PAIRS = 20_000;

export interface BulkCandidate {
  readonly technician: TechnicianRow;
  readonly target: DropTarget;
  /** How many of the tickets he can take. */
  readonly fit: number;
}

export interface BulkCandidates {
  /** Who fits most comes first. */
  readonly judged: readonly BulkCandidate[];
  /** People of that name nobody judged. */
  readonly left: number;
}

export interface CandidateWish {
  /** Start of the first visit; null for no time yet. */
  readonly startsAt: number | null;
  /** Part of a name in either language, or of a staff number; empty for everybody. */
  readonly wanted: string;
}

function isWanted({ name, employeeId }: TechnicianRow, wanted: string): boolean {
  const text = `${name.ar} ${name.en} ${employeeId}`.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** How many of the tickets he has the skills for: a look that costs nothing. */
function skilledFor(technician: TechnicianRow, tickets: readonly TicketRow[]): number {
  return tickets.filter(({ policy }) => policy.skills.every((skill) => technician.skills.includes(skill)))
    .length;
}

export function bulkCandidates(
  world: BoardWorld,
  tickets: readonly TicketRow[],
  { startsAt, wanted }: CandidateWish,
  now: number,
): BulkCandidates {
  const ordered = inPlanOrder(tickets);
  const room = Math.max(1, Math.floor(MAX_JUDGED_PAIRS / Math.max(1, tickets.length)));
  const people = world.technicians
    .filter((one) => one.active && isWanted(one, wanted.trim()))
    .map((technician) => ({ technician, skilled: skilledFor(technician, tickets) }))
    .sort((a, b) => Number(b.technician.onDuty) - Number(a.technician.onDuty) || b.skilled - a.skilled);
  const visitsOf = new Map<string, VisitRow[]>();
  for (const visit of world.visits) {
    const own = visitsOf.get(visit.technicianId);
    if (own) own.push(visit);
    else visitsOf.set(visit.technicianId, [visit]);
  }
  const judged = people.slice(0, room).map(({ technician }): BulkCandidate => {
    const { technicianId } = technician;
    const target: DropTarget =
      startsAt === null ? { kind: "technician", technicianId } : { kind: "lane", technicianId, startsAt };
    // Only his own visits can be in the way.
    const own = { ...world, technicians: [technician], visits: visitsOf.get(technicianId) ?? [] };
    const parts = judgeMany(own, ordered, target, now);
    return { technician, target, fit: parts.filter(({ verdict }) => verdict.ok).length };
  });
  return {
    judged: judged.toSorted((a, b) => b.fit - a.fit),
    left: people.length - judged.length,
  };
}
