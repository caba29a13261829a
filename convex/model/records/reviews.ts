/** Reviews [C-05]: one per ticket, by its customer, when the work is over; tied to the technician who did it. */
import { type Infer, v } from "convex/values";
import { reviewSchema } from "../../../shared/records/notes";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import { localizedName } from "../../lib/validators";
import { currentVisit } from "../tickets/read";
import { type RecordActor, snapshot } from "./actor";

export const reviewView = v.object({
  reviewId: v.id("reviews"),
  rating: v.number(),
  text: v.string(),
  byName: localizedName,
  technicianName: v.nullable(localizedName),
  at: v.number(),
});

/** Endings after which there is something to judge. */
const REVIEWABLE: readonly string[] = ["completed", "not_fixed"];

export async function findReview(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Doc<"reviews"> | null> {
  return await ctx.db
    .query("reviews")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .unique();
}

/** Whether the customer can write one now. */
export function isReviewable(ticket: Pick<Doc<"tickets">, "status">): boolean {
  return REVIEWABLE.includes(ticket.status);
}

/** Race: two pages of the same customer send at once; the later commit is run again and finds the first one. */
export async function addReview(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  who: RecordActor,
  input: { rating: number; text: string },
): Promise<Id<"reviews">> {
  const { rating, text } = parsed(reviewSchema, input);
  if (!isReviewable(ticket)) throw appError("review.notYet");
  if (await findReview(ctx, ticket._id)) throw appError("review.exists");
  const visit = await currentVisit(ctx, ticket);
  return await ctx.db.insert("reviews", {
    orgId: ticket.orgId,
    ticketId: ticket._id,
    branchId: ticket.branchId,
    technicianId: visit?.technicianId ?? null,
    rating,
    text,
    by: snapshot(who),
  });
}

export async function toReviewView(ctx: QueryCtx, review: Doc<"reviews">): Promise<Infer<typeof reviewView>> {
  const technician = review.technicianId ? await ctx.db.get("technicians", review.technicianId) : null;
  return {
    reviewId: review._id,
    rating: review.rating,
    text: review.text,
    byName: review.by.name,
    technicianName: technician?.name ?? null,
    at: review._creationTime,
  };
}
