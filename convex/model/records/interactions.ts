/** The log of dealings with the customer [G-06]: who called whom, what was said. Append-only. */
import { type Infer, v } from "convex/values";
import { interactionSchema } from "../../../shared/records/notes";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import { actorSnapshot } from "../../lib/validators";
import { type RecordActor, snapshot } from "./actor";
import { interactionChannel, interactionParty } from "./tables";

const MAX_INTERACTIONS = 200;

/** What a call, message or visit was about. */
export const interactionInput = v.object({
  channel: interactionChannel,
  startedBy: interactionParty,
  summary: v.string(),
  answer: v.string(),
  responseMinutes: v.nullable(v.number()),
  satisfaction: v.nullable(v.number()),
});

export const interactionView = interactionInput.extend({
  interactionId: v.id("interactions"),
  by: actorSnapshot,
  at: v.number(),
});

async function read(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Doc<"interactions">[]> {
  return await ctx.db
    .query("interactions")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .take(MAX_INTERACTIONS);
}

export async function logInteraction(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  who: RecordActor,
  input: Infer<typeof interactionInput>,
): Promise<Id<"interactions">> {
  const fields = parsed(interactionSchema, input);
  if ((await read(ctx, ticket._id)).length >= MAX_INTERACTIONS)
    throw appError("record.limitReached", { max: MAX_INTERACTIONS });
  const { orgId, _id: ticketId } = ticket;
  return await ctx.db.insert("interactions", { orgId, ticketId, ...fields, by: snapshot(who) });
}

/** Newest first. */
export async function listInteractions(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
): Promise<Infer<typeof interactionView>[]> {
  const rows = await read(ctx, ticketId);
  return rows.map(({ _id, _creationTime, orgId: _o, ticketId: _t, ...rest }) => ({
    interactionId: _id,
    at: _creationTime,
    ...rest,
  }));
}
