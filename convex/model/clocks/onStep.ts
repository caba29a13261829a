/** The clocks' part of what follows a step or a creation (flows/afterStep.ts, flows/afterCreate.ts). */
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { syncClocks } from "./sync";

/** Starts, stops, pauses and moves the ticket's clocks. A phone's late report counts from when it happened. */
export async function clocksOnStep(
  ctx: MutationCtx,
  { after, event, now }: { after: Doc<"tickets">; event: Doc<"statusEvents">; now: number },
): Promise<void> {
  await syncClocks(ctx, after, Math.min(event.occurredAt, now));
}

/** Starts the clocks of a new ticket; what was asked for long ago is promised from today. */
export async function clocksOnCreate(
  ctx: MutationCtx,
  { ticket, now }: { ticket: Doc<"tickets">; now: number },
): Promise<void> {
  await syncClocks(ctx, ticket, now);
}
