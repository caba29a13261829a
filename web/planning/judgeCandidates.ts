/*
 * Whom this ticket can be given to at that time, judged for every technician of the branch with the same function as a drop
 * on the board and as the server. Gathers facts only.
 */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../convex/_generated/api";
import { isOneOf } from "../../shared/access/roles";
import type { Actor, VisitFacts } from "../../shared/tickets/facts";
import { planPlacement, type PlacementPlan } from "../../shared/tickets/placement";
import { OVERRIDABLE, OVERRIDE_ROLES } from "../../shared/tickets/technicianFit";
import { isLiveTravel } from "../../shared/tickets/visits";
import type { TicketDetail } from "../ticket/ticketData";

export type TechnicianRow = FunctionReturnType<typeof api.board.technicians>[number];
export type VisitRow = FunctionReturnType<typeof api.board.appointments>[number];

export interface Candidate {
  readonly technician: TechnicianRow;
  readonly verdict: PlacementPlan;
  /** Visits of the day that still stand. */
  readonly load: number;
  /** Nothing but what a supervisor may decide against is in the way. */
  readonly overridable: boolean;
}

interface World {
  readonly detail: Pick<TicketDetail, "facts" | "branch">;
  readonly actor: Actor;
  readonly technicians: readonly TechnicianRow[];
  readonly visits: readonly VisitRow[];
  readonly startsAt: number | null;
  readonly now: number;
}

function busyTimes(visits: readonly VisitRow[], technicianId: string): VisitFacts[] {
  return visits.flatMap((visit) =>
    visit.technicianId === technicianId &&
    visit.startsAt !== null &&
    visit.endsAt !== null &&
    isLiveTravel(visit.travel)
      ? [{ number: visit.ticket.number, startsAt: visit.startsAt, endsAt: visit.endsAt }]
      : [],
  );
}

/** Those who can take it first, the least busy first; then the others with everything that is in the way. */
export function judgeCandidates({ detail, actor, technicians, visits, startsAt, now }: World): Candidate[] {
  const { facts, branch } = detail;
  return technicians
    .filter((technician) => technician.active)
    .map((technician): Candidate => {
      const verdict = planPlacement({
        ticket: facts,
        technician,
        visits: busyTimes(visits, technician.technicianId),
        branch,
        actor,
        startsAt,
        expectedVersion: facts.version,
        now,
      });
      const load = visits.filter(
        (visit) => visit.technicianId === technician.technicianId && isLiveTravel(visit.travel),
      ).length;
      const overridable =
        !verdict.ok &&
        isOneOf(OVERRIDE_ROLES, actor.role) &&
        verdict.blockers.every(({ code }) => OVERRIDABLE.includes(code));
      return { technician, verdict, load, overridable };
    })
    .sort(
      (a, b) =>
        Number(b.verdict.ok) - Number(a.verdict.ok) ||
        a.load - b.load ||
        (a.technician.employeeId < b.technician.employeeId ? -1 : 1),
    );
}
