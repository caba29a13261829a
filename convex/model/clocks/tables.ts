/**
 * slaRules: what a company changed about a promise; absent rows mean the default. Written by clocks/rules.ts.
 * slaClocks: one row per promise given to one ticket, kept for good; `open` while it still measures. Written by
 * clocks/sync.ts only. A running clock, and no other, has a scheduled function (`jobId`) at its deadline.
 * escalations: what somebody has to look at. Opened by a broken promise or a complaint, closed with notes; written by
 * clocks/escalate.ts only.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { SLA_CODES } from "../../../shared/sla/codes";
import { ESCALATION_TYPES } from "../../../shared/sla/escalations";
import { CLOCK_STATES } from "../../../shared/sla/planClocks";
import { CLOCK_CODES, TIME_BASES } from "../../../shared/sla/rules";
import { actorSnapshot, localizedName, role } from "../../lib/validators";

export const slaCode = literals(...SLA_CODES);
export const clockCode = literals(...CLOCK_CODES);
export const clockState = literals(...CLOCK_STATES);
export const timeBase = literals(...TIME_BASES);
export const escalationType = literals(...ESCALATION_TYPES);
export const escalationLevel = v.union(v.literal(1), v.literal(2), v.literal(3));
export const escalationState = v.union(v.literal("open"), v.literal("resolved"));

export const deadline = v.object({ at: v.number(), dueAt: v.nullable(v.number()) });
/** A time in which an escalation was open. */
export const openSpan = v.object({ from: v.number(), until: v.number() });

export const clockTables = {
  slaRules: defineTable({
    orgId: v.id("organizations"),
    code: slaCode,
    thresholdMs: v.number(),
    timeBase,
    enabled: v.boolean(),
    version: v.number(),
    changedAt: v.number(),
    changedBy: localizedName,
  }).index("by_orgId_and_code", ["orgId", "code"]),
  slaClocks: defineTable({
    orgId: v.id("organizations"),
    branchId: v.id("branches"),
    ticketId: v.id("tickets"),
    code: clockCode,
    state: clockState,
    open: v.boolean(),
    startedAt: v.number(),
    thresholdMs: v.number(),
    timeBase,
    consumedMs: v.number(),
    runningSince: v.union(v.number(), v.null()),
    dueAt: v.union(v.number(), v.null()),
    /** The deadlines it has had (shared/replay/deadlines.ts); absent in rows from before this was kept. */
    deadlines: v.optional(v.array(deadline)),
    anchorAt: v.union(v.number(), v.null()),
    breachedAt: v.optional(v.number()),
    endedAt: v.optional(v.number()),
    netMs: v.optional(v.number()),
    grossMs: v.optional(v.number()),
    /** Grows with every change; the scheduled function names the one it was armed with. */
    version: v.number(),
    jobId: v.optional(v.id("_scheduled_functions")),
  })
    .index("by_ticketId_and_open", ["ticketId", "open"])
    .index("by_branchId_and_open_and_dueAt", ["branchId", "open", "dueAt"])
    .index("by_orgId_and_state_and_endedAt", ["orgId", "state", "endedAt"]),
  escalations: defineTable({
    orgId: v.id("organizations"),
    branchId: v.id("branches"),
    ticketId: v.id("tickets"),
    clockId: v.optional(v.id("slaClocks")),
    code: slaCode,
    type: escalationType,
    level: escalationLevel,
    /** Roles it belongs to, within the branch. */
    owners: v.array(role),
    /** The customer's or the reporter's words, for a complaint. */
    words: v.optional(v.string()),
    openedAt: v.number(),
    /** Who held the ticket then; hears of the resolution [L-11]. */
    technicianId: v.optional(v.id("technicians")),
    /** The company wants level three to end with another technician; a dispatcher decides [L-10]. */
    proposesReassign: v.boolean(),
    state: escalationState,
    resolvedAt: v.optional(v.number()),
    resolvedBy: v.optional(actorSnapshot),
    notes: v.optional(v.string()),
    changedAt: v.number(),
    /** Who changed it last; absent while only the system has. */
    changedBy: v.optional(localizedName),
    /** How often it was opened again. */
    reopened: v.number(),
    /** When it was last opened again, and the times it was open before that; absent until it is, and in older rows. */
    reopenedAt: v.optional(v.number()),
    earlier: v.optional(v.array(openSpan)),
    version: v.number(),
    operationIds: v.array(v.string()),
  })
    .index("by_ticketId", ["ticketId"])
    .index("by_branchId_and_state", ["branchId", "state", "openedAt"])
    .index("by_branchId_and_state_and_level", ["branchId", "state", "level", "openedAt"])
    .index("by_branchId_and_state_and_type", ["branchId", "state", "type", "openedAt"])
    .index("by_branchId_and_state_and_level_and_type", ["branchId", "state", "level", "type", "openedAt"]),
};
