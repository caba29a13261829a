/**
 * The board at a past moment, rebuilt from the append-only timeline: which tickets there were, how each stood, who held
 * which visit and when it was planned. Nothing is remembered beside the events; folded up to now they give the present
 * rows, and a test holds that for every ticket. Pure: the moment comes in.
 */
import type { FlowProfile } from "../catalogue/workTypePolicy";
import type { LocalizedName } from "../core/localized";
import { custodyAfter, outcomeAfter, type VisitEffect, visitEffect } from "../tickets/effects";
import type { Outcome } from "../tickets/outcomes";
import type { Priority } from "../tickets/priorities";
import type { TicketStatus } from "../tickets/statuses";
import type { TicketAction } from "../tickets/transitions";
import type { ArrivalWindow, Custody, TravelState, VisitKind } from "../tickets/visits";
import { defaultWindow } from "../tickets/visits";
import { MINUTE_MS } from "../time/zones";

/**
 * Which of an event's two instants counts. `occurred`: when it happened where it happened. `recorded`: when the server,
 * and so every board, knew of it; a phone without a network reports late.
 */
export const REPLAY_CLOCKS = ["occurred", "recorded"] as const;
export type ReplayClock = (typeof REPLAY_CLOCKS)[number];

/** One row of a ticket's timeline, as far as the board follows from it. */
export interface PastEvent {
  readonly action: TicketAction | "create" | "import";
  readonly to: TicketStatus;
  readonly version: number;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly by: LocalizedName;
  readonly technicianId: string | null;
  /** Start of the visit after the event. */
  readonly startsAt: number | null;
  /** The visit the ticket stood on afterwards; "derive" in events older than this field. */
  readonly visit: PastVisit | null | "derive";
  readonly window: ArrivalWindow | null;
  readonly priority: { readonly from: Priority; readonly to: Priority } | null;
}

export interface TicketHistory {
  readonly ticketId: string;
  readonly profile: FlowProfile;
  /** As it is now. */
  readonly priority: Priority;
  /** Planned length where an event does not say one. */
  readonly visitMinutes: number;
  /** In the order of their versions. */
  readonly events: readonly PastEvent[];
}

export interface PastVisit {
  /** Of the appointment, or made up where an old event does not name it. */
  readonly visitId: string;
  readonly technicianId: string;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly travel: TravelState;
  readonly kind: VisitKind;
  readonly window: ArrivalWindow | null;
}

export interface PastTicket {
  readonly ticketId: string;
  readonly status: TicketStatus;
  readonly version: number;
  readonly priority: Priority;
  readonly custody: Custody;
  readonly outcome: Outcome | null;
  /** The visit the ticket stands on, if somebody holds it. */
  readonly visit: PastVisit | null;
  /** Visits of the same ticket that were over before that one. */
  readonly earlier: readonly PastVisit[];
  readonly lastChange: {
    readonly action: PastEvent["action"];
    readonly by: LocalizedName;
    readonly at: number;
  };
}

/** The instant of an event on a clock. */
export function eventAt(event: Pick<PastEvent, "occurredAt" | "recordedAt">, clock: ReplayClock): number {
  return clock === "occurred" ? event.occurredAt : event.recordedAt;
}

interface VisitState {
  readonly visit: PastVisit | null;
  readonly earlier: readonly PastVisit[];
}

/** A visit taken back before its trip is nobody's any more; one called off with its ticket keeps its holder. */
const TAKEN_BACK: readonly PastEvent["action"][] = ["unassign", "decline_offer", "expire_offer"];

/** What an event says the visit is, or what an old event's action made of the one before it. */
function visitsAfter(state: VisitState, event: PastEvent, history: TicketHistory): VisitState {
  const { action } = event;
  if (action === "create" || action === "import") return state;
  const { visit: before, earlier } = state;
  const effect = visitEffect(action, { profile: history.profile, travel: before?.travel ?? null });
  const visit =
    event.visit === "derive" ? derivedVisit(effect, before, event, history, earlier.length) : event.visit;
  if (before === null || before.visitId === visit?.visitId) {
    // An undo may make an earlier visit the current one again.
    return { visit, earlier: earlier.filter((one) => one.visitId !== visit?.visitId) };
  }
  const others = earlier.filter((one) => one.visitId !== visit?.visitId);
  if (effect.kind !== "open") return { visit, earlier: others };
  return { visit, earlier: [...others, before.travel === "paused" ? { ...before, travel: "done" } : before] };
}

function derivedVisit(
  effect: VisitEffect,
  visit: PastVisit | null,
  { action, technicianId, startsAt, window }: PastEvent,
  { ticketId, visitMinutes }: TicketHistory,
  count: number,
): PastVisit | null {
  const endsAt = startsAt === null ? null : startsAt + visitMinutes * MINUTE_MS;
  const promised = startsAt === null ? null : defaultWindow(startsAt);
  if (effect.kind === "open") {
    if (technicianId === null) return visit;
    const timed = action !== "assign";
    return {
      visitId: `${ticketId} ${count + 1}`,
      technicianId,
      startsAt: timed ? startsAt : null,
      endsAt: timed ? endsAt : null,
      travel: "planned",
      kind: effect.visitKind,
      window: timed ? promised : null,
    };
  }
  if (visit === null) return null;
  switch (effect.kind) {
    case "holder":
      return { ...visit, technicianId: technicianId ?? visit.technicianId };
    case "time":
      return { ...visit, startsAt, endsAt, window: promised };
    case "untimed":
      return { ...visit, startsAt: null, endsAt: null, window: null };
    case "window":
      return { ...visit, window: window ?? visit.window };
    case "travel":
      return TAKEN_BACK.includes(action) ? null : { ...visit, travel: effect.travel };
    default:
      return visit;
  }
}

/** A ticket as it stood at a moment, or null when there was none yet. */
export function ticketAt(history: TicketHistory, at: number, clock: ReplayClock): PastTicket | null {
  const { ticketId, profile } = history;
  let state: VisitState = { visit: null, earlier: [] };
  let status: TicketStatus | null = null;
  let [custody, outcome]: [Custody, Outcome | null] = ["customer", null];
  let last: PastEvent | null = null;
  for (const event of history.events) {
    if (eventAt(event, clock) > at) continue;
    if (status !== null && event.action !== "create" && event.action !== "import") {
      const before = { status, profile, custody, outcome };
      custody = custodyAfter(event.action, before);
      outcome = outcomeAfter(event.action, before);
    }
    state = visitsAfter(state, event, history);
    status = event.to;
    last = event;
  }
  if (status === null || last === null) return null;
  return {
    ticketId,
    status,
    version: last.version,
    priority: priorityAt(history, at, clock),
    custody,
    outcome,
    ...state,
    lastChange: { action: last.action, by: last.by, at: last.recordedAt },
  };
}

/** What the first change after the moment changed it from; without one it is what it is now. */
function priorityAt(history: TicketHistory, at: number, clock: ReplayClock): Priority {
  const later = history.events.find((event) => event.priority !== null && eventAt(event, clock) > at);
  return later?.priority?.from ?? history.priority;
}

/** Every ticket there was at a moment, as it stood. */
export function boardAt(histories: readonly TicketHistory[], at: number, clock: ReplayClock): PastTicket[] {
  return histories.flatMap((history) => ticketAt(history, at, clock) ?? []);
}
