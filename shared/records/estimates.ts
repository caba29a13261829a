/**
 * Estimates [T-40, C-07]: lines, totals in minor units, states and the answer of the customer.
 *
 *   draft -> sent -> approved | declined
 *     \-------\----> withdrawn
 */
import { z } from "zod";
import { line, paragraph } from "./text";

export const STORED_ESTIMATE_STATES = ["draft", "sent", "approved", "declined", "withdrawn"] as const;

export const LINE_KINDS = ["labour", "part", "travel", "other"] as const;

/** How the customer's word was proven. */
export const ANSWER_METHODS = ["otp", "signed_in", "told_staff"] as const;

const estimateLineSchema = z.strictObject({
  kind: z.enum(LINE_KINDS),
  description: line({ min: 2, max: 200 }),
  quantity: z.number().int().min(1).max(999),
  unitAmountMinor: z.number().int().min(0).max(100_000_000),
});
export type EstimateLine = z.infer<typeof estimateLineSchema>;

export const estimateSchema = z.strictObject({
  lines: z.array(estimateLineSchema).min(1).max(40),
  note: paragraph({ max: 2000 }),
});

export const estimateAnswerSchema = z
  .strictObject({ approve: z.boolean(), note: paragraph({ max: 1000 }) })
  .refine((answer) => answer.approve || answer.note !== "", { path: ["note"] });

export interface Totals {
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
}

/** Sums in minor units; tax is rounded once, on the sum. `taxBasisPoints`: 1500 is 15 %. */
export function totalsOf(lines: readonly EstimateLine[], taxBasisPoints: number): Totals {
  const netMinor = lines.reduce((sum, one) => sum + one.quantity * one.unitAmountMinor, 0);
  const taxMinor = Math.round((netMinor * taxBasisPoints) / 10_000);
  return { netMinor, taxMinor, totalMinor: netMinor + taxMinor };
}

/** An answer is asked for within this time; afterwards a new estimate is made. */
export const ESTIMATE_LIFE_MS = 14 * 24 * 3_600_000;
/** Estimates of one ticket. */
export const MAX_ESTIMATES = 20;
