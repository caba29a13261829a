/** What clocks are judged by, gathered from the ticket, its visit, its holds and its work type. */
import type { Situation } from "../../../shared/sla/planClocks";
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { policyOf } from "../catalogue/read";

const MAX_OPEN_HOLDS = 50;

/** Whether a hold that stops clocks is open. */
export async function isOnHold(ctx: QueryCtx, ticket: Doc<"tickets">): Promise<boolean> {
  const holds = await ctx.db
    .query("holds")
    .withIndex("by_ticketId_and_resolvedAt", (q) => q.eq("ticketId", ticket._id).eq("resolvedAt", undefined))
    .take(MAX_OPEN_HOLDS);
  return holds.some((hold) => hold.stopsClock);
}

/** The ticket as clocks see it, with its current visit. */
export function situationOf(
  ticket: Doc<"tickets">,
  visit: Doc<"appointments"> | null,
  onHold: boolean,
): Situation {
  return { status: ticket.status, travel: visit?.travel ?? null, startsAt: visit?.startsAt ?? null, onHold };
}

/** Which promises the ticket's work type makes. */
export async function slaPolicyOf(ctx: QueryCtx, ticket: Doc<"tickets">): Promise<string> {
  return (await policyOf(ctx, ticket.orgId, ticket.workType)).slaPolicy;
}
