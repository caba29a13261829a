/**
 * Plan mode: drafts of a branch's day, their moves, and applying all of them at once. Planners only; what is in a draft
 * is seen by nobody else, and by no other function, before it is applied.
 */
import { v } from "convex/values";
import { PLAN_MAX_MOVES } from "../shared/planning/moves";
import { memberMutation, memberQuery } from "./lib/builders";
import { appError } from "./lib/appError";
import { applyPlan } from "./model/flows/applyPlan";
import { requireBranch } from "./model/organization/access";
import { draftView, listDrafts, moveView, requireDraft, toDraftView, viewMoves } from "./model/plans/read";
import { planVisibility } from "./model/plans/tables";
import { moveInDraft, outOfDraft } from "./model/plans/moves";
import { changeDraft, discardDraft, openDraft, restoreDraft } from "./model/plans/write";
import { once } from "./model/records/once";

/** Open drafts of a branch's day: shared ones and the caller's own, the one touched last first. */
export const list = memberQuery("board.plan")({
  args: { branchId: v.id("branches"), serviceDay: v.string() },
  returns: v.array(draftView),
  handler: async (ctx, { branchId, serviceDay }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    return (await listDrafts(ctx, ctx.actor, branchId, serviceDay)).map(toDraftView);
  },
});

/**
 * One draft with its moves, each with the ticket as it is now. `hidden` counts moves of tickets beyond the caller's
 * reach. Unknown, out of scope and somebody else's private draft answer the same: `access.denied`.
 */
export const get = memberQuery("board.plan")({
  args: { draftId: v.id("planDrafts") },
  returns: v.object({ ...draftView.fields, moves: v.array(moveView), hidden: v.number() }),
  handler: async (ctx, { draftId }) => {
    const draft = await requireDraft(ctx, ctx.actor, draftId);
    return { ...toDraftView(draft), ...(await viewMoves(ctx, ctx.actor, draftId)) };
  },
});

/** Opens an empty draft. */
export const open = memberMutation("board.plan")({
  args: {
    branchId: v.id("branches"),
    serviceDay: v.string(),
    title: v.string(),
    visibility: planVisibility,
    operationId: v.string(),
  },
  returns: v.id("planDrafts"),
  handler: async (ctx, { branchId, operationId, ...wish }) => {
    const branch = await requireBranch(ctx, ctx.actor, branchId);
    const operation = { operationId, by: ctx.actor.userId, purpose: `plan ${branchId}` };
    return await once(ctx, "planDrafts", operation, async () => openDraft(ctx, ctx.actor, branch, wish));
  },
});

/** Renames a draft, shares it or makes it private again; its owner only. */
export const change = memberMutation("board.plan")({
  args: {
    draftId: v.id("planDrafts"),
    title: v.optional(v.string()),
    visibility: v.optional(planVisibility),
  },
  returns: v.null(),
  handler: async (ctx, { draftId, ...wish }) => {
    const draft = await requireDraft(ctx, ctx.actor, draftId);
    await changeDraft(ctx, ctx.actor, draft, {
      ...(wish.title === undefined ? {} : { title: wish.title }),
      ...(wish.visibility === undefined ? {} : { visibility: wish.visibility }),
    });
    return null;
  },
});

/**
 * Puts a ticket somewhere in the draft: a technician with a time or without, or the queue (`technicianId` null). Repeating
 * it changes nothing. Answers the draft's revision. `record.changedMeanwhile` when somebody moved it in the draft since
 * `expectedRevision`.
 */
export const move = memberMutation("board.plan")({
  args: {
    draftId: v.id("planDrafts"),
    ticketId: v.id("tickets"),
    technicianId: v.nullable(v.id("technicians")),
    startsAt: v.nullable(v.number()),
    /** Wanted length of the visit; absent leaves it as it is. */
    minutes: v.optional(v.number()),
    seenVersion: v.number(),
    expectedRevision: v.nullable(v.number()),
  },
  returns: v.number(),
  handler: async (ctx, { draftId, ticketId, ...wish }) =>
    await moveInDraft(ctx, ctx.actor, draftId, ticketId, wish),
});

/**
 * Several tickets moved in the draft, or taken out of it (`place` null), in one transaction: all or none. Fails as `move`
 * does, and with `record.limitReached` for more than a draft may hold.
 */
export const moveMany = memberMutation("board.plan")({
  args: {
    draftId: v.id("planDrafts"),
    moves: v.array(
      v.object({
        ticketId: v.id("tickets"),
        place: v.nullable(
          v.object({
            technicianId: v.nullable(v.id("technicians")),
            startsAt: v.nullable(v.number()),
            minutes: v.optional(v.number()),
          }),
        ),
        seenVersion: v.number(),
        expectedRevision: v.nullable(v.number()),
      }),
    ),
  },
  returns: v.number(),
  handler: async (ctx, { draftId, moves }) => {
    if (moves.length > PLAN_MAX_MOVES) throw appError("record.limitReached", { max: PLAN_MAX_MOVES });
    let { revision } = await requireDraft(ctx, ctx.actor, draftId);
    for (const { ticketId, place, seenVersion, expectedRevision } of moves)
      if (place !== null)
        revision = await moveInDraft(ctx, ctx.actor, draftId, ticketId, {
          ...place,
          seenVersion,
          expectedRevision,
        });
      else if (expectedRevision !== null)
        revision = await outOfDraft(ctx, ctx.actor, draftId, ticketId, expectedRevision);
    return revision;
  },
});

/** Takes a move out of the draft: the ticket is shown where it is on the live day. */
export const unmove = memberMutation("board.plan")({
  args: { draftId: v.id("planDrafts"), ticketId: v.id("tickets"), expectedRevision: v.number() },
  returns: v.number(),
  handler: async (ctx, { draftId, ticketId, expectedRevision }) =>
    await outOfDraft(ctx, ctx.actor, draftId, ticketId, expectedRevision),
});

/**
 * Applies all moves in one transaction, or none. The same operation again answers what it did. Fails with `plan.blocked`
 * (every blocker of every move), `plan.closed`, `plan.empty`, `record.changedMeanwhile`.
 */
export const apply = memberMutation("board.plan")({
  args: {
    draftId: v.id("planDrafts"),
    expectedRevision: v.number(),
    operationId: v.string(),
    /** Why somebody is sent who does not fit; supervisors and above, what is overridden stays on the timelines. */
    override: v.optional(v.string()),
  },
  returns: v.object({ applied: v.number(), there: v.number(), replayed: v.boolean() }),
  handler: async (ctx, args) => await applyPlan(ctx, ctx.actor, args),
});

/** Throws a draft away: its owner, of shared ones a supervisor and above. It can be brought back for some days. */
export const discard = memberMutation("board.plan")({
  args: { draftId: v.id("planDrafts") },
  returns: v.null(),
  handler: async (ctx, { draftId }) => {
    await discardDraft(ctx, ctx.actor, await requireDraft(ctx, ctx.actor, draftId));
    return null;
  },
});

/** Takes a discard back. */
export const restore = memberMutation("board.plan")({
  args: { draftId: v.id("planDrafts") },
  returns: v.null(),
  handler: async (ctx, { draftId }) => {
    await restoreDraft(ctx, ctx.actor, await requireDraft(ctx, ctx.actor, draftId));
    return null;
  },
});
