/*
 * Draws a drop before the server has answered: the card changes its place in every list on screen at once.
 * The new status comes from the same lifecycle table as the server's, so nothing jumps when the answer arrives.
 * A ticket that changed meanwhile is left alone: the server will refuse that drop.
 */
import type { OptimisticLocalStore } from "convex/browser";
import { optimisticallyUpdateValueInPaginatedQuery } from "convex/react";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { edgeFrom } from "../../../shared/core/lifecycle";
import type { LocalizedName } from "../../../shared/core/localized";
import { visitEffect } from "../../../shared/tickets/effects";
import { placedMinutes, placedStart, placementActions } from "../../../shared/tickets/placement";
import type { TicketStatus } from "../../../shared/tickets/statuses";
import { TRANSITIONS, type TicketAction } from "../../../shared/tickets/transitions";
import { defaultWindow } from "../../../shared/tickets/visits";
import { MINUTE_MS, type ServiceDay, serviceDayOf } from "../../../shared/time/zones";
import type { TicketRow } from "./boardData";

/** Stands for a visit the server has not numbered yet; never sent anywhere. */
const PENDING_APPOINTMENT = "pending" as Id<"appointments">;

/** Who acts, and when: shown on the card until the server's own record arrives. */
export interface Author {
  readonly name: LocalizedName;
  readonly at: number;
}

/** Status after taking the actions in order; unchanged where the table has no such edge. */
function statusAfter(status: TicketStatus, actions: readonly TicketAction[]): TicketStatus {
  return actions.reduce((current, action) => edgeFrom(TRANSITIONS, action, current)?.to ?? current, status);
}

/** The card after a placement. */
export function placedCard(
  ticket: TicketRow,
  technicianId: Id<"technicians">,
  wantedStart: number | null,
  author: Author,
  minutes?: number,
): TicketRow {
  const facts = {
    status: ticket.status,
    technicianId: ticket.visit?.technicianId ?? null,
    startsAt: ticket.visit?.startsAt ?? null,
    endsAt: ticket.visit?.endsAt ?? null,
    policy: ticket.policy,
    travel: ticket.visit?.travel ?? null,
  };
  const actions = placementActions(facts, technicianId, wantedStart, minutes);
  const last = actions.at(-1);
  if (last === undefined) return ticket;
  const startsAt = placedStart(facts, wantedStart);
  const endsAt = startsAt === null ? null : startsAt + placedMinutes(facts, minutes) * MINUTE_MS;
  const first = actions[0] && visitEffect(actions[0], { profile: ticket.profile, travel: facts.travel });
  const opened = first?.kind === "open" ? first.visitKind : null;
  const changed = {
    ...ticket,
    status: statusAfter(ticket.status, actions),
    version: ticket.version + 1,
    contentVersion: ticket.version + 1,
    lastChange: { action: last, by: author.name, at: author.at },
  };
  // The length alone: the trip goes on, the customer's answer stands.
  if (actions[0] === "change_duration" && ticket.visit !== null)
    return { ...changed, visit: { ...ticket.visit, endsAt } };
  return {
    ...changed,
    visit: {
      appointmentId: (opened === null ? ticket.visit?.appointmentId : undefined) ?? PENDING_APPOINTMENT,
      technicianId,
      startsAt,
      endsAt,
      travel: "planned",
      kind: opened ?? ticket.visit?.kind ?? "visit",
      confirmation: "tentative",
      offer: { state: "none", expiresAt: null },
      window: startsAt === null ? null : defaultWindow(startsAt),
      departedAt: null,
      arrivedAt: null,
      finishedAt: null,
    },
  };
}

/** The card after it went back to the queue. */
export function unassignedCard(ticket: TicketRow, author: Author): TicketRow {
  return {
    ...ticket,
    status: statusAfter(ticket.status, ["unassign"]),
    version: ticket.version + 1,
    contentVersion: ticket.version + 1,
    visit: null,
    lastChange: { action: "unassign", by: author.name, at: author.at },
  };
}

export interface CardChange {
  readonly ticketId: Id<"tickets">;
  readonly branchId: Id<"branches">;
  readonly expectedVersion: number;
  readonly change: (ticket: TicketRow) => TicketRow;
}

function onServiceDay(ticket: TicketRow, day: ServiceDay, zone: string): boolean {
  const startsAt = ticket.visit?.startsAt;
  return startsAt === null || startsAt === undefined || serviceDayOf(startsAt, zone) === day;
}

/** Applies a change to the card in every loaded page of open tickets and on every loaded day of lanes. */
export function changeCardEverywhere(store: OptimisticLocalStore, zone: string, wanted: CardChange): void {
  const { ticketId, branchId, expectedVersion, change } = wanted;
  let changed: TicketRow | undefined;
  const apply = (ticket: TicketRow): TicketRow => {
    if (ticket.ticketId !== ticketId || ticket.version !== expectedVersion) return ticket;
    changed = change(ticket);
    return changed;
  };
  optimisticallyUpdateValueInPaginatedQuery(store, api.board.openTickets, { branchId }, apply);
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
