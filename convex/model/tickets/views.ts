/**
 * What screens see of a ticket: the card every board face shares, a visit with its card, a timeline row, the detail.
 * Validators and their builders; no access decisions (read.ts).
 */
import { type Infer, v } from "convex/values";
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { clockCode } from "../clocks/tables";
import { type PolicyCache, ticketPolicy } from "./policy";
import {
  actorSnapshot,
  confirmation,
  custody,
  fix,
  flowProfile,
  localizedName,
  noFixReason,
  notFixedReason,
  offerState,
  outcome,
  party,
  point,
  priority,
  reason,
  skill,
  status,
  takeBackDirection,
  timelineAction,
  travelState,
  visitKind,
  window,
  workType,
} from "../../lib/validators";

/** A visit as cards show it. */
export const visitView = v.object({
  appointmentId: v.id("appointments"),
  technicianId: v.id("technicians"),
  startsAt: v.nullable(v.number()),
  endsAt: v.nullable(v.number()),
  travel: travelState,
  kind: visitKind,
  /** The customer's answer to the time. */
  confirmation,
  /** The technician's answer, and until when he may give it. */
  offer: v.object({ state: offerState, expiresAt: v.nullable(v.number()) }),
  /** Arrival window promised to the customer. */
  window: v.nullable(window),
  /** What happened, epoch ms each: he set off, he came, he was done. */
  departedAt: v.nullable(v.number()),
  arrivedAt: v.nullable(v.number()),
  finishedAt: v.nullable(v.number()),
});

/** The one row queue, lanes, map and search share. */
export const ticketCard = v.object({
  ticketId: v.id("tickets"),
  branchId: v.id("branches"),
  number: v.string(),
  status,
  version: v.number(),
  /** The version whose content the ticket has: an undo brings an earlier one back. */
  contentVersion: v.number(),
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
  /** The most urgent promise: running, or broken when the instant is over. */
  nextDue: v.nullable(v.object({ code: clockCode, dueAt: v.number() })),
  lastChange: v.object({ action: timelineAction, by: localizedName, at: v.number() }),
  profile: flowProfile,
  custody,
  outcome: v.nullable(outcome),
  /** Staff approved the request, or nobody has to. */
  reviewed: v.boolean(),
  /** What a drop is judged by: the length of a visit, who can do it, how late a customer may move it. */
  policy: v.object({
    visitMinutes: v.number(),
    skills: v.array(skill),
    freeUntilHours: v.number(),
    customerLate: v.boolean(),
  }),
  /** The finished ticket this one comes back to. */
  callBackOf: v.nullable(v.id("tickets")),
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
  previousStartsAt: v.nullable(v.number()),
  minutes: v.nullable(v.object({ from: v.number(), to: v.number() })),
  party: v.nullable(party),
  notFixedReasons: v.array(notFixedReason),
  window: v.nullable(window),
  priority: v.nullable(v.object({ from: priority, to: priority })),
  /** What a supervisor decided against, by blocker code. */
  override: v.nullable(v.object({ codes: v.array(v.string()), note: v.string() })),
  linkedTicketId: v.nullable(v.id("tickets")),
  /** The step undoes a gesture on the board, or does it again. */
  takesBack: v.nullable(takeBackDirection),
});
export type TimelineRow = Infer<typeof timelineRow>;

/** The version whose content a ticket has now. */
export function contentVersionOf({ version, restored }: Doc<"tickets">): number {
  return restored?.at === version ? restored.as : version;
}

export function toVisitView(appointment: Doc<"appointments">): Infer<typeof visitView> {
  return {
    appointmentId: appointment._id,
    technicianId: appointment.technicianId,
    startsAt: appointment.startsAt ?? null,
    endsAt: appointment.endsAt ?? null,
    travel: appointment.travel,
    kind: appointment.kind,
    confirmation: appointment.confirmation,
    offer: { state: appointment.offer.state, expiresAt: appointment.offer.expiresAt ?? null },
    window: appointment.window ?? null,
    departedAt: appointment.departedAt ?? null,
    arrivedAt: appointment.arrivedAt ?? null,
    finishedAt: appointment.finishedAt ?? null,
  };
}

/** Builds the card; a planned ticket costs its visit, and each work type of a list is read once with `policies`. */
export async function toTicketCard(
  ctx: QueryCtx,
  ticket: Doc<"tickets">,
  known?: Doc<"appointments">,
  policies?: PolicyCache,
): Promise<TicketCard> {
  const policy = await ticketPolicy(ctx, ticket, policies);
  const { currentAppointmentId } = ticket;
  const visit =
    known ?? (currentAppointmentId ? await ctx.db.get("appointments", currentAppointmentId) : null);
  return {
    ticketId: ticket._id,
    branchId: ticket.branchId,
    number: ticket.number,
    status: ticket.status,
    version: ticket.version,
    contentVersion: contentVersionOf(ticket),
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
    nextDue: ticket.nextDue ?? null,
    lastChange: ticket.lastChange,
    profile: ticket.profile,
    custody: ticket.custody,
    outcome: ticket.outcome ?? null,
    reviewed: ticket.reviewedAt !== undefined || !policy.staffReview,
    policy: {
      visitMinutes: policy.visitMinutes,
      skills: [...policy.skills],
      freeUntilHours: policy.freeUntilHours,
      customerLate: policy.customerLate,
    },
    callBackOf: ticket.callBackOf ?? null,
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
    previousStartsAt: event.previousStartsAt ?? null,
    minutes: event.minutes ?? null,
    party: event.party ?? null,
    notFixedReasons: event.notFixedReasons ?? [],
    window: event.window ?? null,
    priority: event.priority ?? null,
    override: event.override ?? null,
    linkedTicketId: event.linkedTicketId ?? null,
    takesBack: event.takesBack ?? null,
  };
}
