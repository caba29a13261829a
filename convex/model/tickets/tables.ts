/**
 * tickets: one record per piece of work. `status` is written by flows/applyTransition.ts and on creation only.
 * appointments: one visit of one technician; who and when live here, not on the ticket. Same writer.
 * statusEvents: append-only timeline, one row per step, also the memory of operation ids. Same writer.
 * trackingLinks: what lets a customer look. Written on creation and by revocation, read by tracking.byToken.
 */
import { defineTable } from "convex/server";
import { v } from "convex/values";
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

export const ticketTables = {
  tickets: defineTable({
    orgId: v.id("organizations"),
    branchId: v.id("branches"),
    /** "TK-" and six characters without look-alikes; not a secret [J-47]. */
    number: v.string(),
    /** Snapshot of the customer as given with this request. */
    contact: v.object({ name: v.string(), phone: v.union(v.string(), v.null()) }),
    address: v.string(),
    /** A known city code, or the text as it came. */
    city: v.string(),
    point: v.union(point, v.null()),
    workType,
    problem: v.string(),
    priority,
    /** PRIORITY_RANK of `priority`, stored to order the open index. */
    priorityRank: v.number(),
    status,
    /** Grows by one with every change; a caller states the version it looked at. */
    version: v.number(),
    currentAppointmentId: v.optional(v.id("appointments")),
    /** Local service day of the branch on which the ticket closed; absent while it is open. */
    closedDay: v.optional(v.string()),
    /** When the customer asked. */
    requestedAt: v.number(),
    /** Last change, for conflict messages and "since". */
    lastChange: v.object({ action: timelineAction, by: localizedName, at: v.number() }),
    /** Where it came from. */
    source: v.object({ kind: v.union(v.literal("staff"), v.literal("import"), v.literal("seed")) }),
    importId: v.optional(v.id("imports")),
    /** External id or content hash: the same request never comes in twice. */
    sourceKey: v.optional(v.string()),
  })
    .index("by_branchId_and_closedDay_and_priorityRank", ["branchId", "closedDay", "priorityRank"])
    .index("by_orgId_and_number", ["orgId", "number"])
    .index("by_branchId_and_sourceKey", ["branchId", "sourceKey"]),
  appointments: defineTable({
    ticketId: v.id("tickets"),
    branchId: v.id("branches"),
    technicianId: v.id("technicians"),
    /** Absent while only the technician is known. */
    startsAt: v.optional(v.number()),
    endsAt: v.optional(v.number()),
    travel: travelState,
    departedAt: v.optional(v.number()),
    arrivedAt: v.optional(v.number()),
    finishedAt: v.optional(v.number()),
  })
    .index("by_technicianId_and_travel_and_startsAt", ["technicianId", "travel", "startsAt"])
    .index("by_branchId_and_travel_and_startsAt", ["branchId", "travel", "startsAt"])
    .index("by_ticketId", ["ticketId"]),
  statusEvents: defineTable({
    ticketId: v.id("tickets"),
    action: timelineAction,
    from: v.union(status, v.null()),
    to: status,
    actor: actorSnapshot,
    /** When it happened where it happened (phone clock). */
    occurredAt: v.number(),
    /** When the server recorded it. */
    recordedAt: v.number(),
    /** The ticket's version after this step. */
    version: v.number(),
    technician: v.optional(v.object({ technicianId: v.id("technicians"), name: localizedName })),
    startsAt: v.optional(v.number()),
    reason: v.optional(reason),
    note: v.optional(v.string()),
    fix: v.optional(fix),
    noFixReason: v.optional(noFixReason),
    operationId: v.string(),
  })
    .index("by_ticketId", ["ticketId"])
    .index("by_operationId", ["operationId"]),
  trackingLinks: defineTable({
    /** Random, at least 128 bits, url-safe. */
    token: v.string(),
    ticketId: v.id("tickets"),
    /** `view` may look, `ticket` may also act for the customer. */
    scope: v.union(v.literal("ticket"), v.literal("view")),
    expiresAt: v.optional(v.number()),
    /** Set by hand, or by jobs/expireTracking some days after the ticket closed. */
    revoked: v.boolean(),
  })
    .index("by_token", ["token"])
    .index("by_ticketId", ["ticketId"]),
};
