/** Estimates [T-40, C-07]: staff write and send, the customer answers. Reading for staff: records.estimates. */
import { v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel";
import type { QueryCtx } from "./_generated/server";
import { appError } from "./lib/appError";
import { memberMutation } from "./lib/builders";
import { partyMutation, partyQuery } from "./lib/partyBuilders";
import type { StaffActor } from "./model/organization/access";
import { staffAuthor } from "./model/records/actor";
import {
  answerEstimate,
  draftEstimate,
  editEstimate,
  estimateInput,
  estimateView,
  listEstimates,
  sendEstimate,
  withdrawEstimate,
} from "./model/records/estimates";
import { once, wasDone } from "./model/records/once";
import { proveCustomer, sendProofCode } from "./model/records/proof";
import { requireTicket } from "./model/tickets/read";

async function requireEstimate(
  ctx: QueryCtx,
  actor: StaffActor,
  estimateId: Id<"estimates">,
): Promise<{ estimate: Doc<"estimates">; ticket: Doc<"tickets"> }> {
  const estimate = await ctx.db.get("estimates", estimateId);
  if (!estimate) throw appError("access.denied");
  return { estimate, ticket: await requireTicket(ctx, actor, estimate.ticketId) };
}

const changeArgs = {
  estimateId: v.id("estimates"),
  expectedVersion: v.number(),
  operationId: v.string(),
};
const answerArgs = { approve: v.boolean(), note: v.string() };

/** Begins an estimate; `record.closed` while another is open. */
export const draft = memberMutation("records.write")({
  args: { ticketId: v.id("tickets"), estimate: estimateInput, operationId: v.string() },
  returns: v.id("estimates"),
  handler: async (ctx, { ticketId, estimate, operationId }) => {
    const ticket = await requireTicket(ctx, ctx.actor, ticketId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `estimates.draft ${ticketId}` };
    return await once(ctx, "estimates", operation, () =>
      draftEstimate(ctx, ticket, who, estimate, Date.now()),
    );
  },
});

/** Rewrites a draft. */
export const edit = memberMutation("records.write")({
  args: { ...changeArgs, estimate: estimateInput },
  returns: v.id("estimates"),
  handler: async (ctx, { estimateId, estimate: input, expectedVersion, operationId }) => {
    const { estimate } = await requireEstimate(ctx, ctx.actor, estimateId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `estimates.edit ${estimateId}` };
    return await once(ctx, "estimates", operation, () =>
      editEstimate(ctx, estimate, who, input, expectedVersion, Date.now()),
    );
  },
});

/** Puts a draft before the customer and tells him. */
export const send = memberMutation("records.write")({
  args: changeArgs,
  returns: v.id("estimates"),
  handler: async (ctx, { estimateId, expectedVersion, operationId }) => {
    const { estimate, ticket } = await requireEstimate(ctx, ctx.actor, estimateId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `estimates.send ${estimateId}` };
    return await once(ctx, "estimates", operation, () =>
      sendEstimate(ctx, ticket, estimate, who, expectedVersion, Date.now()),
    );
  },
});

/** Takes back what was not answered. */
export const withdraw = memberMutation("records.write")({
  args: changeArgs,
  returns: v.id("estimates"),
  handler: async (ctx, { estimateId, expectedVersion, operationId }) => {
    const { estimate } = await requireEstimate(ctx, ctx.actor, estimateId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `estimates.withdraw ${estimateId}` };
    return await once(ctx, "estimates", operation, () =>
      withdrawEstimate(ctx, estimate, who, expectedVersion, Date.now()),
    );
  },
});

/** Writes down what the customer said on the phone or at the door. */
export const settle = memberMutation("estimates.settle")({
  args: { estimateId: v.id("estimates"), ...answerArgs, operationId: v.string() },
  returns: v.id("estimates"),
  handler: async (ctx, { estimateId, approve, note, operationId }) => {
    const { estimate } = await requireEstimate(ctx, ctx.actor, estimateId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `estimates.settle ${estimateId}` };
    return await once(ctx, "estimates", operation, () =>
      answerEstimate(ctx, estimate, who, { approve, note }, "told_staff", Date.now()),
    );
  },
});

/** The customer's side: what was put before it, newest first. */
export const customerList = partyQuery("ticket")({
  args: {},
  returns: v.array(estimateView),
  handler: async (ctx) => await listEstimates(ctx, ctx.party.ticket._id, "customer"),
});

/** The customer's side: a code to the phone of the ticket, which proves the next answer. */
export const customerCode = partyMutation({
  args: {},
  returns: v.object({ phoneHint: v.string(), expiresAt: v.number() }),
  handler: async (ctx) => await sendProofCode(ctx, "customerAct", ctx.party.ticket, Date.now()),
});

/**
 * The customer's side: approve or decline. A signed-in customer gives no code. A wrong code answers `false` and costs one
 * of five tries; nothing else is told about it.
 */
export const customerAnswer = partyMutation({
  args: {
    estimateId: v.id("estimates"),
    ...answerArgs,
    code: v.nullable(v.string()),
    operationId: v.string(),
  },
  returns: v.object({ accepted: v.boolean() }),
  handler: async (ctx, { estimateId, approve, note, code, operationId }) => {
    const { ticket, who } = ctx.party;
    const estimate = await ctx.db.get("estimates", estimateId);
    if (estimate?.ticketId !== ticket._id || estimate.state === "draft") throw appError("access.denied");
    const now = Date.now();
    const operation = { operationId, by: who.key, purpose: `estimates.customerAnswer ${estimateId}` };
    if (await wasDone(ctx, operation)) return { accepted: true };
    const method = await proveCustomer(ctx, ticket, who, code, now);
    if (method === null) return { accepted: false };
    await once(ctx, "estimates", operation, () =>
      answerEstimate(ctx, estimate, who, { approve, note }, method, now),
    );
    return { accepted: true };
  },
});
