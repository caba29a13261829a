/** The beat in which the boards of a branch hear of its moving technicians; there is none while everybody stands. */
import { v } from "convex/values";
import { systemMutation } from "../lib/builders";
import { runBeat } from "../model/technicians/positionSheets";

/** Told the instant it was scheduled for; a beat that was overtaken is left alone. */
export const beat = systemMutation({
  args: { branchId: v.id("branches"), dueAt: v.number() },
  returns: v.null(),
  handler: async (ctx, { branchId, dueAt }) => {
    await runBeat(ctx, branchId, dueAt, Date.now());
    return null;
  },
});
