/**
 * What screens see of a ticket: the card every board face shares, a visit with its card, a timeline row, the detail.
 * Validators and their builders; no access decisions (read.ts).
 */
import { type Infer, v } from "convex/values";
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import {
  actorSnapshot,
  fix,
  localizedName,
  noFixReason,
  point,
  priority,
  reason,
  status,
  timelineAction,
  travelState,
  workType,
} from "../../lib/validators";

/** A visit as cards show it. */
export const visitView = v.object({
  appointmentId: v.id("appointments"),
  technicianId: v.id("technicians"),
  startsAt: v.nullable(v.number()),
  endsAt: v.nullable(v.number()),
  travel: travelState,
});

/** The one row queue, lanes, map and search share. */
export const ticketCard = v.object({
  ticketId: v.id("tickets"),
  branchId: v.id("branches"),
  number: v.string(),
  status,
  version: v.number(),
  priority,
  workType,
  problem: v.string(),
  contactName: v.string(),
  phone: v.nullable(v.string()),
  address: v.string(),
  city: v.string(),
  point: v.nullable(point),
  requestedAt: v.number(),
  visit: v.nullable(visitView),
  lastChange: v.object({ action: timelineAction, by: localizedName, at: v.number() }),
});
export type TicketCard = Infer<typeof ticketCard>;

/** One row of the staff timeline. */
export const timelineRow = v.object({
  eventId: v.id("statusEvents"),
  action: timelineAction,
  from: v.nullable(status),
  to: status,
  actor: actorSnapshot,
  occurredAt: v.number(),
  recordedAt: v.number(),
  version: v.number(),
  technicianName: v.nullable(localizedName),
  startsAt: v.nullable(v.number()),
  reason: v.nullable(reason),
  note: v.nullable(v.string()),
  fix: v.nullable(fix),
  noFixReason: v.nullable(noFixReason),
});
export type TimelineRow = Infer<typeof timelineRow>;

export function toVisitView(appointment: Doc<"appointments">): Infer<typeof visitView> {
  return {
    appointmentId: appointment._id,
    technicianId: appointment.technicianId,
    startsAt: appointment.startsAt ?? null,
    endsAt: appointment.endsAt ?? null,
    travel: appointment.travel,
  };
}

/** Builds the card; a fresh ticket costs one document, a planned one two. */
export async function toTicketCard(
  ctx: QueryCtx,
  ticket: Doc<"tickets">,
  known?: Doc<"appointments">,
): Promise<TicketCard> {
  const { currentAppointmentId } = ticket;
  const visit =
    known ?? (currentAppointmentId ? await ctx.db.get("appointments", currentAppointmentId) : null);
  return {
    ticketId: ticket._id,
    branchId: ticket.branchId,
    number: ticket.number,
    status: ticket.status,
    version: ticket.version,
    priority: ticket.priority,
    workType: ticket.workType,
    problem: ticket.problem,
    contactName: ticket.contact.name,
    phone: ticket.contact.phone,
    address: ticket.address,
    city: ticket.city,
    point: ticket.point,
    requestedAt: ticket.requestedAt,
    visit: visit ? toVisitView(visit) : null,
    lastChange: ticket.lastChange,
  };
}

export function toTimelineRow(event: Doc<"statusEvents">): TimelineRow {
  return {
    eventId: event._id,
    action: event.action,
    from: event.from,
    to: event.to,
    actor: event.actor,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
    version: event.version,
    technicianName: event.technician?.name ?? null,
    startsAt: event.startsAt ?? null,
    reason: event.reason ?? null,
    note: event.note ?? null,
    fix: event.fix ?? null,
    noFixReason: event.noFixReason ?? null,
  };
}
