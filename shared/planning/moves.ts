/**
 * What a draft of a day is made of, and its bounds. A move says where a ticket shall be in the end, not how it gets
 * there; a ticket has one move at most.
 */
import { MAX_TICKETS_PER_ACTION } from "../boardActions/held";
import { edgeFrom } from "../core/lifecycle";
import { DAY_MS, MINUTE_MS } from "../time/zones";
import { placementActions } from "../tickets/placement";
import { TRANSITIONS } from "../tickets/transitions";
import { type Card, placedFacts } from "./placedCard";

/** Who sees a draft: its owner, or every planner of the branch. */
export const PLAN_VISIBILITIES = ["private", "shared"] as const;
export type PlanVisibility = (typeof PLAN_VISIBILITIES)[number];

export const PLAN_STATES = ["open", "applied", "discarded"] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** Moves of one draft; applying them is one transaction and one gesture, which can be undone. */
export const PLAN_MAX_MOVES = MAX_TICKETS_PER_ACTION;
/** Open drafts one person may own for one day. */
export const PLAN_MAX_OPEN = 20;
export const PLAN_TITLE_MAX_LENGTH = 80;
/** A draft nobody touches for this long is removed; applied and discarded ones too. */
export const PLAN_LIFE_MS = 7 * DAY_MS;

/** Where a ticket shall be: with a technician, at a time or untimed, or with nobody. */
export interface PlanTarget {
  /** Null: back to the queue. */
  readonly technicianId: string | null;
  /** Epoch ms; null with a technician leaves a time that is there. */
  readonly startsAt: number | null;
  /** Wanted length of the visit; absent leaves it as it is. */
  readonly minutes?: number;
}

export interface PlanMove extends PlanTarget {
  readonly ticketId: string;
  /** Version of the ticket that was looked at when it was moved. */
  readonly seenVersion: number;
}

interface Place {
  readonly technicianId: string | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
}

/** Whether the live ticket stands where the move wants it: somebody did the same in the meantime, or it was moved back. */
export function isThere(live: Place, { technicianId, startsAt, minutes }: PlanTarget): boolean {
  if (technicianId === null) return live.technicianId === null;
  if (live.technicianId !== technicianId || (startsAt !== null && live.startsAt !== startsAt)) return false;
  if (minutes === undefined || live.startsAt === null || live.endsAt === null) return true;
  return live.endsAt - live.startsAt === minutes * MINUTE_MS;
}

/** Whether the lifecycle knows a way from the card's status to the wanted place, whoever asks. */
export function isReachable(ticket: Card, { technicianId, startsAt, minutes }: PlanTarget): boolean {
  const actions =
    technicianId === null
      ? ["unassign" as const]
      : placementActions(placedFacts(ticket), technicianId, startsAt, minutes);
  let { status } = ticket;
  for (const action of actions) {
    const edge = edgeFrom(TRANSITIONS, action, status, ticket.profile);
    if (!edge) return false;
    status = edge.to;
  }
  return actions.length > 0;
}
