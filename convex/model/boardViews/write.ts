/** Keeping, changing and removing saved views. Bounds are in shared/board/savedViews. */
import type { Infer } from "convex/values";
import {
  boardViewContent as contentSchema,
  boardViewName,
  MAX_VIEWS,
} from "../../../shared/board/savedViews";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import { requireSeen } from "../contacts/write";
import type { StaffActor } from "../organization/access";
import { changesView, findDefault, ownViews, sharedViews } from "./read";
import type { boardViewContent } from "./tables";

export interface ViewDraft {
  readonly name: string;
  readonly shared: boolean;
  readonly content: Infer<typeof boardViewContent>;
}

/** Refuses with `record.limitReached` when the shelf it would stand on is full. */
async function requireRoom(
  ctx: MutationCtx,
  actor: StaffActor,
  branchId: Id<"branches">,
  shared: boolean,
): Promise<void> {
  const there = shared
    ? await sharedViews(ctx, branchId)
    : (await ownViews(ctx, actor.userId, branchId)).filter((view) => !view.shared);
  if (there.length >= MAX_VIEWS) throw appError("record.limitReached", { max: MAX_VIEWS });
}

export async function keepView(
  ctx: MutationCtx,
  actor: StaffActor,
  branchId: Id<"branches">,
  draft: ViewDraft,
  now: number,
): Promise<Id<"boardViews">> {
  const name = parsed(boardViewName, draft.name, "name");
  const content = parsed(contentSchema, draft.content, "content");
  await requireRoom(ctx, actor, branchId, draft.shared);
  return await ctx.db.insert("boardViews", {
    orgId: actor.membership.orgId,
    branchId,
    ownerId: actor.userId,
    name,
    shared: draft.shared,
    content,
    version: 1,
    changedAt: now,
    changedBy: actor.membership.name,
  });
}

export async function changeView(
  ctx: MutationCtx,
  actor: StaffActor,
  view: Doc<"boardViews">,
  change: ViewDraft,
  expectedVersion: number,
  now: number,
): Promise<void> {
  if (!changesView(actor, view)) throw appError("access.denied");
  requireSeen(view, expectedVersion);
  const name = parsed(boardViewName, change.name, "name");
  const content = parsed(contentSchema, change.content, "content");
  // Only its author takes a view back from the branch: it would vanish into his drawer.
  if (change.shared !== view.shared) {
    if (view.ownerId !== actor.userId) throw appError("access.denied");
    await requireRoom(ctx, actor, view.branchId, change.shared);
  }
  await ctx.db.patch("boardViews", view._id, {
    name,
    content,
    shared: change.shared,
    version: view.version + 1,
    changedAt: now,
    changedBy: actor.membership.name,
  });
}

/** Forgotten defaults go with the view, some now; a board whose default is gone opens plainly. */
const DEFAULTS_PER_REMOVAL = 200;

export async function removeView(
  ctx: MutationCtx,
  actor: StaffActor,
  view: Doc<"boardViews">,
): Promise<void> {
  if (!changesView(actor, view)) throw appError("access.denied");
  const defaults = await ctx.db
    .query("boardDefaults")
    .withIndex("by_viewId", (q) => q.eq("viewId", view._id))
    .take(DEFAULTS_PER_REMOVAL);
  for (const one of defaults) await ctx.db.delete("boardDefaults", one._id);
  await ctx.db.delete("boardViews", view._id);
}

/** The view a person's board of this branch opens with; null for none. */
export async function chooseDefault(
  ctx: MutationCtx,
  actor: StaffActor,
  branchId: Id<"branches">,
  viewId: Id<"boardViews"> | null,
): Promise<void> {
  const known = await findDefault(ctx, actor.userId, branchId);
  if (known && viewId === null) await ctx.db.delete("boardDefaults", known._id);
  else if (known && viewId !== null) await ctx.db.patch("boardDefaults", known._id, { viewId });
  else if (viewId !== null) await ctx.db.insert("boardDefaults", { userId: actor.userId, branchId, viewId });
}
