/**
 * judgeMoves(): may these moves be applied together, and if not, everything that is in the way of each. The final state
 * is judged, not the way there: two visits that swap places are in nobody's way. The same function marks conflicts in
 * an open draft and decides on the server.
 */
import type { Blocker } from "../tickets/blockers";
import type { Actor, BranchFacts, PlacementTicketFacts, TechnicianFacts, VisitFacts } from "../tickets/facts";
import {
  placedMinutes,
  placedStart,
  type PlacementPlan,
  planPlacement,
  unassignBlockers,
} from "../tickets/placement";
import { MINUTE_MS } from "../time/zones";
import { isThere, type PlanMove } from "./moves";

/** A move with the facts it is judged by. */
export interface MoveFacts {
  readonly move: PlanMove;
  /** The ticket as it is now. */
  readonly ticket: PlacementTicketFacts;
  /** The wanted technician; null for the queue. */
  readonly technician: TechnicianFacts | null;
  /** Timed live visits of that technician around the wanted time, as they are now. */
  readonly visits: readonly VisitFacts[];
  readonly unwanted?: boolean;
}

export interface PlanRequest {
  readonly moves: readonly MoveFacts[];
  readonly branch: BranchFacts;
  readonly actor: Actor;
  readonly now: number;
  /** Why it is done although somebody does not fit; supervisors and above only. */
  readonly override?: string;
}

type Allowed = Extract<PlacementPlan, { ok: true }>;

/**
 * there: the live day has it already, nothing to do · place, unassign: would hold · blocked: everything in the way, a
 * change by somebody else among it.
 */
export type MoveVerdict =
  | { readonly kind: "there" }
  | { readonly kind: "place"; readonly plan: Allowed }
  | { readonly kind: "unassign" }
  | { readonly kind: "blocked"; readonly blockers: readonly Blocker[] };

interface Wanted extends VisitFacts {
  readonly technicianId: string;
}

/** Verdicts in the order of the moves. */
export function judgeMoves(request: PlanRequest): MoveVerdict[] {
  const { moves, actor, branch, now, override } = request;
  const open = moves.filter(({ move, ticket }) => !isThere(ticket, move));
  const leaving = new Set(open.map(({ ticket }) => ticket.number));
  const coming = open.flatMap(wantedVisit);
  return moves.map((facts): MoveVerdict => {
    const { move, ticket, technician, visits, unwanted } = facts;
    if (isThere(ticket, move)) return { kind: "there" };
    if (technician === null) {
      const blockers = unassignBlockers(ticket, actor, move.seenVersion, now);
      return blockers.length > 0 ? { kind: "blocked", blockers } : { kind: "unassign" };
    }
    const plan = planPlacement({
      ticket,
      technician,
      visits: [
        ...visits.filter((visit) => !leaving.has(visit.number)),
        ...coming.filter((visit) => visit.technicianId === technician.technicianId),
      ],
      branch,
      actor,
      startsAt: move.startsAt,
      ...(move.minutes === undefined ? {} : { minutes: move.minutes }),
      expectedVersion: move.seenVersion,
      now,
      ...(unwanted === undefined ? {} : { unwanted }),
      ...(override === undefined ? {} : { override }),
    });
    return plan.ok ? { kind: "place", plan } : { kind: "blocked", blockers: plan.blockers };
  });
}

/** The visit a move makes, as others find it in their way; nothing for the queue and for untimed ones. */
function wantedVisit({ move, ticket, technician }: MoveFacts): Wanted[] {
  if (technician === null) return [];
  const startsAt = placedStart(ticket, move.startsAt);
  if (startsAt === null) return [];
  const endsAt = startsAt + placedMinutes(ticket, move.minutes) * MINUTE_MS;
  return [{ technicianId: technician.technicianId, number: ticket.number, startsAt, endsAt }];
}
