/**
 * What follows a step in the same transaction, in one place and in this order: time logs, SLA clocks, reminders, audit.
 * The applier calls it once per applied step; each follower is one line here and lives with its owner.
 * Decides nothing about the step itself and never writes a ticket's status.
 */
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { clocksOnStep } from "../clocks/onStep";
import { remindersOnStep, type StepNews } from "../reminders/onStep";
import { logStep } from "../records/timeLogs";

export interface StepTaken extends StepNews {
  /** The ticket as it stood before this step. */
  readonly before: Doc<"tickets">;
}

/** Runs every follower. A follower that throws undoes the step with it. */
export async function afterStep(ctx: MutationCtx, taken: StepTaken): Promise<void> {
  await logStep(ctx, taken);
  await clocksOnStep(ctx, taken);
  await remindersOnStep(ctx, taken);
}
