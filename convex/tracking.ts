/** The customer's page. The only query that answers strangers about a ticket, and it says as little as it can. */
import { v } from "convex/values";
import { publicQuery } from "./lib/builders";
import { readByToken, trackingView } from "./model/tracking/read";

/** The reduced view behind a tracking link; null when the link is unknown, revoked or of no ticket. */
export const byToken = publicQuery({
  args: { token: v.string() },
  returns: v.nullable(trackingView),
  handler: async (ctx, { token }) => await readByToken(ctx, token),
});
