/** The conversation on a ticket [F-08, C-03], from both sides of the counter, and the log of dealings outside it [G-06]. */
import { paginationOptsValidator, paginationResultValidator } from "convex/server";
import { v } from "convex/values";
import { memberMutation, memberQuery } from "./lib/builders";
import { partyMutation, partyQuery } from "./lib/partyBuilders";
import { findActor } from "./model/organization/access";
import { staffAuthor } from "./model/records/actor";
import { interactionInput, logInteraction } from "./model/records/interactions";
import { sayMessage } from "./model/flows/sayMessage";
import { countUnread, markRead, messageView, pageMessages } from "./model/records/messages";
import { once } from "./model/records/once";
import { audience } from "./model/records/tables";
import { requireTicket } from "./model/tickets/read";

/** One page of messages, newest first. */
export const list = memberQuery("records.view")({
  args: { ticketId: v.id("tickets"), audience, paginationOpts: paginationOptsValidator },
  returns: paginationResultValidator(messageView),
  handler: async (ctx, { ticketId, audience: of, paginationOpts }) => {
    await requireTicket(ctx, ctx.actor, ticketId);
    return await pageMessages(ctx, ticketId, staffAuthor(ctx.actor), of, paginationOpts);
  },
});

/** Says something to the customer, or to colleagues. */
export const send = memberMutation("records.write")({
  args: { ticketId: v.id("tickets"), audience, body: v.string(), operationId: v.string() },
  returns: v.id("messages"),
  handler: async (ctx, { ticketId, audience: to, body, operationId }) => {
    const ticket = await requireTicket(ctx, ctx.actor, ticketId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `conversation.send ${ticketId} ${to}` };
    return await once(ctx, "messages", operation, () =>
      sayMessage(ctx, ticket, who, to, { body }, Date.now()),
    );
  },
});

/** Remembers how far the reader has read. */
export const read = memberMutation("records.view")({
  args: { ticketId: v.id("tickets"), audience, throughAt: v.number() },
  returns: v.null(),
  handler: async (ctx, { ticketId, audience: of, throughAt }) => {
    await requireTicket(ctx, ctx.actor, ticketId);
    await markRead(ctx, ticketId, staffAuthor(ctx.actor), of, throughAt);
    return null;
  },
});

/** Messages of others the reader has not seen, per audience; 50 means "50 or more". */
export const unread = memberQuery("records.view")({
  args: { ticketId: v.id("tickets") },
  returns: v.object({ customer: v.number(), internal: v.number() }),
  handler: async (ctx, { ticketId }) => {
    await requireTicket(ctx, ctx.actor, ticketId);
    const who = staffAuthor(ctx.actor);
    return {
      customer: await countUnread(ctx, ticketId, who, "customer"),
      internal: await countUnread(ctx, ticketId, who, "internal"),
    };
  },
});

/** Writes down a call, a visit or a message outside the product. */
export const logDealing = memberMutation("records.write")({
  args: { ticketId: v.id("tickets"), dealing: interactionInput, operationId: v.string() },
  returns: v.id("interactions"),
  handler: async (ctx, { ticketId, dealing, operationId }) => {
    const ticket = await requireTicket(ctx, ctx.actor, ticketId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `conversation.logDealing ${ticketId}` };
    return await once(ctx, "interactions", operation, () => logInteraction(ctx, ticket, who, dealing));
  },
});

/** The customer's side: one page of messages, newest first. */
export const customerList = partyQuery("ticket")({
  args: { paginationOpts: paginationOptsValidator },
  returns: paginationResultValidator(messageView),
  handler: async (ctx, { paginationOpts }) =>
    await pageMessages(ctx, ctx.party.ticket._id, ctx.party.who, "customer", paginationOpts),
});

/** The customer's side: says something. */
export const customerSend = partyMutation({
  args: { body: v.string(), operationId: v.string() },
  returns: v.id("messages"),
  handler: async (ctx, { body, operationId }) => {
    const { ticket, who } = ctx.party;
    const operation = { operationId, by: who.key, purpose: "conversation.customerSend" };
    return await once(ctx, "messages", operation, () =>
      sayMessage(ctx, ticket, who, "customer", { body }, Date.now()),
    );
  },
});

/** The customer's side: remembers how far was read. A member who looks at the customer's page has not read for him. */
export const customerRead = partyMutation({
  args: { throughAt: v.number() },
  returns: v.null(),
  handler: async (ctx, { throughAt }) => {
    if ((await findActor(ctx)) !== null) return null;
    await markRead(ctx, ctx.party.ticket._id, ctx.party.who, "customer", throughAt);
    return null;
  },
});

/** The customer's side: messages not yet seen. */
export const customerUnread = partyQuery("ticket")({
  args: {},
  returns: v.number(),
  handler: async (ctx) => await countUnread(ctx, ctx.party.ticket._id, ctx.party.who, "customer"),
});
