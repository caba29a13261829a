/** Switches the tracking links of a closed ticket off when their time is over. */
import { v } from "convex/values";
import { internalMutation } from "../_generated/server";

/** Told the version it was armed with; a ticket that moved on since is left alone. Running twice changes nothing. */
export const run = internalMutation({
  args: { ticketId: v.id("tickets"), version: v.number() },
  returns: v.null(),
  handler: async (ctx, { ticketId, version }) => {
    const ticket = await ctx.db.get("tickets", ticketId);
    if (ticket && ticket.version !== version) return null;
    const links = await ctx.db
      .query("trackingLinks")
      .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
      .take(50);
    for (const link of links)
      if (!link.revoked) await ctx.db.patch("trackingLinks", link._id, { revoked: true });
    return null;
  },
});
