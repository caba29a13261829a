/**
 * The reduced view behind a tracking link [Z-03]. Joins link -> ticket -> current visit -> en route -> position; the
 * position is looked up by the visit, never by remembering a technician, so it vanishes in the same commit in which the
 * visit stops travelling or changes hands. Nothing else of staff, address or phone leaves here.
 */
import { type Infer, v } from "convex/values";
import { wayMinutes } from "../../../shared/geo/eta";
import { customerMilestones } from "../../../shared/tracking/milestones";
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { flowProfile, localizedName, point, status, workType } from "../../lib/validators";
import { firstName } from "../contacts/names";
import { findCustomer } from "../session/customer";
import { findPosition } from "../technicians/positions";
import { assetKind } from "../catalogue/tables";
import { listItems } from "../contacts/items";
import { itemState } from "../contacts/tables";
import { findLink } from "./link";
import { currentVisit } from "../tickets/read";

const MAX_EVENTS = 300;

export const trackingView = v.object({
  company: v.object({ name: localizedName, phone: v.string() }),
  number: v.string(),
  status,
  workType,
  /** Which way the request goes; decides what is still to come. */
  profile: flowProfile,
  zone: v.string(),
  requestedAt: v.number(),
  /** The planned visit, when there is one. */
  visit: v.nullable(v.object({ startsAt: v.nullable(v.number()), endsAt: v.nullable(v.number()) })),
  /** Where the visit goes: the customer's own place. */
  destination: v.nullable(point),
  /** First name only, while somebody holds the ticket and it is open. */
  technicianFirstName: v.nullable(localizedName),
  /** Only while the visit is en route. */
  live: v.nullable(
    v.object({
      position: v.nullable(
        v.object({ lat: v.number(), lng: v.number(), accuracyM: v.number(), recordedAt: v.number() }),
      ),
      /** Rough remaining minutes; null without a position or a destination. */
      etaMinutes: v.nullable(v.number()),
    }),
  ),
  /** The story so far in customer terms, oldest first: statuses reached, without names or notes. */
  timeline: v.array(v.object({ status, at: v.number() })),
  /** The things it is about and how far each is; nothing that names one of them to a stranger. */
  items: v.array(v.object({ kind: assetKind, brand: v.string(), model: v.string(), state: itemState })),
  /** Set when the reader is signed in with the number of the ticket: what he does needs no code. */
  ownTicketId: v.nullable(v.id("tickets")),
});
export type TrackingView = Infer<typeof trackingView>;

/** The view, or null for a link that opens nothing: unknown, revoked and orphaned links are the same. */
export async function readByToken(ctx: QueryCtx, token: string): Promise<TrackingView | null> {
  const ticket = (await findLink(ctx, token, "view"))?.ticket;
  const branch = ticket ? await ctx.db.get("branches", ticket.branchId) : null;
  const organization = branch ? await ctx.db.get("organizations", branch.orgId) : null;
  if (!ticket || !branch || !organization) return null;
  const visit = await currentVisit(ctx, ticket);
  const open = ticket.closedDay === undefined;
  const technician = visit && open ? await ctx.db.get("technicians", visit.technicianId) : null;
  const events = await ctx.db
    .query("statusEvents")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticket._id))
    .take(MAX_EVENTS);
  return {
    company: { name: organization.name, phone: branch.phone },
    number: ticket.number,
    status: ticket.status,
    workType: ticket.workType,
    profile: ticket.profile,
    zone: branch.zone,
    requestedAt: ticket.requestedAt,
    visit: visit && open ? { startsAt: visit.startsAt ?? null, endsAt: visit.endsAt ?? null } : null,
    destination: ticket.point,
    technicianFirstName: technician ? firstName(technician.name) : null,
    live: visit?.travel === "en_route" ? await readLive(ctx, visit, ticket) : null,
    timeline: customerMilestones(
      events.map((event) => ({ from: event.from, to: event.to, occurredAt: event.occurredAt })),
    ),
    items: (await listItems(ctx, ticket._id)).map(({ kind, brand, model, state }) => ({
      kind,
      brand,
      model,
      state,
    })),
    ownTicketId: (await findCustomer(ctx))?.phone === ticket.contact.phone ? ticket._id : null,
  };
}

async function readLive(ctx: QueryCtx, visit: Doc<"appointments">, ticket: Doc<"tickets">) {
  const position = await findPosition(ctx, visit.technicianId);
  // A point from before this trip says where somebody else's visit was. The trip's own first point comes with the step
  // that starts it (positions.ts, recordStepFix), so nothing is lost by being strict.
  const current = position && position.recordedAt >= (visit.departedAt ?? 0) ? position : null;
  return {
    position: current
      ? {
          lat: current.lat,
          lng: current.lng,
          accuracyM: current.accuracyM,
          recordedAt: current.recordedAt,
        }
      : null,
    etaMinutes: wayMinutes(current, ticket.point, null),
  };
}
