/**
 * The one writer of presence. A page says again and again what it is; a row changes only when others would see it. Who
 * falls silent is removed by one scheduled function for the whole deployment, told the round it belongs to: run twice,
 * late or out of turn it changes nothing.
 */
import {
  MAX_HELD,
  MAX_PAGES_PER_PERSON,
  MAX_VIEW_LENGTH,
  PAGE_KEY_LENGTH,
  type PresencePlace,
  SILENT_AFTER_MS,
} from "../../../shared/presence/presence";
import { isOnGlobe } from "../../../shared/geo/point";
import { internal } from "../../_generated/api";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { branchInScope, requireBranch, type StaffActor } from "../organization/access";
import { requireTicket } from "../tickets/read";

/** What a page says of itself. */
export interface PageState {
  readonly branchId: Id<"branches">;
  readonly place: PresencePlace;
  readonly looksAt: Id<"tickets"> | null;
  readonly holds: Id<"tickets">[];
  readonly writesOn: Id<"tickets"> | null;
  readonly follows: Id<"presences"> | null;
}

/** Pages removed in one transaction. */
const PER_ROUND = 50;
/** A watch this much overdue is taken for lost and replaced. */
const LOST_AFTER_MS = 60_000;

function checkedKey(key: string): string {
  if (key.length !== PAGE_KEY_LENGTH) throw appError("input.invalid", { field: "key" });
  return key;
}

async function findPage(ctx: QueryCtx, key: string): Promise<Doc<"presences"> | null> {
  return await ctx.db
    .query("presences")
    .withIndex("by_key", (q) => q.eq("key", checkedKey(key)))
    .unique();
}

async function findBeat(ctx: QueryCtx, presenceId: Id<"presences">): Promise<Doc<"presenceBeats"> | null> {
  return await ctx.db
    .query("presenceBeats")
    .withIndex("by_presenceId", (q) => q.eq("presenceId", presenceId))
    .unique();
}

export async function findView(
  ctx: QueryCtx,
  presenceId: Id<"presences">,
): Promise<Doc<"presenceViews"> | null> {
  return await ctx.db
    .query("presenceViews")
    .withIndex("by_presenceId", (q) => q.eq("presenceId", presenceId))
    .unique();
}

/** A page of this person is here, in this state. Answers its public id. */
export async function keepPage(
  ctx: MutationCtx,
  actor: StaffActor,
  key: string,
  wanted: PageState,
  now: number,
): Promise<Id<"presences">> {
  await requireBranch(ctx, actor, wanted.branchId);
  if (wanted.holds.length > MAX_HELD) throw appError("input.invalid", { field: "holds" });
  const known = await findPage(ctx, key);
  if (known && known.userId !== actor.userId) throw appError("access.denied");
  const named = new Set([wanted.looksAt, wanted.writesOn, ...wanted.holds]);
  const seen = new Set([known?.looksAt, known?.writesOn, ...(known?.holds ?? [])]);
  for (const ticketId of named)
    if (ticketId && !seen.has(ticketId)) await requireTicket(ctx, actor, ticketId);
  const state = { ...wanted, follows: await followable(ctx, actor, wanted.follows) };
  if (!known) return await enter(ctx, actor, key, state, now);
  const same =
    known.branchId === state.branchId &&
    known.place === state.place &&
    known.looksAt === state.looksAt &&
    known.writesOn === state.writesOn &&
    known.follows === state.follows &&
    known.holds.join() === state.holds.join();
  if (!same) await ctx.db.patch("presences", known._id, state);
  const beat = await findBeat(ctx, known._id);
  if (beat) await ctx.db.patch("presenceBeats", beat._id, { lastBeatAt: now });
  return known._id;
}

/** The page to follow, or null when it is gone, out of reach or one's own. */
async function followable(
  ctx: QueryCtx,
  actor: StaffActor,
  presenceId: Id<"presences"> | null,
): Promise<Id<"presences"> | null> {
  const page = presenceId ? await ctx.db.get("presences", presenceId) : null;
  const branch = page ? await ctx.db.get("branches", page.branchId) : null;
  if (!page || !branch || page.userId === actor.userId || !branchInScope(actor, branch)) return null;
  return page._id;
}

