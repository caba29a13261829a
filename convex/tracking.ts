/** The customer's page. The only query that answers strangers about a ticket, and it says as little as it can. */
import { v } from "convex/values";
import { memberMutation, publicQuery } from "./lib/builders";
import { readByToken, trackingView } from "./model/tracking/read";
import { renewLink } from "./model/tracking/renew";

/** The reduced view behind a tracking link; null when the link is unknown, revoked or of no ticket. */
export const byToken = publicQuery({
  args: { token: v.string() },
  returns: v.nullable(trackingView),
  handler: async (ctx, { token }) => await readByToken(ctx, token),
});

/** Switches the customer's present links off and makes a new one; pages behind the old ones close at once. */
export const renew = memberMutation("tracking.share")({
  args: { ticketId: v.id("tickets") },
  returns: v.object({ token: v.string() }),
  handler: async (ctx, { ticketId }) => ({ token: await renewLink(ctx, ctx.actor, ticketId) }),
});
