/**
 * Open tickets of a branch by ranges of their order, and the sample that tells where to divide it
 * (shared/board/openSlices.ts). Reads only; a range is one interval of the index.
 */
import { type Infer, v } from "convex/values";
import { MAX_SLICE, type OpenMark } from "../../../shared/board/openSlices";
import { PRIORITY_RANK } from "../../../shared/tickets/priorities";
import type { Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { priority } from "../../lib/validators";
import type { PolicyCache } from "./policy";
import { toTicketCard, type TicketCard } from "./views";

/** Enough to divide thirty thousand tickets, three times what a board holds. */
const MAX_MARKS = 1_024;

export const openSliceArgs = v.object({
  priority,
  after: v.nullable(v.number()),
  before: v.nullable(v.number()),
});

/** Newest first; `cutAt` as in board.openSlice. */
export async function sliceOpenCards(
  ctx: QueryCtx,
  branchId: Id<"branches">,
  { priority: of, after, before }: Infer<typeof openSliceArgs>,
  most: number,
): Promise<{ cards: TicketCard[]; cutAt: number | null }> {
  if (!Number.isInteger(most) || most < 1 || most > MAX_SLICE)
    throw appError("input.invalid", { field: "most" });
  const found = await ctx.db
    .query("tickets")
    .withIndex("by_branchId_and_closedDay_and_priorityRank", (q) =>
      q
        .eq("branchId", branchId)
        .eq("closedDay", undefined)
        .eq("priorityRank", PRIORITY_RANK[of])
        .gte("_creationTime", after ?? Number.NEGATIVE_INFINITY)
        .lt("_creationTime", before ?? Number.POSITIVE_INFINITY),
    )
    .order("desc")
    .take(most * 2);
  const middle = found[Math.floor(found.length / 2)];
  const policies: PolicyCache = new Map();
  const cards = found.map((ticket) => toTicketCard(ctx, ticket, undefined, policies));
  return {
    cards: await Promise.all(cards),
    cutAt: found.length > most && middle ? middle._creationTime : null,
  };
}

/** In the board's order. */
export async function listOpenMarks(ctx: QueryCtx, branchId: Id<"branches">): Promise<OpenMark[]> {
  const sample = await ctx.db
    .query("tickets")
    .withIndex("by_branchId_and_closedDay_and_sampled", (q) =>
      q.eq("branchId", branchId).eq("closedDay", undefined).eq("sampled", true),
    )
    .order("desc")
    .take(MAX_MARKS);
  return sample.map((ticket) => ({ priority: ticket.priority, createdAt: ticket._creationTime }));
}
