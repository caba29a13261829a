/** Parts requests [D-05]: asking for parts and moving a request on. Reading one ticket's: records.parts. */
import { literals } from "convex-helpers/validators";
import { v } from "convex/values";
import { PARTS_STEPS } from "../shared/records/parts";
import { appError } from "./lib/appError";
import { memberMutation, memberQuery } from "./lib/builders";
import { requireBranch } from "./model/organization/access";
import { staffAuthor } from "./model/records/actor";
import { once } from "./model/records/once";
import { listByState, partsRequestView, requestParts, stepRequest } from "./model/records/parts";
import { partsLine, partsState } from "./model/records/tables";
import { requireTicket } from "./model/tickets/read";

/** Asks for parts for a ticket. */
export const request = memberMutation("records.write")({
  args: { ticketId: v.id("tickets"), lines: v.array(partsLine), note: v.string(), operationId: v.string() },
  returns: v.id("partsRequests"),
  handler: async (ctx, { ticketId, lines, note, operationId }) => {
    const ticket = await requireTicket(ctx, ctx.actor, ticketId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `parts.request ${ticketId}` };
    return await once(ctx, "partsRequests", operation, () =>
      requestParts(ctx, ticket, who, { lines, note }, Date.now()),
    );
  },
});

/** Approve, order, receive, cancel. Fails with `access.denied`, `record.changedMeanwhile` or `record.closed`. */
export const step = memberMutation("records.write")({
  args: {
    requestId: v.id("partsRequests"),
    step: literals(...PARTS_STEPS),
    note: v.string(),
    /** When the supplier promises them, epoch ms; kept with `order`. */
    expectedAt: v.nullable(v.number()),
    expectedVersion: v.number(),
    operationId: v.string(),
  },
  returns: v.id("partsRequests"),
  handler: async (ctx, { requestId, step: taken, note, expectedAt, expectedVersion, operationId }) => {
    const found = await ctx.db.get("partsRequests", requestId);
    if (!found) throw appError("access.denied");
    await requireTicket(ctx, ctx.actor, found.ticketId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `parts.step ${requestId} ${taken}` };
    return await once(ctx, "partsRequests", operation, () =>
      stepRequest(ctx, found, who, taken, { note, expectedAt }, expectedVersion, Date.now()),
    );
  },
});

/** Requests of a branch in one state with their ticket's number; open ones oldest first, settled ones newest first. */
export const byState = memberQuery("parts.view")({
  args: { branchId: v.id("branches"), state: partsState },
  returns: v.array(partsRequestView.extend({ number: v.string() })),
  handler: async (ctx, { branchId, state }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    return await listByState(ctx, branchId, state);
  },
});
