/** Removes pages that fell silent. */
import { v } from "convex/values";
import { systemMutation } from "../lib/builders";
import { removeSilentPages } from "../model/presence/write";

/** Told the round it was planned for; any other round is left alone, so running twice or late changes nothing. */
export const removeSilent = systemMutation({
  args: { round: v.number() },
  returns: v.null(),
  handler: async (ctx, { round }) => {
    await removeSilentPages(ctx, round, Date.now());
    return null;
  },
});
