/** The things a ticket is about [M-08]: how far each of them is. Reading: records.items; the customer's view: tracking. */
import { v } from "convex/values";
import { appError } from "./lib/appError";
import { memberMutation } from "./lib/builders";
import { settleItem } from "./model/contacts/items";
import { itemState } from "./model/contacts/tables";
import { staffAuthor } from "./model/records/actor";
import { requireTicket } from "./model/tickets/read";

/** Answers the item's new version. Fails with `record.changedMeanwhile` for a stale one. */
export const settle = memberMutation("records.write")({
  args: { itemId: v.id("ticketItems"), state: itemState, expectedVersion: v.number() },
  returns: v.number(),
  handler: async (ctx, { itemId, state, expectedVersion }) => {
    const item = await ctx.db.get("ticketItems", itemId);
    if (!item) throw appError("access.denied");
    await requireTicket(ctx, ctx.actor, item.ticketId);
    return await settleItem(ctx, item, staffAuthor(ctx.actor), state, expectedVersion, Date.now());
  },
});
