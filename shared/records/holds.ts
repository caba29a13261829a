/** Holds [G-04]: what keeps a ticket from going on, how badly, and whether the clocks stand still meanwhile. */
import { z } from "zod";
import { PRIORITIES } from "../tickets/priorities";
import { paragraph } from "./text";

export const HOLD_KINDS = [
  "parts_unavailable",
  "weather",
  "customer_unavailable",
  "technical_issue",
  "approval_pending",
  "other",
] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** Kinds whose waiting is not ours to answer for; a planner may decide otherwise. */
const STOPPING: readonly HoldKind[] = ["weather", "customer_unavailable", "approval_pending"];

export function stopsClockByDefault(kind: HoldKind): boolean {
  return STOPPING.includes(kind);
}

export const holdSchema = z
  .strictObject({
    kind: z.enum(HOLD_KINDS),
    /** One scale with priorities [J-13]. */
    impact: z.enum(PRIORITIES),
    /** Whether no step may be taken while it is open. */
    blocksWork: z.boolean(),
    note: paragraph({ max: 1000 }),
  })
  .refine((hold) => hold.kind !== "other" || hold.note !== "", { path: ["note"] });

export const resolutionSchema = z.strictObject({ resolution: paragraph({ min: 2, max: 1000 }) });
