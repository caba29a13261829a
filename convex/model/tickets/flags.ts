/**
 * What stands beside the open tickets of a branch: open escalations and open holds. Apart from the cards, so that a
 * hold does not re-run the pages of tickets. Both reads are bounded; beyond the bound the oldest are told of first.
 */
import { type Infer, v } from "convex/values";
import type { Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";

const MAX_FLAGS = 500;

export const ticketFlags = v.object({
  /** The highest level open, by ticket. */
  escalated: v.array(v.object({ ticketId: v.id("tickets"), level: v.number() })),
  held: v.array(v.id("tickets")),
});

export async function listTicketFlags(
  ctx: QueryCtx,
  branchId: Id<"branches">,
): Promise<Infer<typeof ticketFlags>> {
  const [escalations, holds] = await Promise.all([
    ctx.db
      .query("escalations")
      .withIndex("by_branchId_and_state", (q) => q.eq("branchId", branchId).eq("state", "open"))
      .take(MAX_FLAGS),
    ctx.db
      .query("holds")
      .withIndex("by_branchId_and_resolvedAt", (q) => q.eq("branchId", branchId).eq("resolvedAt", undefined))
      .take(MAX_FLAGS),
  ]);
  const levels = new Map<Id<"tickets">, number>();
  for (const { ticketId, level } of escalations)
    levels.set(ticketId, Math.max(level, levels.get(ticketId) ?? 0));
  return {
    escalated: [...levels].map(([ticketId, level]) => ({ ticketId, level })),
    held: [...new Set(holds.map((hold) => hold.ticketId))],
  };
}
