/** The branches of a company: what they are called, where they are, and opening another one. */
import { v } from "convex/values";
import { memberMutation, memberQuery } from "./lib/builders";
import { requireBranch } from "./model/organization/access";
import {
  branchChange,
  branchEntry,
  branchInput,
  changeBranch,
  openBranch,
  toBranchEntry,
} from "./model/organization/branches";
import { listBranches } from "./model/organization/read";
import { once } from "./model/records/once";
import { staffAuthor } from "./model/records/actor";

/** Branches in the actor's scope. */
export const list = memberQuery("settings.view")({
  args: {},
  returns: v.array(branchEntry),
  handler: async (ctx) => (await listBranches(ctx, ctx.actor)).map(toBranchEntry),
});

/** Opens a branch; the same operation id opens one. Fails with `input.invalid` naming the field. */
export const open = memberMutation("settings.manage")({
  args: { branch: branchInput, operationId: v.string() },
  returns: v.id("branches"),
  handler: async (ctx, { branch, operationId }) => {
    const operation = { operationId, by: staffAuthor(ctx.actor).key, purpose: "branches.open" };
    return await once(ctx, "branches", operation, () => openBranch(ctx, ctx.actor, branch));
  },
});

/**
 * Changes what a branch is called, where it is and its phone; answers the new version. Fails with `input.invalid` naming
 * the field and `record.changedMeanwhile` for a stale version.
 */
export const change = memberMutation("settings.manage")({
  args: { branchId: v.id("branches"), branch: branchChange, expectedVersion: v.number() },
  returns: v.number(),
  handler: async (ctx, { branchId, branch: input, expectedVersion }) => {
    const branch = await requireBranch(ctx, ctx.actor, branchId);
    return await changeBranch(ctx, ctx.actor, branch, input, expectedVersion, Date.now());
  },
});
