/**
 * What follows the creation of a ticket in the same transaction: SLA clocks, reminders, audit. Called by createTicket
 * once; each follower is one line here and lives with its owner.
 */
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { clocksOnCreate } from "../clocks/onStep";
import { logCreation } from "../records/timeLogs";

export interface TicketCreated {
  readonly ticket: Doc<"tickets">;
  /** The first timeline row. */
  readonly event: Doc<"statusEvents">;
  /** The server's clock of this transaction, epoch ms. */
  readonly now: number;
}

/** Runs every follower. */
export async function afterCreate(ctx: MutationCtx, created: TicketCreated): Promise<void> {
  await logCreation(ctx, created.ticket, created.now);
  await clocksOnCreate(ctx, created);
}
