/**
 * Saying something on a ticket, and who hears of it: whoever holds it, and the dispatchers of its branch. A bell rings once
 * for what a reader has not read yet, and again after a while if he still has not: a lively conversation is one bell.
 */
import { MINUTE_MS } from "../../../shared/time/zones";
import type { Audience } from "../../../shared/records/notes";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { ownersOf } from "../clocks/owners";
import { enqueue } from "../outbox/enqueue";
import { type RecordActor, staffKey } from "../records/actor";
import { readThrough, sendMessage } from "../records/messages";
import { currentVisit } from "../tickets/read";

/** The same reader hears of the same unread conversation this much later again. */
const AGAIN_AFTER_MS = 15 * MINUTE_MS;

/** Sends the message and rings the bells of the others. */
export async function sayMessage(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  who: RecordActor,
  to: Audience,
  input: { body: string },
  now: number,
): Promise<Id<"messages">> {
  const messageId = await sendMessage(ctx, ticket, who, to, input);
  const branch = await ctx.db.get("branches", ticket.branchId);
  if (!branch) return messageId;
  for (const userId of await listeners(ctx, ticket)) {
    if (userId === who.userId) continue;
    const readThroughAt = await readThrough(ctx, ticket._id, staffKey(userId), to);
    const bell = {
      orgId: ticket.orgId,
      key: `message:${ticket._id}:${to}:${userId}:${readThroughAt}:${Math.floor(now / AGAIN_AFTER_MS)}`,
      channel: "inApp",
      recipient: { audience: "staff", userId },
      zone: branch.zone,
      ticketId: ticket._id,
    } as const;
    const { number } = ticket;
    if (who.side === "customer")
      await enqueue(ctx, { ...bell, template: "customer_message", params: { number } }, now);
    else await enqueue(ctx, { ...bell, template: "staff_message", params: { number, from: who.name } }, now);
  }
  return messageId;
}

/** Users who are told of messages on a ticket. */
async function listeners(ctx: MutationCtx, ticket: Doc<"tickets">): Promise<Id<"users">[]> {
  const desk = await ownersOf(ctx, ticket.orgId, ticket.branchId, ["dispatcher"]);
  const visit = await currentVisit(ctx, ticket);
  const holder = visit
    ? await ctx.db
        .query("memberships")
        .withIndex("by_technicianId", (q) => q.eq("technicianId", visit.technicianId))
        .first()
    : null;
  const told = [...desk, ...(holder && holder.deactivatedAt === undefined ? [holder] : [])];
  return [...new Set(told.map((member) => member.userId))];
}
