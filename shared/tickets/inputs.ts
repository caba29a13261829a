/**
 * What a step may carry: reason codes, notes, a position fix and the answers only some steps ask for. The shape is one
 * record for all steps; which fields a step requires is decided by the needs of its edge. Zod checks bounds so that form
 * and server say the same.
 */
import { z } from "zod";
import { PRIORITIES } from "./priorities";
import type { TicketAction } from "./transitions";
import { PARTIES } from "./visits";

export const REASONS = [
  "customer_request",
  "duplicate",
  "out_of_area",
  "out_of_scope",
  "no_answer",
  "customer_absent",
  "wrong_address",
  "vehicle_problem",
  "sent_elsewhere",
  "running_late",
  "technician_sick",
  "too_far",
  "missing_skill",
  "time_not_suitable",
  "needs_workshop_tools",
  "long_repair",
  "payment_missing",
  "other",
] as const;
export type BuiltInReason = (typeof REASONS)[number];
/** Code of a built-in reason, or of one the company added to its list; the server looks the latter up. */
export type Reason = string;

export function isBuiltInReason(reason: Reason): reason is BuiltInReason {
  return (REASONS as readonly string[]).includes(reason);
}

/** Why the work could not be done [T-36]; several may hold at once. */
export const NOT_FIXED_REASONS = [
  "customer_absent",
  "customer_refused_cost",
  "out_of_scope",
  "beyond_repair",
  "parts_unavailable",
  "other",
] as const;
export type NotFixedReason = (typeof NOT_FIXED_REASONS)[number];

/** The reasons a form offers, per action that asks for one. */
const REASONS_BY_ACTION: Partial<Record<TicketAction, readonly BuiltInReason[]>> = {
  cancel: ["customer_request", "duplicate", "out_of_area", "no_answer", "payment_missing", "other"],
  reject_request: ["duplicate", "out_of_area", "out_of_scope", "other"],
  turn_back: ["customer_absent", "wrong_address", "vehicle_problem", "sent_elsewhere", "other"],
  fail_delivery: ["customer_absent", "no_answer", "wrong_address", "vehicle_problem", "other"],
  release: ["customer_request", "running_late", "time_not_suitable", "other"],
  reschedule: ["customer_request", "time_not_suitable", "running_late", "vehicle_problem", "other"],
  decline_offer: ["too_far", "time_not_suitable", "missing_skill", "technician_sick", "other"],
  decline_visit: ["time_not_suitable", "customer_request", "other"],
  pickup_device: ["needs_workshop_tools", "long_repair", "other"],
};

/** The built-in reasons a form offers for an action; empty when the action asks for none. */
export function reasonsFor(action: TicketAction): readonly BuiltInReason[] {
  return REASONS_BY_ACTION[action] ?? [];
}

/** Why a step that wants a position has none; recorded and shown, never a wall [J-48]. */
export const NO_FIX_REASONS = ["permission_denied", "unavailable", "timeout"] as const;
export type NoFixReason = (typeof NO_FIX_REASONS)[number];

export const NOTE_MAX_LENGTH = 2000;

const fixSchema = z.strictObject({
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
  accuracyM: z.number().min(0).max(100_000),
});
const instant = z.number().int().min(0).max(8_640_000_000_000_000);

/** Bounds of every field; all fields optional, the edge's needs say which must be there. */
export const stepInputSchema = z.strictObject({
  reason: z.string().min(1).max(40).optional(),
  note: z.string().trim().max(NOTE_MAX_LENGTH).optional(),
  fix: fixSchema.optional(),
  noFixReason: z.enum(NO_FIX_REASONS).optional(),
  /** When it happened on the phone, epoch ms; the server records its own time beside it. */
  occurredAt: z.number().optional(),
  /** Who did not come. */
  party: z.enum(PARTIES).optional(),
  /** The customer was told, in person or by phone. */
  customerTold: z.boolean().optional(),
  notFixedReasons: z.array(z.enum(NOT_FIXED_REASONS)).max(NOT_FIXED_REASONS.length).optional(),
  /** The arrival window promised to the customer, epoch ms. */
  window: z.strictObject({ startsAt: instant, endsAt: instant }).optional(),
  priority: z.enum(PRIORITIES).optional(),
});
export type StepInput = z.infer<typeof stepInputSchema>;
