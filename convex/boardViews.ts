/** Views of the board kept under a name [S-24]: filters, list, panes, map or grid, and the day from today. */
import { v } from "convex/values";
import { appError } from "./lib/appError";
import { memberMutation, memberQuery } from "./lib/builders";
import { boardView, listViews, requireView } from "./model/boardViews/read";
import { boardViewContent } from "./model/boardViews/tables";
import { changeView, chooseDefault, keepView, removeView } from "./model/boardViews/write";
import { requireBranch } from "./model/organization/access";
import { staffAuthor } from "./model/records/actor";
import { once } from "./model/records/once";

const draft = { name: v.string(), shared: v.boolean(), content: boardViewContent };

/** The reader's own views of a branch and those the branch shares; at most 150. */
export const list = memberQuery("views.own")({
  args: { branchId: v.id("branches") },
  returns: v.array(boardView),
  handler: async (ctx, { branchId }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    return await listViews(ctx, ctx.actor, branchId);
  },
});

/** Keeps a view. Fails with `input.invalid` naming the field, or `record.limitReached`. */
export const keep = memberMutation("views.own")({
  args: { branchId: v.id("branches"), ...draft, operationId: v.string() },
  returns: v.id("boardViews"),
  handler: async (ctx, { branchId, operationId, ...rest }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    const operation = { operationId, by: staffAuthor(ctx.actor).key, purpose: `boardViews.keep ${branchId}` };
    return await once(ctx, "boardViews", operation, () =>
      keepView(ctx, ctx.actor, branchId, rest, Date.now()),
    );
  },
});

/** Renames, changes, shares or takes back. Its author, or for shared ones whoever manages them. */
export const change = memberMutation("views.own")({
  args: { viewId: v.id("boardViews"), ...draft, expectedVersion: v.number() },
  returns: v.null(),
  handler: async (ctx, { viewId, expectedVersion, ...rest }) => {
    const view = await requireView(ctx, ctx.actor, viewId);
    await changeView(ctx, ctx.actor, view, rest, expectedVersion, Date.now());
    return null;
  },
});

/** Removes a view for everybody who has it. */
export const remove = memberMutation("views.own")({
  args: { viewId: v.id("boardViews") },
  returns: v.null(),
  handler: async (ctx, { viewId }) => {
    await removeView(ctx, ctx.actor, await requireView(ctx, ctx.actor, viewId));
    return null;
  },
});

/** What the caller's board of a branch opens with; null for the plain board. */
export const setDefault = memberMutation("views.own")({
  args: { branchId: v.id("branches"), viewId: v.nullable(v.id("boardViews")) },
  returns: v.null(),
  handler: async (ctx, { branchId, viewId }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    if (viewId !== null && (await requireView(ctx, ctx.actor, viewId)).branchId !== branchId)
      throw appError("access.denied");
    await chooseDefault(ctx, ctx.actor, branchId, viewId);
    return null;
  },
});
