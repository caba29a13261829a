/**
 * What follows a step in the same transaction, in one place and in this order: time logs, SLA clocks, reminders, audit.
 * The applier calls it once per applied step; each follower is one line here and lives with its owner.
 * Decides nothing about the step itself and never writes a ticket's status.
 */
import type { TicketStatus } from "../../../shared/tickets/statuses";
import type { TicketAction } from "../../../shared/tickets/transitions";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { clocksOnStep } from "../clocks/onStep";
import { remindersOnStep } from "../reminders/onStep";
import { logStep } from "../records/timeLogs";

export interface StepTaken {
  /** The ticket as it stood before this step and as it is stored after it. */
  readonly before: Doc<"tickets">;
  readonly after: Doc<"tickets">;
  readonly action: TicketAction;
  readonly from: TicketStatus;
  readonly to: TicketStatus;
  /** The timeline row of the step: who, when it happened, with what. */
  readonly event: Doc<"statusEvents">;
  /** The ticket's current visit before and after; null when nobody holds it. */
  readonly visitBefore: Doc<"appointments"> | null;
  readonly visitAfter: Doc<"appointments"> | null;
  /** The server's clock of this transaction, epoch ms. */
  readonly now: number;
}

/** Runs every follower. A follower that throws undoes the step with it. */
export async function afterStep(ctx: MutationCtx, taken: StepTaken): Promise<void> {
  await logStep(ctx, taken);
  await clocksOnStep(ctx, taken);
  await remindersOnStep(ctx, taken);
}