async function enter(
  ctx: MutationCtx,
  actor: StaffActor,
  key: string,
  state: PageState,
  now: number,
): Promise<Id<"presences">> {
  const own = await ctx.db
    .query("presences")
    .withIndex("by_userId", (q) => q.eq("userId", actor.userId))
    .take(MAX_PAGES_PER_PERSON);
  const [oldest] = own;
  if (oldest && own.length === MAX_PAGES_PER_PERSON) await removePage(ctx, oldest._id);
  const { name, role } = actor.membership;
  const presenceId = await ctx.db.insert("presences", { key, userId: actor.userId, name, role, ...state });
  await ctx.db.insert("presenceBeats", { presenceId, lastBeatAt: now });
  const watch = await ctx.db.query("presenceWatch").first();
  if (!watch || watch.dueAt < now - LOST_AFTER_MS) await watchAt(ctx, watch, now + SILENT_AFTER_MS);
  return presenceId;
}

/** Keeps what a followed page shows. A page nobody follows says nothing worth storing. */
export async function shareView(
  ctx: MutationCtx,
  actor: StaffActor,
  key: string,
  view: Pick<Doc<"presenceViews">, "search" | "camera" | "pointed">,
): Promise<void> {
  if (view.search.length > MAX_VIEW_LENGTH) throw appError("input.invalid", { field: "search" });
  if (view.camera && !(isOnGlobe(view.camera.center) && Number.isFinite(view.camera.zoom)))
    throw appError("input.invalid", { field: "camera" });
  if (view.pointed && view.pointed.id.length > 64) throw appError("input.invalid", { field: "pointed" });
  const page = await findPage(ctx, key);
  if (!page) return;
  if (page.userId !== actor.userId) throw appError("access.denied");
  const row = { presenceId: page._id, ...view };
  const stored = await findView(ctx, page._id);
  if (stored) await ctx.db.replace("presenceViews", stored._id, row);
  else await ctx.db.insert("presenceViews", row);
}

/** The page with this key is closed; an unknown key changes nothing. */
export async function leavePage(ctx: MutationCtx, key: string): Promise<void> {
  const page = await findPage(ctx, key);
  if (page) await removePage(ctx, page._id);
}

async function removePage(ctx: MutationCtx, presenceId: Id<"presences">): Promise<void> {
  const [page, beat, view] = await Promise.all([
    ctx.db.get("presences", presenceId),
    findBeat(ctx, presenceId),
    findView(ctx, presenceId),
  ]);
  if (page) await ctx.db.delete("presences", presenceId);
  if (beat) await ctx.db.delete("presenceBeats", beat._id);
  if (view) await ctx.db.delete("presenceViews", view._id);
}

async function watchAt(ctx: MutationCtx, watch: Doc<"presenceWatch"> | null, dueAt: number): Promise<void> {
  const round = (watch?.round ?? 0) + 1;
  if (watch) await ctx.db.patch("presenceWatch", watch._id, { round, dueAt });
  else await ctx.db.insert("presenceWatch", { round, dueAt });
  await ctx.scheduler.runAt(dueAt, internal.jobs.presence.removeSilent, { round });
}

/** Removes pages that fell silent and plans the next look; with nobody left there is none. */
export async function removeSilentPages(ctx: MutationCtx, round: number, now: number): Promise<void> {
  const watch = await ctx.db.query("presenceWatch").first();
  if (!watch || watch.round !== round) return;
  const silent = await ctx.db
    .query("presenceBeats")
    .withIndex("by_lastBeatAt", (q) => q.lte("lastBeatAt", now - SILENT_AFTER_MS))
    .take(PER_ROUND);
  for (const { presenceId } of silent) await removePage(ctx, presenceId);
  const [next] = await ctx.db.query("presenceBeats").withIndex("by_lastBeatAt").take(1);
  if (next) await watchAt(ctx, watch, Math.max(now, next.lastBeatAt + SILENT_AFTER_MS));
  else await ctx.db.delete("presenceWatch", watch._id);
}
