/** Every message the product sent or would have sent, and why not. Sending itself is convex/jobs. */
import { paginationOptsValidator, paginationResultValidator } from "convex/server";
import { v } from "convex/values";
import { memberQuery } from "./lib/builders";
import { listWays, messagesOfTicket, outboxView, pageOutbox } from "./model/outbox/read";
import { channel, messageState } from "./model/outbox/tables";
import { requireTicket } from "./model/tickets/read";

/** One page of the company's messages: what happened last first, what is planned last; null leaves a filter out. */
export const list = memberQuery("outbox.view")({
  args: {
    state: v.nullable(messageState),
    channel: v.nullable(channel),
    paginationOpts: paginationOptsValidator,
  },
  returns: paginationResultValidator(outboxView),
  handler: async (ctx, { paginationOpts, ...filter }) =>
    await pageOutbox(ctx, ctx.actor.membership.orgId, filter, paginationOpts),
});

/** Which ways of sending are set up on this deployment. */
export const ways = memberQuery("outbox.view")({
  args: {},
  returns: v.array(v.object({ channel, ready: v.boolean() })),
  handler: () => listWays(),
});

/** Messages about one ticket, the latest first. */
export const ofTicket = memberQuery("tracking.share")({
  args: { ticketId: v.id("tickets") },
  returns: v.array(outboxView),
  handler: async (ctx, { ticketId }) => {
    await requireTicket(ctx, ctx.actor, ticketId);
    return await messagesOfTicket(ctx, ticketId);
  },
});
