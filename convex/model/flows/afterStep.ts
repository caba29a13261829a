/**
 * What follows steps in the same transaction, in one place and in this order: time logs, SLA clocks, reminders. Each
 * follower is one line here and lives with its owner. Decides nothing about a step itself and never writes a ticket's
 * status.
 */
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { clocksOnSteps } from "../clocks/onStep";
import { remindersOnStep, type StepNews } from "../reminders/onStep";
import { logStep } from "../records/timeLogs";

export interface StepTaken extends StepNews {
  /** The ticket as it stood before this step. */
  readonly before: Doc<"tickets">;
}

/**
 * Runs every follower after the steps one operation took on a ticket. A follower that throws undoes them. Time logs and
 * clocks are of each step; messages say how the ticket stands, and nobody sees it between two steps of one transaction.
 */
export async function afterSteps(ctx: MutationCtx, taken: readonly StepTaken[]): Promise<void> {
  for (const step of taken) await logStep(ctx, step);
  const [first, last] = [taken[0], taken.at(-1)];
  if (!first || !last) return;
  await clocksOnSteps(ctx, taken);
  await remindersOnStep(ctx, { ...last, from: first.from, visitBefore: first.visitBefore });
}
