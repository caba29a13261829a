/*
 * Draws a drop before the server has answered: the card changes its place in every list on screen at once.
 * The new status comes from the same lifecycle table as the server's, so nothing jumps when the answer arrives.
 * A ticket that changed meanwhile is left alone: the server will refuse that drop.
 */
import type { OptimisticLocalStore } from "convex/browser";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { type Author, placedCard as placed } from "../../../shared/planning/placedCard";
import { type ServiceDay, serviceDayOf } from "../../../shared/time/zones";
import type { TicketRow } from "./boardData";

/** Stands for a visit the server has not numbered yet; never sent anywhere. */
export const PENDING_APPOINTMENT = "pending" as Id<"appointments">;

/** The card after a placement. */
export function placedCard(
  ticket: TicketRow,
  technicianId: Id<"technicians">,
  wantedStart: number | null,
  author: Author,
  minutes?: number,
): TicketRow {
  return placed(
    ticket,
    { technicianId, startsAt: wantedStart, ...(minutes === undefined ? {} : { minutes }) },
    author,
    PENDING_APPOINTMENT,
  );
}

export interface CardChange {
  readonly ticketId: Id<"tickets">;
  readonly branchId: Id<"branches">;
  /** Null where the change itself looks whether the card is still what it was. */
  readonly expectedVersion: number | null;
  readonly change: (ticket: TicketRow) => TicketRow;
}

function onServiceDay(ticket: TicketRow, day: ServiceDay, zone: string): boolean {
  const startsAt = ticket.visit?.startsAt;
  return startsAt === null || startsAt === undefined || serviceDayOf(startsAt, zone) === day;
}

/** Applies a change to the card in every slice of open tickets and on every loaded day of lanes. */
export function changeCardEverywhere(store: OptimisticLocalStore, zone: string, wanted: CardChange): void {
  const { ticketId, branchId, expectedVersion, change } = wanted;
  let changed: TicketRow | undefined;
  const apply = (ticket: TicketRow): TicketRow => {
    if (ticket.ticketId !== ticketId) return ticket;
    if (expectedVersion !== null && ticket.version !== expectedVersion) return ticket;
    changed = change(ticket);
    return changed;
  };
  for (const { args, value } of store.getAllQueries(api.board.openSlice)) {
    const own = args.branchId === branchId && value?.tickets.find((ticket) => ticket.ticketId === ticketId);
    if (!value || !own) continue;
    const card = apply(own);
    if (card === own) continue;
    const tickets = value.tickets.map((ticket) => (ticket === own ? card : ticket));
    store.setQuery(api.board.openSlice, args, { ...value, tickets });
  }
  for (const { args, value } of store.getAllQueries(api.board.appointments)) {
    if (value === undefined || args.branchId !== branchId) continue;
    const own = value.find((visit) => visit.ticket.ticketId === ticketId);
    const card = own ? apply(own.ticket) : changed;
    if (card === undefined || card === own?.ticket) continue;
    const others = value.filter((visit) => visit !== own);
    const drawn =
      card.visit !== null && onServiceDay(card, args.serviceDay, zone)
        ? [{ ...card.visit, ticket: card }]
        : [];
    store.setQuery(api.board.appointments, args, [...others, ...drawn]);
  }
}
