/** Tidying up drafts of days that nobody touched for long; what was applied stands on the tickets' own timelines. */
import { v } from "convex/values";
import { internal } from "../_generated/api";
import { systemMutation } from "../lib/builders";
import { sweepOneDraft } from "../model/plans/write";

/** Drafts removed in one transaction, each with its bounded moves. */
const PER_RUN = 10;

/** Removes drafts past their life, some at a time. */
export const sweep = systemMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const now = Date.now();
    for (let count = 0; count < PER_RUN; count += 1) if (!(await sweepOneDraft(ctx, now))) return null;
    await ctx.scheduler.runAfter(0, internal.jobs.plans.sweep, {});
    return null;
  },
});
