/**
 * outbox: every message the product sends or would send, and what became of it. Written by enqueue.ts and by
 * jobs/outbox.ts (deliver.ts), read by the outbox page and by a ticket's history. `key` is unique: planning the same
 * message twice is planning it once.
 * notifications: the bell of a signed-in person. Written by deliver.ts, marked read by their owner.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { CHANNELS, MESSAGE_REASONS, MESSAGE_STATES } from "../../../shared/messages/channels";
import { TEMPLATE_CODES } from "../../../shared/messages/templates";
import { REMINDER_KINDS } from "../../../shared/reminders/kinds";
import { localizedName } from "../../lib/validators";

export const channel = literals(...CHANNELS);
export const messageState = literals(...MESSAGE_STATES);
export const messageReason = literals(...MESSAGE_REASONS);
export const templateCode = literals(...TEMPLATE_CODES);
export const messageParams = v.record(v.string(), v.union(v.string(), v.number(), localizedName));
export const locale = v.union(v.literal("ar"), v.literal("en"));

/** What a reminder is about; it is checked again before it goes out. */
export const reminderSubject = v.object({
  kind: literals(...REMINDER_KINDS),
  appointmentId: v.optional(v.id("appointments")),
  /** The start that was told, or is about to be. */
  startsAt: v.optional(v.number()),
  technicianId: v.optional(v.id("technicians")),
  serviceDay: v.optional(v.string()),
});

export const outboxTables = {
  outbox: defineTable({
    orgId: v.id("organizations"),
    key: v.string(),
    template: templateCode,
    channel,
    audience: v.union(v.literal("customer"), v.literal("staff")),
    /** The person of the company it goes to; absent for customers. */
    userId: v.optional(v.id("users")),
    /** Phone (E.164) or e-mail as known when it was planned; null where the user's own is looked up, or none is known. */
    to: v.union(v.string(), v.null()),
    locale,
    zone: v.string(),
    params: messageParams,
    /** One-time codes and links; removed at `secretsUntil` at the latest. */
    secrets: v.optional(v.record(v.string(), v.string())),
    secretsUntil: v.optional(v.number()),
    ticketId: v.optional(v.id("tickets")),
    reminder: v.optional(reminderSubject),
    sendAt: v.number(),
    /** Not sent after this instant. */
    validUntil: v.optional(v.number()),
    state: messageState,
    reason: v.optional(messageReason),
    /** What the provider said, for people. */
    detail: v.optional(v.string()),
    providerId: v.optional(v.string()),
    attempts: v.number(),
    /** Grows with every change; a scheduled function names the one it was armed with. */
    version: v.number(),
    jobId: v.optional(v.id("_scheduled_functions")),
    settledAt: v.optional(v.number()),
  })
    .index("by_key", ["key"])
    .index("by_ticketId_and_state", ["ticketId", "state"])
    .index("by_orgId_and_settledAt", ["orgId", "settledAt"])
    .index("by_orgId_and_channel_and_settledAt", ["orgId", "channel", "settledAt"])
    .index("by_orgId_and_state_and_settledAt", ["orgId", "state", "settledAt"])
    .index("by_orgId_and_state_and_channel_and_settledAt", ["orgId", "state", "channel", "settledAt"])
    .index("by_orgId_and_state_and_sendAt", ["orgId", "state", "sendAt"])
    .index("by_orgId_and_state_and_channel_and_sendAt", ["orgId", "state", "channel", "sendAt"]),
  notifications: defineTable({
    userId: v.id("users"),
    orgId: v.id("organizations"),
    template: templateCode,
    params: messageParams,
    zone: v.string(),
    ticketId: v.optional(v.id("tickets")),
    read: v.boolean(),
  })
    .index("by_userId", ["userId"])
    .index("by_userId_and_read", ["userId", "read"]),
};
