/**
 * The timers of service promises. `due` is the one scheduled function of a running clock, at its exact deadline [J-44];
 * `replan` walks a branch's open tickets in batches after a rule or a calendar changed.
 */
import { v } from "convex/values";
import { internal } from "../_generated/api";
import { internalMutation } from "../_generated/server";
import { syncClocks } from "../model/clocks/sync";

/** Tickets looked at per transaction; each reads some dozens of documents. */
const BATCH = 40;

/** Told the version it was armed with: twice, late or out of order changes nothing. */
export const due = internalMutation({
  args: { clockId: v.id("slaClocks"), version: v.number() },
  returns: v.null(),
  handler: async (ctx, { clockId, version }) => {
    const clock = await ctx.db.get("slaClocks", clockId);
    if (clock?.state !== "running" || clock.version !== version || clock.dueAt === null) return null;
    const now = Date.now();
    if (now < clock.dueAt) {
      // Woken early: a promise is never broken before its time.
      const jobId = await ctx.scheduler.runAt(clock.dueAt, internal.jobs.clocks.due, { clockId, version });
      await ctx.db.patch("slaClocks", clockId, { jobId });
      return null;
    }
    const ticket = await ctx.db.get("tickets", clock.ticketId);
    // This job is the clock's scheduled function; it has run and there is nothing left to cancel.
    await ctx.db.patch("slaClocks", clockId, { jobId: undefined });
    if (ticket) await syncClocks(ctx, ticket, now);
    return null;
  },
});

/** One batch, then the next in a transaction of its own. */
export const replan = internalMutation({
  args: { branchId: v.id("branches"), cursor: v.nullable(v.string()) },
  returns: v.null(),
  handler: async (ctx, { branchId, cursor }) => {
    const page = await ctx.db
      .query("tickets")
      .withIndex("by_branchId_and_closedDay_and_priorityRank", (q) =>
        q.eq("branchId", branchId).eq("closedDay", undefined),
      )
      .paginate({ numItems: BATCH, cursor });
    const now = Date.now();
    for (const ticket of page.page) await syncClocks(ctx, ticket, now);
    if (!page.isDone)
      await ctx.scheduler.runAfter(0, internal.jobs.clocks.replan, { branchId, cursor: page.continueCursor });
    return null;
  },
});
