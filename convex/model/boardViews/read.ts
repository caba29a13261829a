/** Saved views as their reader sees them: his own and what the branch shares. */
import { type Infer, v } from "convex/values";
import { roleHas } from "../../../shared/access/permissions";
import { MAX_VIEWS, mayChangeView } from "../../../shared/board/savedViews";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { localizedName } from "../../lib/validators";
import { branchInScope, type StaffActor } from "../organization/access";
import { boardViewContent } from "./tables";

export const boardView = v.object({
  viewId: v.id("boardViews"),
  name: v.string(),
  shared: v.boolean(),
  own: v.boolean(),
  /** The reader may rename, change and remove it. */
  mayChange: v.boolean(),
  /** The reader's board opens with it. */
  isDefault: v.boolean(),
  content: boardViewContent,
  version: v.number(),
  changedBy: localizedName,
  changedAt: v.number(),
});

/** Whether the actor may change this view. */
export function changesView({ userId, membership }: StaffActor, view: Doc<"boardViews">): boolean {
  return mayChangeView({
    own: view.ownerId === userId,
    shared: view.shared,
    manages: roleHas(membership.role, "views.manage"),
  });
}

/** The view, or `access.denied` when it is unknown, out of scope or somebody else's own. */
export async function requireView(
  ctx: QueryCtx,
  actor: StaffActor,
  viewId: Id<"boardViews">,
): Promise<Doc<"boardViews">> {
  const view = await ctx.db.get("boardViews", viewId);
  const branch = view ? await ctx.db.get("branches", view.branchId) : null;
  if (!view || !branch || !branchInScope(actor, branch)) throw appError("access.denied");
  if (!view.shared && view.ownerId !== actor.userId) throw appError("access.denied");
  return view;
}

export async function ownViews(ctx: QueryCtx, userId: Id<"users">, branchId: Id<"branches">) {
  return await ctx.db
    .query("boardViews")
    .withIndex("by_branchId_and_ownerId", (q) => q.eq("branchId", branchId).eq("ownerId", userId))
    .take(2 * MAX_VIEWS);
}

export async function sharedViews(ctx: QueryCtx, branchId: Id<"branches">) {
  return await ctx.db
    .query("boardViews")
    .withIndex("by_branchId_and_shared", (q) => q.eq("branchId", branchId).eq("shared", true))
    .take(MAX_VIEWS);
}

export async function findDefault(ctx: QueryCtx, userId: Id<"users">, branchId: Id<"branches">) {
  return await ctx.db
    .query("boardDefaults")
    .withIndex("by_userId_and_branchId", (q) => q.eq("userId", userId).eq("branchId", branchId))
    .unique();
}

/** Own ones first, then what the branch shares; each in the order it was made. */
export async function listViews(
  ctx: QueryCtx,
  actor: StaffActor,
  branchId: Id<"branches">,
): Promise<Infer<typeof boardView>[]> {
  const [own, shared, standard] = await Promise.all([
    ownViews(ctx, actor.userId, branchId),
    sharedViews(ctx, branchId),
    findDefault(ctx, actor.userId, branchId),
  ]);
  const others = shared.filter((view) => view.ownerId !== actor.userId);
  return [...own, ...others].map((view) => ({
    viewId: view._id,
    name: view.name,
    shared: view.shared,
    own: view.ownerId === actor.userId,
    mayChange: changesView(actor, view),
    isDefault: standard?.viewId === view._id,
    content: view.content,
    version: view.version,
    changedBy: view.changedBy,
    changedAt: view.changedAt,
  }));
}
