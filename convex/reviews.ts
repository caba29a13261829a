/** Reviews [C-05]: the customer judges a finished ticket, once. Reading for staff: records.review. */
import { v } from "convex/values";
import { partyMutation, partyQuery } from "./lib/partyBuilders";
import { once } from "./model/records/once";
import { addReview, findReview, isReviewable, reviewView, toReviewView } from "./model/records/reviews";

/** Fails with `review.notYet` before the work is over and `review.exists` after the first one. */
export const add = partyMutation({
  args: { rating: v.number(), text: v.string(), operationId: v.string() },
  returns: v.id("reviews"),
  handler: async (ctx, { rating, text, operationId }) => {
    const { ticket, who } = ctx.party;
    const operation = { operationId, by: who.key, purpose: "reviews.add" };
    return await once(ctx, "reviews", operation, () => addReview(ctx, ticket, who, { rating, text }));
  },
});

/** The customer's own review, and whether one can be written now. */
export const mine = partyQuery("view")({
  args: {},
  returns: v.object({ review: v.nullable(reviewView), open: v.boolean() }),
  handler: async (ctx) => {
    const { ticket } = ctx.party;
    const found = await findReview(ctx, ticket._id);
    return {
      review: found ? await toReviewView(ctx, found) : null,
      open: found === null && isReviewable(ticket),
    };
  },
});
