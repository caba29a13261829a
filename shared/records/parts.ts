/**
 * Parts requests [D-05]: states, who moves them, lines and quantities.
 *
 *   pending -> approved -> ordered -> received
 *      \----------\----------\-----> cancelled
 */
import { z } from "zod";
import type { Role } from "../access/roles";
import { line, paragraph } from "./text";

export const PARTS_STATES = ["pending", "approved", "ordered", "received", "cancelled"] as const;
export type PartsState = (typeof PARTS_STATES)[number];

/** What can be done to a request; `approve` may be skipped by who may approve: order straight away, hand over from stock. */
export const PARTS_STEPS = ["approve", "order", "receive", "cancel"] as const;
export type PartsStep = (typeof PARTS_STEPS)[number];

const STEP_TO = {
  approve: "approved",
  order: "ordered",
  receive: "received",
  cancel: "cancelled",
} as const satisfies Record<PartsStep, PartsState>;

const STEP_FROM: Record<PartsStep, readonly PartsState[]> = {
  approve: ["pending"],
  order: ["pending", "approved"],
  receive: ["approved", "ordered"],
  cancel: ["pending", "approved", "ordered"],
};

/** Where a step leads, or null when it is not open from this state. */
export function partsStep(from: PartsState, step: PartsStep): PartsState | null {
  return STEP_FROM[step].includes(from) ? STEP_TO[step] : null;
}

/** States in which the customer still waits. */
export function isOpenRequest(state: PartsState): boolean {
  return state === "pending" || state === "approved" || state === "ordered";
}

const BUYERS: readonly Role[] = ["dispatcher", "supervisor", "workshop", "admin", "owner"];

/** Who asked may take it back and, as the technician, say that the parts are in his hands; the rest is for buyers. */
export function mayStepParts(role: Role, isAsker: boolean, step: PartsStep, state: PartsState): boolean {
  if (BUYERS.includes(role)) return true;
  if (role !== "technician") return false;
  return step === "receive" ? state !== "pending" : step === "cancel" && isAsker && state === "pending";
}

const partsLineSchema = z.strictObject({
  name: line({ min: 2, max: 120 }),
  partNumber: line({ max: 60 }),
  quantity: z.number().int().min(1).max(999),
});

export const partsRequestSchema = z.strictObject({
  lines: z.array(partsLineSchema).min(1).max(20),
  note: paragraph({ max: 1000 }),
});

export const partsStepSchema = z.strictObject({
  note: paragraph({ max: 1000 }),
  /** When the supplier promises them, epoch ms. */
  expectedAt: z.nullable(z.number().int().min(0)),
});
