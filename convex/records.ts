/**
 * What is attached to a ticket, for the detail page: one query per kind, so that a change re-runs one of them. All bounded,
 * all within the reader's scope. Changing them: attachments, notes, conversation, parts, holds, checks, estimates, reviews.
 */
import { v } from "convex/values";
import type { Id } from "./_generated/dataModel";
import type { QueryCtx } from "./_generated/server";
import { memberQuery } from "./lib/builders";
import { localizedName, status } from "./lib/validators";
import type { StaffActor } from "./model/organization/access";
import { checklistRunView, checkView, listChecks, listRuns } from "./model/records/checks";
import { estimateView, listEstimates } from "./model/records/estimates";
import { holdView, listHolds } from "./model/records/holds";
import { interactionView, listInteractions } from "./model/records/interactions";
import { itemView, listItems } from "./model/contacts/items";
import { listNotes, noteView } from "./model/records/notes";
import { listRequests, partsRequestView } from "./model/records/parts";
import { findReview, reviewView, toReviewView } from "./model/records/reviews";
import { listSignOffs, signOffView } from "./model/records/signOffs";
import { requireTicket } from "./model/tickets/read";

/** Stays of one ticket shown at once. */
const MAX_TIME_LOGS = 300;

const args = { ticketId: v.id("tickets") };
type Context = QueryCtx & { actor: StaffActor };

async function allow(ctx: Context, ticketId: Id<"tickets">): Promise<Id<"tickets">> {
  return (await requireTicket(ctx, ctx.actor, ticketId))._id;
}

/** Internal notes, newest first. */
export const notes = memberQuery("records.view")({
  args,
  returns: v.array(noteView),
  handler: async (ctx, { ticketId }) => await listNotes(ctx, await allow(ctx, ticketId)),
});

/** Things the ticket is about. */
export const items = memberQuery("records.view")({
  args,
  returns: v.array(itemView),
  handler: async (ctx, { ticketId }) => await listItems(ctx, await allow(ctx, ticketId)),
});

/** Parts requests, newest first. */
export const parts = memberQuery("records.view")({
  args,
  returns: v.array(partsRequestView),
  handler: async (ctx, { ticketId }) => await listRequests(ctx, await allow(ctx, ticketId)),
});

/** Holds, open ones first. */
export const holds = memberQuery("records.view")({
  args,
  returns: v.array(holdView),
  handler: async (ctx, { ticketId }) => await listHolds(ctx, await allow(ctx, ticketId)),
});

/** Quality checks, newest first. */
export const checks = memberQuery("records.view")({
  args,
  returns: v.array(checkView),
  handler: async (ctx, { ticketId }) => await listChecks(ctx, await allow(ctx, ticketId)),
});

/** Checklist runs, newest first. */
export const checklists = memberQuery("records.view")({
  args,
  returns: v.array(checklistRunView),
  handler: async (ctx, { ticketId }) => await listRuns(ctx, await allow(ctx, ticketId)),
});

/** Estimates, newest first. */
export const estimates = memberQuery("records.view")({
  args,
  returns: v.array(estimateView),
  handler: async (ctx, { ticketId }) => await listEstimates(ctx, await allow(ctx, ticketId), "staff"),
});

/** Sign-offs, newest first. */
export const signOffs = memberQuery("records.view")({
  args,
  returns: v.array(signOffView),
  handler: async (ctx, { ticketId }) => await listSignOffs(ctx, await allow(ctx, ticketId)),
});

/** The log of dealings with the customer, newest first. */
export const interactions = memberQuery("records.view")({
  args,
  returns: v.array(interactionView),
  handler: async (ctx, { ticketId }) => await listInteractions(ctx, await allow(ctx, ticketId)),
});

/** The customer's review, if there is one. */
export const review = memberQuery("records.view")({
  args,
  returns: v.nullable(reviewView),
  handler: async (ctx, { ticketId }) => {
    const found = await findReview(ctx, await allow(ctx, ticketId));
    return found ? await toReviewView(ctx, found) : null;
  },
});

/** How long the ticket stayed where, oldest first; the last one runs while `endedAt` is null. */
export const timeLogs = memberQuery("records.view")({
  args,
  returns: v.array(
    v.object({
      status,
      technicianName: v.nullable(localizedName),
      startedAt: v.number(),
      endedAt: v.nullable(v.number()),
    }),
  ),
  handler: async (ctx, { ticketId }) => {
    await allow(ctx, ticketId);
    const logs = await ctx.db
      .query("timeLogs")
      .withIndex("by_ticketId_and_endedAt", (q) => q.eq("ticketId", ticketId))
      .take(MAX_TIME_LOGS);
    return await Promise.all(
      logs
        .sort((a, b) => a.startedAt - b.startedAt || (a.endedAt ?? Infinity) - (b.endedAt ?? Infinity))
        .map(async (log) => {
          const technician = log.technicianId ? await ctx.db.get("technicians", log.technicianId) : null;
          return {
            status: log.status,
            technicianName: technician?.name ?? null,
            startedAt: log.startedAt,
            endedAt: log.endedAt ?? null,
          };
        }),
    );
  },
});
