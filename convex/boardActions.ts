/**
 * Gestures of planners on the board as things of their own: many tickets at once, what was done by whom, undo and redo.
 * A single drop or step comes through tickets.ts and is written down there.
 */
import { paginationOptsValidator, paginationResultValidator } from "convex/server";
import { v } from "convex/values";
import { memberMutation, memberQuery } from "./lib/builders";
import { actionView, findOwnAction, ownActions, pageActions } from "./model/boardActions/read";
import { applyBulk, bulkChange } from "./model/flows/bulk";
import { takeBack } from "./model/flows/takeBack";
import { requireBranch } from "./model/organization/access";

/** What was done on the board of a branch, newest first. */
export const list = memberQuery("board.view")({
  args: { branchId: v.id("branches"), paginationOpts: paginationOptsValidator },
  returns: paginationResultValidator(actionView),
  handler: async (ctx, { branchId, paginationOpts }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    return await pageActions(ctx, ctx.actor, branchId, paginationOpts);
  },
});

/** The own gestures that undo and redo mean now; null where there is none. */
export const own = memberQuery("board.view")({
  args: { branchId: v.id("branches") },
  returns: v.object({ undo: v.nullable(actionView), redo: v.nullable(actionView) }),
  handler: async (ctx, { branchId }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    return await ownActions(ctx, ctx.actor, branchId);
  },
});

const takenBack = v.object({
  actionId: v.id("boardActions"),
  tickets: v.array(v.object({ ticketId: v.id("tickets"), version: v.number() })),
  replayed: v.boolean(),
});
const takeBackArgs = { actionId: v.id("boardActions"), operationId: v.string() };

/**
 * Undoes a gesture while nothing happened to its tickets since: the own, or anybody's for supervisors. Fails with
 * `board.refused` (what is in the way of each ticket) or `board.alreadyUndone`.
 */
export const undo = memberMutation("board.act")({
  args: takeBackArgs,
  returns: takenBack,
  handler: async (ctx, args) => await takeBack(ctx, ctx.actor, "undo", args),
});

/**
 * Undoes the own gesture that was made with this operation id, for who has just made it and knows nothing else of it.
 * Fails like `undo`; with `access.denied` where there is no such gesture.
 */
export const undoOwn = memberMutation("board.act")({
  args: { gestureId: v.string(), operationId: v.string() },
  returns: takenBack,
  handler: async (ctx, { gestureId, operationId }) => {
    const actionId = await findOwnAction(ctx, ctx.actor, gestureId);
    return await takeBack(ctx, ctx.actor, "undo", { actionId, operationId });
  },
});

/** Does an undone gesture again; the same conditions; or `board.alreadyDone`. */
export const redo = memberMutation("board.act")({
  args: takeBackArgs,
  returns: takenBack,
  handler: async (ctx, args) => await takeBack(ctx, ctx.actor, "redo", args),
});

/**
 * One change of up to a hundred tickets of a branch, all or none. Tickets that already are what is wanted are left
 * alone and counted as `unchanged`. Fails with `board.refused`.
 */
export const bulk = memberMutation("board.act")({
  args: { change: bulkChange, operationId: v.string() },
  returns: v.object({ changed: v.number(), unchanged: v.number(), replayed: v.boolean() }),
  handler: async (ctx, args) => await applyBulk(ctx, ctx.actor, args),
});
