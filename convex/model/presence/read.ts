/** Presence as others see it. No query here reads a clock or a heartbeat: who is gone has no row. */
import { literals } from "convex-helpers/validators";
import { type Infer, v } from "convex/values";
import { PRESENCE_PLACES } from "../../../shared/presence/presence";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { localizedName, role } from "../../lib/validators";
import { branchInScope, type StaffActor } from "../organization/access";
import { camera, pointed } from "./tables";
import { findView } from "./write";

/** More people than one board could show. */
const MAX_PAGES = 200;
const MAX_WRITERS = 20;

export const presenceView = v.object({
  presenceId: v.id("presences"),
  userId: v.id("users"),
  name: localizedName,
  role,
  place: literals(...PRESENCE_PLACES),
  looksAt: v.nullable(v.id("tickets")),
  holds: v.array(v.id("tickets")),
  writesOn: v.nullable(v.id("tickets")),
  follows: v.nullable(v.id("presences")),
});
export type PresenceView = Infer<typeof presenceView>;

function toPresenceView(page: Doc<"presences">): PresenceView {
  const { _id, userId, name, role: held, place, looksAt, holds, writesOn, follows } = page;
  return { presenceId: _id, userId, name, role: held, place, looksAt, holds, writesOn, follows };
}

/** Open pages of a branch, the oldest first. */
export async function listPages(ctx: QueryCtx, branchId: Id<"branches">): Promise<PresenceView[]> {
  const pages = await ctx.db
    .query("presences")
    .withIndex("by_branchId", (q) => q.eq("branchId", branchId))
    .take(MAX_PAGES);
  return pages.map(toPresenceView);
}

export const writerView = v.object({
  presenceId: v.id("presences"),
  userId: v.id("users"),
  name: localizedName,
});

/** Who writes a note on a ticket at this moment. */
export async function listWriters(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
): Promise<Infer<typeof writerView>[]> {
  const pages = await ctx.db
    .query("presences")
    .withIndex("by_writesOn", (q) => q.eq("writesOn", ticketId))
    .take(MAX_WRITERS);
  return pages.map(({ _id, userId, name }) => ({ presenceId: _id, userId, name }));
}

export const sharedView = v.object({
  search: v.string(),
  camera: v.nullable(camera),
  pointed: v.nullable(pointed),
});

/** What a followed page shows; null while it shows nothing, is gone or out of reach. */
export async function readSharedView(
  ctx: QueryCtx,
  actor: StaffActor,
  presenceId: Id<"presences">,
): Promise<Infer<typeof sharedView> | null> {
  const page = await ctx.db.get("presences", presenceId);
  const branch = page ? await ctx.db.get("branches", page.branchId) : null;
  const view = page && branch && branchInScope(actor, branch) ? await findView(ctx, page._id) : null;
  return view ? { search: view.search, camera: view.camera, pointed: view.pointed } : null;
}
