/**
 * tickets: one record per piece of work. `status` is written by flows/applyTransition.ts and on creation only.
 * appointments: one visit of one technician; who and when live here, not on the ticket. Same writer.
 * statusEvents: append-only timeline, one row per step, also the memory of operation ids. Same writer.
 * ticketTexts: what a ticket is found by; written by search.ts when a ticket comes or its words go, read by searches.
 * trackingLinks: what lets a customer look. Written on creation and by revocation, read by tracking.byToken.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { clockCode } from "../clocks/tables";
import {
  actorSnapshot,
  daySlot,
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
  status,
  takeBackDirection,
  timelineAction,
  travelState,
  visitKind,
  window,
  workType,
} from "../../lib/validators";
import { stampsValidator } from "./stamps";

export const ticketTables = {
  tickets: defineTable({
    orgId: v.id("organizations"),
    branchId: v.id("branches"),
    /** "TK-" and six characters without look-alikes; not a secret [J-47]. */
    number: v.string(),
    /** Snapshot of the customer as given with this request. */
    contact: v.object({ name: v.string(), phone: v.union(v.string(), v.null()) }),
    /** Whose request it is; absent where only the snapshot is known. Written by model/contacts. */
    contactId: v.optional(v.id("contacts")),
    /** The customer's own place it was asked for at, of which address and point are the snapshot. */
    locationId: v.optional(v.id("locations")),
    /** How to get in; for who goes there. */
    accessNotes: v.optional(v.string()),
    /** When the customer would like it [W-04]. */
    preferred: v.optional(v.object({ serviceDay: v.string(), slot: daySlot })),
    address: v.string(),
    /** A known city code, or the text as it came. */
    city: v.string(),
    point: v.union(point, v.null()),
    workType,
    problem: v.string(),
    priority,
    /** PRIORITY_RANK of `priority`, stored to order the open index. */
    priorityRank: v.number(),
    /** In the sample by which readers divide the open tickets (shared/board/openSlices.ts); decided by the number. */
    sampled: v.optional(v.literal(true)),
    status,
    /** Flow profile of the work type when the ticket was made; it never changes. */
    profile: flowProfile,
    /** Where the customer's device is. */
    custody,
    /** How it ended; a repair finished in the workshop has one before it is handed over. */
    outcome: v.optional(outcome),
    notFixedReasons: v.optional(v.array(notFixedReason)),
    /** When staff approved the request; absent where that is still to come or nobody asks for it. */
    reviewedAt: v.optional(v.number()),
    /** When each part of the work first happened [T-34]. */
    stamps: stampsValidator,
    /** The finished ticket this one comes back to [J-37]. */
    callBackOf: v.optional(v.id("tickets")),
    /** Grows by one with every change; a caller states the version it looked at. */
    version: v.number(),
    /** The board gave back, at version `at`, what the ticket was at version `as`; means nothing at any other version. */
    restored: v.optional(v.object({ at: v.number(), as: v.number() })),
    currentAppointmentId: v.optional(v.id("appointments")),
    /** Local service day of the branch on which the ticket closed; absent while it is open. */
    closedDay: v.optional(v.string()),
    /** When the customer asked. */
    requestedAt: v.number(),
    /** Last change, for conflict messages and "since". */
    lastChange: v.object({ action: timelineAction, by: localizedName, at: v.number() }),
    /** The most urgent promise; written by clocks/sync.ts when it becomes another one, never with the version. */
    nextDue: v.optional(v.object({ code: clockCode, dueAt: v.number() })),
    /** Where it came from. */
    source: v.object({
      kind: literals("staff", "customer", "guest", "import", "callback", "seed"),
    }),
    importId: v.optional(v.id("imports")),
    /** External id or content hash: the same request never comes in twice. */
    sourceKey: v.optional(v.string()),
  })
    .index("by_branchId_and_closedDay_and_priorityRank", ["branchId", "closedDay", "priorityRank"])
    .index("by_branchId_and_closedDay_and_sampled", ["branchId", "closedDay", "sampled", "priorityRank"])
    .index("by_branchId_and_status", ["branchId", "status"])
    .index("by_orgId_and_number", ["orgId", "number"])
    .index("by_branchId_and_sourceKey", ["branchId", "sourceKey"])
    .index("by_contactId", ["contactId"])
    .index("by_orgId_and_phone", ["orgId", "contact.phone"])
    .index("by_callBackOf", ["callBackOf"]),
  appointments: defineTable({
    ticketId: v.id("tickets"),
    branchId: v.id("branches"),
    technicianId: v.id("technicians"),
    /** Absent while only the technician is known. */
    startsAt: v.optional(v.number()),
    endsAt: v.optional(v.number()),
    travel: travelState,
    /** A delivery travels while its ticket stays ready_delivery [J-35]. */
    kind: visitKind,
    /** The customer's answer to the planned time. */
    confirmation,
    /** The technician's answer; `version` is the ticket's when it was offered, `expiresAt` while it is open. */
    offer: v.object({
      state: offerState,
      version: v.optional(v.number()),
      expiresAt: v.optional(v.number()),
    }),
    /** Arrival window promised to the customer [J-40]. */
    window: v.optional(window),
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
    /** The start before it was moved or taken away [C-10]. */
    previousStartsAt: v.optional(v.number()),
    /** Length of the visit in minutes, when somebody stretched or cut it. */
    minutes: v.optional(v.object({ from: v.number(), to: v.number() })),
    /** Who did not come. */
    party: v.optional(party),
    customerTold: v.optional(v.boolean()),
    notFixedReasons: v.optional(v.array(notFixedReason)),
    window: v.optional(window),
    priority: v.optional(v.object({ from: priority, to: priority })),
    /** What a supervisor decided against, by blocker code, and why [D-12]. */
    override: v.optional(v.object({ codes: v.array(v.string()), note: v.string() })),
    /** The ticket made by this step: a call-back. */
    linkedTicketId: v.optional(v.id("tickets")),
    /** The step undoes a gesture on the board, or does it again. */
    takesBack: v.optional(takeBackDirection),
    /** The visit the ticket stood on after this step; what a replay of the day is folded from. */
    visit: v.optional(
      v.union(
        v.null(),
        v.object({
          appointmentId: v.id("appointments"),
          technicianId: v.id("technicians"),
          startsAt: v.optional(v.number()),
          endsAt: v.optional(v.number()),
          travel: travelState,
          kind: visitKind,
          window: v.optional(window),
        }),
      ),
    ),
    operationId: v.string(),
  })
    .index("by_ticketId", ["ticketId"])
    .index("by_operationId", ["operationId"]),
  ticketTexts: defineTable({
    orgId: v.id("organizations"),
    branchId: v.id("branches"),
    ticketId: v.id("tickets"),
    /** Number, name, phone in its forms, place and problem, folded by shared/board/searchText. */
    text: v.string(),
  })
    .index("by_ticketId", ["ticketId"])
    .searchIndex("search_text", { searchField: "text", filterFields: ["branchId", "orgId"] }),
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
