/** The escalations centre [S-27]: what is open, how many, resolving with notes, opening again, taking a complaint in. */
import { paginationOptsValidator, paginationResultValidator } from "convex/server";
import { v } from "convex/values";
import { isOneOf } from "../shared/access/roles";
import type { Id } from "./_generated/dataModel";
import type { MutationCtx } from "./_generated/server";
import { appError } from "./lib/appError";
import { memberMutation, memberQuery } from "./lib/builders";
import { partyMutation } from "./lib/partyBuilders";
import {
  escalateComplaint,
  escalationsOfTicket,
  reopenEscalation,
  resolveEscalation,
} from "./model/clocks/escalate";
import { countOpen, escalationView, listEscalationViews, pageEscalations } from "./model/clocks/read";
import { escalationLevel, escalationState, escalationType } from "./model/clocks/tables";
import { requireBranch, type StaffActor } from "./model/organization/access";
import { requireTicket } from "./model/tickets/read";

/** One page of a branch, newest first; null leaves a filter out. */
export const list = memberQuery("escalations.view")({
  args: {
    branchId: v.id("branches"),
    state: escalationState,
    level: v.nullable(escalationLevel),
    type: v.nullable(escalationType),
    paginationOpts: paginationOptsValidator,
  },
  returns: paginationResultValidator(escalationView),
  handler: async (ctx, { paginationOpts, ...filter }) => {
    await requireBranch(ctx, ctx.actor, filter.branchId);
    return await pageEscalations(ctx, filter, paginationOpts);
  },
});

/** Escalations of one ticket, newest first. */
export const ofTicket = memberQuery("tickets.view")({
  args: { ticketId: v.id("tickets") },
  returns: v.array(escalationView),
  handler: async (ctx, { ticketId }) => {
    await requireTicket(ctx, ctx.actor, ticketId);
    return await listEscalationViews(ctx, ticketId);
  },
});

/** Open escalations of a branch by level; 200 means "at least 200". */
export const counts = memberQuery("escalations.view")({
  args: { branchId: v.id("branches") },
  returns: v.object({ level1: v.number(), level2: v.number(), level3: v.number() }),
  handler: async (ctx, { branchId }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    return await countOpen(ctx, branchId);
  },
});

const change = {
  escalationId: v.id("escalations"),
  expectedVersion: v.number(),
  operationId: v.string(),
};

/** The escalation and its ticket when the actor may act on it: in scope, and his role's or a governor's. */
async function requireOwned(ctx: MutationCtx, actor: StaffActor, escalationId: Id<"escalations">) {
  const escalation = await ctx.db.get("escalations", escalationId);
  if (!escalation || escalation.orgId !== actor.membership.orgId) throw appError("access.denied");
  const ticket = await requireTicket(ctx, actor, escalation.ticketId);
  const { role } = actor.membership;
  if (!isOneOf(["supervisor", "admin", "owner"], role) && !escalation.owners.includes(role))
    throw appError("access.denied");
  return { escalation, ticket };
}

/** Closes it; notes are mandatory [L-11]. Replays change nothing. Fails with `record.changedMeanwhile` when stale. */
export const resolve = memberMutation("escalations.resolve")({
  args: { ...change, notes: v.string() },
  returns: v.null(),
  handler: async (ctx, { escalationId, notes, ...rest }) => {
    const found = await requireOwned(ctx, ctx.actor, escalationId);
    await resolveEscalation(ctx, ctx.actor, { ...found, ...rest, now: Date.now() }, notes);
    return null;
  },
});

/** Opens a resolved one again; its owners are told. */
export const reopen = memberMutation("escalations.resolve")({
  args: change,
  returns: v.null(),
  handler: async (ctx, { escalationId, ...rest }) => {
    const found = await requireOwned(ctx, ctx.actor, escalationId);
    await reopenEscalation(ctx, ctx.actor, { ...found, ...rest, now: Date.now() });
    return null;
  },
});

/**
 * A customer complained to somebody of the company [L-07]. Answers the escalation, or null when complaints do not
 * escalate here. A replayed operation answers the first one.
 */
export const complain = memberMutation("tickets.act")({
  args: { ticketId: v.id("tickets"), words: v.string(), operationId: v.string() },
  returns: v.nullable(v.id("escalations")),
  handler: async (ctx, { ticketId, words, operationId }) => {
    const ticket = await requireTicket(ctx, ctx.actor, ticketId);
    return await escalateComplaint(ctx, ticket, words, operationId, Date.now());
  },
});

/** Complaints of one ticket that may be open at once: a supervisor who has it needs no fourth. */
const MAX_OPEN_COMPLAINTS = 3;

/**
 * The customer himself complains, through his tracking link or his own account. Answers whether it reached a supervisor;
 * false when complaints do not escalate here. Fails with `record.limitReached` while several are open already.
 */
export const customerComplain = partyMutation({
  args: { words: v.string(), operationId: v.string() },
  returns: v.boolean(),
  handler: async (ctx, { words, operationId }) => {
    const { ticket } = ctx.party;
    const earlier = await escalationsOfTicket(ctx, ticket._id);
    const open = earlier.filter((one) => one.type === "complaint" && one.state === "open");
    if (open.length >= MAX_OPEN_COMPLAINTS && !open.some((one) => one.operationIds.includes(operationId)))
      throw appError("record.limitReached", { max: MAX_OPEN_COMPLAINTS });
    return (await escalateComplaint(ctx, ticket, words, operationId, Date.now())) !== null;
  },
});
