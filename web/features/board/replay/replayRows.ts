/*
 * The board's rows as they stood at a past moment: histories folded by shared/replay, dressed in the cards as they are
 * now for what does not change (customer, place, problem). Pure.
 */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../../convex/_generated/api";
import {
  eventAt,
  type PastEvent,
  type PastTicket,
  type PastVisit,
  type ReplayClock,
  ticketAt,
  type TicketHistory,
} from "../../../../shared/replay/boardAt";
import { lastedAt, levelAt, nextDueAt, onDutyAt, type PastDuty } from "../../../../shared/replay/around";
import { isOpen } from "../../../../shared/tickets/statuses";
import { dayRange, type ServiceDay } from "../../../../shared/time/zones";
import { NO_FLAGS, type TicketFlags } from "../attention";
import type { TechnicianRow, TicketRow, VisitRow } from "../boardData";

export type HistoryRow = FunctionReturnType<typeof api.replay.tickets>["page"][number];

/** What happened, in the order of the clock: the ticks of the scrubber. */
export interface ReplayTick {
  readonly at: number;
  readonly ticketId: string;
  readonly number: string;
  readonly event: HistoryRow["events"][number];
}

export function historyOf({ card, events }: HistoryRow): TicketHistory {
  const { ticketId, profile, priority, policy } = card;
  return { ticketId, profile, priority, visitMinutes: policy.visitMinutes, events };
}

/** Events of all tickets within a span, the first to happen first. */
export function ticksWithin(
  rows: readonly HistoryRow[],
  span: { readonly startsAt: number; readonly endsAt: number },
  clock: ReplayClock,
): ReplayTick[] {
  return rows
    .flatMap(({ card, events }) =>
      events.map((event) => ({
        at: eventAt(event, clock),
        ticketId: card.ticketId,
        number: card.number,
        event,
      })),
    )
    .filter(({ at }) => at >= span.startsAt && at < span.endsAt)
    .sort((a, b) => a.at - b.at || a.event.version - b.event.version);
}

/** How many ticks are at or before a moment. */
export function ticksBefore(ticks: readonly ReplayTick[], at: number): number {
  let [low, high] = [0, ticks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ticks[middle]?.at ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function toVisit(visit: PastVisit, card: TicketRow): NonNullable<TicketRow["visit"]> {
  const { startsAt, endsAt, travel, kind, window } = visit;
  const promised = window === null ? null : { startsAt: window.startsAt, endsAt: window.endsAt };
  return {
    // Ids of the deployment, or made up for visits the timeline did not name yet; nothing is sent with them.
    appointmentId: visit.visitId as NonNullable<TicketRow["visit"]>["appointmentId"],
    technicianId: visit.technicianId as NonNullable<TicketRow["visit"]>["technicianId"],
    startsAt,
    endsAt,
    travel,
    kind,
    confirmation: card.visit?.confirmation ?? "tentative",
    offer: { state: "none", expiresAt: null },
    window: promised,
    departedAt: null,
    arrivedAt: null,
    finishedAt: null,
  };
}

function toCard(card: TicketRow, past: PastTicket): TicketRow {
  const { status, version, priority, custody, outcome, lastChange, visit } = past;
  return {
    ...card,
    status,
    version,
    contentVersion: version,
    priority,
    custody,
    outcome,
    lastChange,
    visit: visit === null ? null : toVisit(visit, card),
    nextDue: null,
  };
}

export interface PastRows {
  readonly tickets: TicketRow[];
  readonly closed: TicketRow[];
  readonly visits: VisitRow[];
  readonly technicians: TechnicianRow[];
}

/** Keeps the card of a ticket to which nothing happened between two moments, so that only what changed is drawn again. */
export type CardCache = Map<
  string,
  { readonly key: string; readonly card: TicketRow; readonly past: PastTicket }
>;

function cached(cache: CardCache, row: HistoryRow, at: number, clock: ReplayClock) {
  const key = `${clock} ${row.events.filter((event: PastEvent) => eventAt(event, clock) <= at).length}`;
  const known = cache.get(row.card.ticketId);
  if (known?.key === key) return known;
  const past = ticketAt(historyOf(row), at, clock);
  if (past === null) return null;
  const made = { key, card: toCard(row.card, past), past };
  cache.set(row.card.ticketId, made);
  return made;
}

/** The card with the promise that was next then; the same object where there was none. */
function withPromise(card: TicketRow, nextDue: TicketRow["nextDue"]): TicketRow {
  return nextDue === null ? card : { ...card, nextDue };
}

/** The rows of a branch at a moment of a service day. */
export function rowsAt(
  rows: readonly HistoryRow[],
  technicians: readonly TechnicianRow[],
  duty: readonly PastDuty[],
  when: { readonly at: number; readonly clock: ReplayClock; readonly day: ServiceDay; readonly zone: string },
  cache: CardCache,
): PastRows {
  const { at, clock, day, zone } = when;
  const range = dayRange(day, zone);
  const found: PastRows = { tickets: [], closed: [], visits: [], technicians: [] };
  const current = new Map<string, TechnicianRow["current"]>();
  for (const row of rows) {
    const made = cached(cache, row, at, clock);
    if (made === null) continue;
    const { past } = made;
    const card = withPromise(made.card, nextDueAt(row.around.promises, at));
    if (isOpen(past.status)) found.tickets.push(card);
    else if (past.lastChange.at >= range.startsAt) found.closed.push(card);
    const held = past.visit === null ? past.earlier : [...past.earlier, past.visit];
    for (const visit of held) {
      if (visit.travel === "called_off") continue;
      const { startsAt, endsAt, travel } = visit;
      const onDay =
        startsAt === null || endsAt === null
          ? isOpen(past.status) && visit === past.visit
          : startsAt < range.endsAt && endsAt > range.startsAt;
      if (onDay) found.visits.push({ ...toVisit(visit, card), ticket: card });
      if (travel === "en_route" || travel === "arrived")
        current.set(visit.technicianId, { ticketId: card.ticketId, number: card.number, travel });
    }
  }
  found.tickets.sort((a, b) => RANK[b.priority] - RANK[a.priority] || b.requestedAt - a.requestedAt);
  found.closed.sort((a, b) => b.lastChange.at - a.lastChange.at);
  const dutyOf = new Map(duty.map((one) => [one.technicianId, one]));
  for (const technician of technicians) {
    const own = dutyOf.get(technician.technicianId);
    found.technicians.push({
      ...technician,
      onDuty: own === undefined ? technician.onDuty : onDutyAt(own, at),
      // As the board knew it, nobody is away before it was said.
      absences:
        clock === "recorded"
          ? technician.absences.filter(({ recordedAt }) => recordedAt <= at)
          : technician.absences,
      current: current.get(technician.technicianId) ?? null,
    });
  }
  return found;
}

/** Escalations and holds that were open at a moment. */
export function flagsAt(rows: readonly HistoryRow[], at: number): TicketFlags {
  if (rows.length === 0) return NO_FLAGS;
  const escalated = new Map<string, number>();
  const held = new Set<string>();
  for (const { card, around } of rows) {
    const level = levelAt(around.escalations, at);
    if (level > 0) escalated.set(card.ticketId, level);
    if (around.holds.some((hold) => lastedAt(hold, at))) held.add(card.ticketId);
  }
  return { escalated, held };
}

const RANK = { low: 0, normal: 1, high: 2, urgent: 3 } as const satisfies Record<
  TicketRow["priority"],
  number
>;
