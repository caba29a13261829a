/**
 * How a ticket lies on the board: status, priority and its visit, as one gesture found it and as it left it. What lies
 * between two of these is taken by ordinary lifecycle steps, in either direction; this file says which.
 */
import { placementActions } from "../tickets/placement";
import type { Priority } from "../tickets/priorities";
import type { TicketStatus } from "../tickets/statuses";
import type { TicketAction } from "../tickets/transitions";
import type { Confirmation, OfferState, TravelState, VisitKind, ArrivalWindow } from "../tickets/visits";
import { isLiveTravel } from "../tickets/visits";

/** Tickets one gesture may move; more is another gesture. */
export const MAX_TICKETS_PER_ACTION = 100;

/**
 * A gesture that nobody made, undid or did again for this long leaves the list and can no longer be undone. The tickets'
 * own timelines keep what it did for ever.
 */
export const ACTIONS_KEPT_DAYS = 180;

/** The visit a ticket stands on, as far as a planner's gesture changes it. */
export interface HeldVisit {
  readonly appointmentId: string;
  readonly technicianId: string;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly travel: TravelState;
  readonly kind: VisitKind;
  readonly confirmation: Confirmation;
  readonly offer: OfferState;
  readonly window: ArrivalWindow | null;
}

export interface Held {
  readonly status: TicketStatus;
  readonly priority: Priority;
  readonly visit: HeldVisit | null;
}

/** One ticket of a gesture. Versions are content versions: an undone step gives back the one before it. */
export interface ActionTicket {
  readonly ticketId: string;
  readonly number: string;
  readonly before: Held;
  readonly after: Held;
  readonly versionBefore: number;
  readonly versionAfter: number;
}

/** Who holds a live visit, and when; null where the visit is over, paused or there is none. */
function liveVisit({ visit }: Held): HeldVisit | null {
  return visit !== null && isLiveTravel(visit.travel) ? visit : null;
}

/** The lifecycle steps that lead from one to the other, in order; empty when nothing a planner moves differs. */
export function stepsBetween(from: Held, to: Held): TicketAction[] {
  const placing = placingSteps(from, to);
  return from.priority === to.priority ? placing : [...placing, "change_priority"];
}

function placingSteps(from: Held, to: Held): TicketAction[] {
  const [held, wanted] = [liveVisit(from), liveVisit(to)];
  if (wanted === null) {
    if (held === null) return [];
    if (to.status === "waiting_parts") return ["recall_return"];
    return [to.status === "no_show" ? "recall_rebooking" : "unassign"];
  }
  const { technicianId, startsAt } = wanted;
  if (held === null) {
    const travel = from.visit?.travel ?? null;
    return placementActions(
      { status: from.status, technicianId: null, startsAt: null, travel },
      technicianId,
      startsAt,
    );
  }
  const ticket = {
    status: from.status,
    technicianId: held.technicianId,
    startsAt: held.startsAt,
    travel: held.travel,
  };
  const moved = placementActions(ticket, technicianId, startsAt);
  if (startsAt === null && held.startsAt !== null) return [...moved, "release"];
  // A new time brings its own end.
  const longer = startsAt === held.startsAt && wanted.endsAt !== held.endsAt;
  return longer ? [...moved, "change_duration"] : moved;
}

/** What a gesture was, in the words of the board. */
export const ACTION_KINDS = [
  "assign",
  "reassign",
  "schedule",
  "reschedule",
  "unassign",
  "release",
  "duration",
  "priority",
  "several",
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** What happened to one ticket. Given with a time is `schedule`, handed over with a new time is `reassign`. */
export function kindOf({ before, after }: Pick<ActionTicket, "before" | "after">): ActionKind {
  const [was, is] = [liveVisit(before), liveVisit(after)];
  if (is === null) return was === null ? "priority" : "unassign";
  if (was === null) return is.startsAt === null ? "assign" : "schedule";
  if (was.technicianId !== is.technicianId) return "reassign";
  if (was.startsAt === is.startsAt) return was.endsAt === is.endsAt ? "priority" : "duration";
  if (is.startsAt === null) return "release";
  return was.startsAt === null ? "schedule" : "reschedule";
}

/** What a gesture over several tickets was: the one word that fits all of them, or `several`. */
export function kindOfAction(tickets: readonly Pick<ActionTicket, "before" | "after">[]): ActionKind {
  const kinds = new Set(tickets.map(kindOf));
  const [only] = kinds;
  return kinds.size === 1 && only !== undefined ? only : "several";
}
