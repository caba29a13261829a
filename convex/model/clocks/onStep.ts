/** The clocks' part of what follows a step or a creation (flows/afterStep.ts, flows/afterCreate.ts). */
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import type { StepTaken } from "../flows/afterStep";
import { syncClocks, syncClocksThrough } from "./sync";

/** Starts, stops, pauses and moves the ticket's clocks. A phone's late report counts from when it happened. */
export async function clocksOnSteps(ctx: MutationCtx, taken: readonly StepTaken[]): Promise<void> {
  await syncClocksThrough(
    ctx,
    taken.map(({ after: ticket, visitAfter: visit, event, now }) => ({
      ticket,
      visit,
      at: Math.min(event.occurredAt, now),
    })),
  );
}

/** Starts the clocks of a new ticket; what was asked for long ago is promised from today. */
export async function clocksOnCreate(
  ctx: MutationCtx,
  { ticket, now }: { ticket: Doc<"tickets">; now: number },
): Promise<void> {
  await syncClocks(ctx, ticket, now);
}
