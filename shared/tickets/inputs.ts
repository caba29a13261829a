/**
 * What a step may carry: reason codes, notes, a position fix. The shape is one record for all steps; which fields a
 * step requires is decided by the needs of its edge. Zod checks bounds so that form and server say the same.
 */
import { z } from "zod";
import type { StepAction } from "./transitions";

export const REASONS = [
  "customer_request",
  "duplicate",
  "out_of_area",
  "no_answer",
  "customer_absent",
  "wrong_address",
  "vehicle_problem",
  "sent_elsewhere",
  "other",
] as const;
export type Reason = (typeof REASONS)[number];

/** Why a ticket ends early. */
const CANCEL_REASONS = [
  "customer_request",
  "duplicate",
  "out_of_area",
  "no_answer",
  "other",
] as const satisfies readonly Reason[];

/** Why a trip is broken off. */
const TURN_BACK_REASONS = [
  "customer_absent",
  "wrong_address",
  "vehicle_problem",
  "sent_elsewhere",
  "other",
] as const satisfies readonly Reason[];

/** The reasons a form offers for an action; empty when the action asks for none. */
export function reasonsFor(action: StepAction): readonly Reason[] {
  if (action === "cancel") return CANCEL_REASONS;
  if (action === "turn_back") return TURN_BACK_REASONS;
  return [];
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

/** Bounds of every field; all fields optional, the edge's needs say which must be there. */
export const stepInputSchema = z.strictObject({
  reason: z.enum(REASONS).optional(),
  note: z.string().trim().max(NOTE_MAX_LENGTH).optional(),
  fix: fixSchema.optional(),
  noFixReason: z.enum(NO_FIX_REASONS).optional(),
  /** When it happened on the phone, epoch ms; the server records its own time beside it. */
  occurredAt: z.number().optional(),
});
export type StepInput = z.infer<typeof stepInputSchema>;
