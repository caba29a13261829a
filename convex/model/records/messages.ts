/**
 * The conversation on a ticket: with the customer, and among staff. Messages are never edited; who has read how far is
 * kept per reader, and the customer's side of a ticket is one reader.
 */
import type { PaginationOptions } from "convex/server";
import { v } from "convex/values";
import { type Audience, messageSchema } from "../../../shared/records/notes";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import { actorSnapshot } from "../../lib/validators";
import { type RecordActor, seenFrom, snapshot } from "./actor";
import { audience } from "./tables";

export const messageView = v.object({
  messageId: v.id("messages"),
  audience,
  side: v.union(v.literal("staff"), v.literal("customer")),
  body: v.string(),
  by: actorSnapshot,
  at: v.number(),
  /** Written by the reader himself. */
  own: v.boolean(),
});

/** Unread messages are counted up to this; beyond it a badge says "more". */
const MAX_UNREAD = 50;

function requireAudience(who: RecordActor, wanted: Audience): void {
  if (who.side === "customer" && wanted !== "customer") throw appError("access.denied");
}

/** Says something. */
export async function sendMessage(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  who: RecordActor,
  to: Audience,
  input: { body: string },
): Promise<Id<"messages">> {
  requireAudience(who, to);
  const { body } = parsed(messageSchema, input);
  const messageId = await ctx.db.insert("messages", {
    orgId: ticket.orgId,
    ticketId: ticket._id,
    audience: to,
    side: who.side,
    body,
    by: snapshot(who),
    byKey: who.key,
  });
  const stored = await ctx.db.get("messages", messageId);
  if (stored) await markRead(ctx, ticket._id, who, to, stored._creationTime);
  return messageId;
}

/** One page, newest first. Customers are told first names of staff only. */
export async function pageMessages(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
  who: RecordActor,
  of: Audience,
  paginationOpts: PaginationOptions,
) {
  requireAudience(who, of);
  const page = await ctx.db
    .query("messages")
    .withIndex("by_ticketId_and_audience", (q) => q.eq("ticketId", ticketId).eq("audience", of))
    .order("desc")
    .paginate(paginationOpts);
  return {
    ...page,
    page: page.page.map((message) => ({
      messageId: message._id,
      audience: message.audience,
      side: message.side,
      body: message.body,
      by: seenFrom(who.side, message.by),
      at: message._creationTime,
      own: message.byKey === who.key,
    })),
  };
}

async function findMarker(ctx: QueryCtx, ticketId: Id<"tickets">, readerKey: string, of: Audience) {
  return await ctx.db
    .query("readMarkers")
    .withIndex("by_ticketId_and_audience_and_readerKey", (q) =>
      q.eq("ticketId", ticketId).eq("audience", of).eq("readerKey", readerKey),
    )
    .unique();
}

/** Up to which instant a reader has read; 0 when he never looked. */
export async function readThrough(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
  readerKey: string,
  of: Audience,
): Promise<number> {
  return (await findMarker(ctx, ticketId, readerKey, of))?.readThroughAt ?? 0;
}

/** Remembers that everything up to an instant was seen; going back is not possible. */
export async function markRead(
  ctx: MutationCtx,
  ticketId: Id<"tickets">,
  who: RecordActor,
  of: Audience,
  throughAt: number,
): Promise<void> {
  requireAudience(who, of);
  const readThroughAt = Math.min(throughAt, Date.now() + 1);
  if (!Number.isFinite(readThroughAt)) throw appError("input.invalid", { field: "throughAt" });
  const marker = await findMarker(ctx, ticketId, who.key, of);
  if (!marker)
    await ctx.db.insert("readMarkers", { ticketId, audience: of, readerKey: who.key, readThroughAt });
  else if (marker.readThroughAt < readThroughAt)
    await ctx.db.patch("readMarkers", marker._id, { readThroughAt });
}

/** How many messages of others came after the reader's marker, at most `most`. */
export async function countUnread(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
  who: RecordActor,
  of: Audience,
  most = MAX_UNREAD,
): Promise<number> {
  requireAudience(who, of);
  const marker = await findMarker(ctx, ticketId, who.key, of);
  const later = await ctx.db
    .query("messages")
    .withIndex("by_ticketId_and_audience", (q) =>
      q
        .eq("ticketId", ticketId)
        .eq("audience", of)
        .gt("_creationTime", marker?.readThroughAt ?? 0),
    )
    .take(most);
  return later.filter((message) => message.byKey !== who.key).length;
}
