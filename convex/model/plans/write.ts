/**
 * The one writer of planDrafts and planMoves. Keeps the numbers of a draft right and refuses what its state or its
 * bounds do not allow; whether a move would hold is not asked before it is applied.
 */
import {
  PLAN_LIFE_MS,
  PLAN_MAX_MOVES,
  PLAN_MAX_OPEN,
  PLAN_TITLE_MAX_LENGTH,
  type PlanVisibility,
} from "../../../shared/planning/moves";
import { isOneOf } from "../../../shared/access/roles";
import { isVisitLength } from "../../../shared/tickets/placement";
import { OVERRIDE_ROLES } from "../../../shared/tickets/technicianFit";
import { isServiceDay } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { cleanText } from "../../lib/cleanText";
import type { StaffActor } from "../organization/access";
import { listOwnOpen } from "./read";

const person = ({ userId, membership }: StaffActor) => ({ userId, name: membership.name });

function checkTitle(title: string): string {
  return cleanText("title", title, { min: 1, max: PLAN_TITLE_MAX_LENGTH });
}

/** A new, empty draft. Fails with `record.limitReached` when its owner has too many open ones for that day. */
export async function openDraft(
  ctx: MutationCtx,
  actor: StaffActor,
  branch: Doc<"branches">,
  wish: { serviceDay: string; title: string; visibility: PlanVisibility },
): Promise<Id<"planDrafts">> {
  const title = checkTitle(wish.title);
  if (!isServiceDay(wish.serviceDay)) throw appError("input.invalid", { field: "serviceDay" });
  const own = await listOwnOpen(ctx, actor.userId, branch._id, wish.serviceDay);
  if (own.length >= PLAN_MAX_OPEN) throw appError("record.limitReached", { max: PLAN_MAX_OPEN });
  const me = person(actor);
  return await ctx.db.insert("planDrafts", {
    orgId: branch.orgId,
    branchId: branch._id,
    serviceDay: wish.serviceDay,
    title,
    ownerId: me.userId,
    ownerName: me.name,
    visibility: wish.visibility,
    state: "open",
    revision: 1,
    moveCount: 0,
    touched: { ...me, at: Date.now() },
  });
}

/** Fails with `plan.closed` unless the draft can still be changed. */
export function requireOpen(draft: Doc<"planDrafts">): void {
  if (draft.state === "open") return;
  const { name, at } = draft.closed ?? draft.touched;
  throw appError("plan.closed", { by: name, at, state: draft.state });
}

/** Title and who sees it are the owner's to change. */
export async function changeDraft(
  ctx: MutationCtx,
  actor: StaffActor,
  draft: Doc<"planDrafts">,
  change: { title?: string; visibility?: PlanVisibility },
): Promise<void> {
  requireOpen(draft);
  if (draft.ownerId !== actor.userId) throw appError("access.denied");
  await touch(ctx, actor, draft, {
    ...(change.title === undefined ? {} : { title: checkTitle(change.title) }),
    ...(change.visibility === undefined ? {} : { visibility: change.visibility }),
  });
}

async function touch(
  ctx: MutationCtx,
  actor: StaffActor,
  draft: Doc<"planDrafts">,
  change: Partial<Pick<Doc<"planDrafts">, "title" | "visibility" | "moveCount">>,
): Promise<number> {
  const revision = draft.revision + 1;
  await ctx.db.patch("planDrafts", draft._id, {
    ...change,
    revision,
    touched: { ...person(actor), at: Date.now() },
  });
  return revision;
}

export interface MoveWish {
  technicianId: Id<"technicians"> | null;
  startsAt: number | null;
  /** Wanted length of the visit; absent leaves it as it is. */
  minutes?: number;
  /** Version of the ticket the mover looked at. */
  seenVersion: number;
  /** The move of this ticket he looked at, by its revision; null where he saw none. */
  expectedRevision: number | null;
}

/**
 * Puts a ticket somewhere in the draft, in place of an earlier move of the same ticket; the same wish again changes
 * nothing. Fails with `record.changedMeanwhile` when somebody else moved that ticket in the draft since.
 */
export async function setMove(
  ctx: MutationCtx,
  actor: StaffActor,
  draft: Doc<"planDrafts">,
  ticket: Doc<"tickets">,
  wish: MoveWish,
): Promise<number> {
  requireOpen(draft);
  const { technicianId, startsAt, minutes, seenVersion, expectedRevision } = wish;
  if (startsAt !== null && (!Number.isSafeInteger(startsAt) || technicianId === null))
    throw appError("input.invalid", { field: "startsAt" });
  if (minutes !== undefined && (!isVisitLength(minutes) || technicianId === null))
    throw appError("input.invalid", { field: "minutes" });
  if (!Number.isSafeInteger(seenVersion) || seenVersion < 1 || seenVersion > ticket.version)
    throw appError("input.invalid", { field: "seenVersion" });
  const known = await findMove(ctx, draft, ticket._id);
  if (
    known &&
    known.technicianId === technicianId &&
    known.startsAt === startsAt &&
    known.minutes === minutes &&
    known.seenVersion === seenVersion
  )
    return known.revision;
  requireSeen(draft, known, expectedRevision);
  if (!known && draft.moveCount >= PLAN_MAX_MOVES)
    throw appError("record.limitReached", { max: PLAN_MAX_MOVES });
  const revision = await touch(ctx, actor, draft, known ? {} : { moveCount: draft.moveCount + 1 });
  const row = {
    technicianId,
    startsAt,
    seenVersion,
    revision,
    movedBy: person(actor),
    movedAt: Date.now(),
  };
  // Patching with undefined takes the length of the earlier move away.
  if (known) await ctx.db.patch("planMoves", known._id, { ...row, minutes });
  else
    await ctx.db.insert("planMoves", {
      draftId: draft._id,
      ticketId: ticket._id,
      ...row,
      ...(minutes === undefined ? {} : { minutes }),
    });
  return revision;
}

/** Takes a move out of the draft; one that is gone already is fine. */
export async function removeMove(
  ctx: MutationCtx,
  actor: StaffActor,
  draft: Doc<"planDrafts">,
  ticketId: Id<"tickets">,
  expectedRevision: number,
): Promise<number> {
  requireOpen(draft);
  const known = await findMove(ctx, draft, ticketId);
  if (!known) return draft.revision;
  requireSeen(draft, known, expectedRevision);
  await ctx.db.delete("planMoves", known._id);
  return await touch(ctx, actor, draft, { moveCount: draft.moveCount - 1 });
}

async function findMove(
  ctx: MutationCtx,
  draft: Doc<"planDrafts">,
  ticketId: Id<"tickets">,
): Promise<Doc<"planMoves"> | null> {
  return await ctx.db
    .query("planMoves")
    .withIndex("by_draftId_and_ticketId", (q) => q.eq("draftId", draft._id).eq("ticketId", ticketId))
    .unique();
}

function requireSeen(
  draft: Doc<"planDrafts">,
  known: Doc<"planMoves"> | null,
  expectedRevision: number | null,
): void {
  if ((known?.revision ?? null) === expectedRevision) return;
  const by = known?.movedBy.name ?? draft.touched.name;
  const changedAt = known?.movedAt ?? draft.touched.at;
  throw appError("record.changedMeanwhile", { by, changedAt, version: known?.revision ?? draft.revision });
}

/** Ends a draft as applied. The moves stay until the sweep, so that the draft can still be looked at. */
export async function markApplied(
  ctx: MutationCtx,
  actor: StaffActor,
  draft: Doc<"planDrafts">,
  operationId: string,
  applied: number,
): Promise<void> {
  const at = Date.now();
  await ctx.db.patch("planDrafts", draft._id, {
    state: "applied",
    revision: draft.revision + 1,
    touched: { ...person(actor), at },
    closed: { ...person(actor), at, operationId, applied },
  });
}

/** Who may throw a draft away: its owner, and of shared ones a supervisor or above. */
function requireDisposal(actor: StaffActor, draft: Doc<"planDrafts">): void {
  if (draft.ownerId === actor.userId || isOneOf(OVERRIDE_ROLES, actor.membership.role)) return;
  throw appError("access.denied");
}

/** Discards a draft; discarding it twice changes nothing. */
export async function discardDraft(
  ctx: MutationCtx,
  actor: StaffActor,
  draft: Doc<"planDrafts">,
): Promise<void> {
  requireDisposal(actor, draft);
  if (draft.state === "discarded") return;
  requireOpen(draft);
  const at = Date.now();
  await ctx.db.patch("planDrafts", draft._id, {
    state: "discarded",
    revision: draft.revision + 1,
    touched: { ...person(actor), at },
    closed: { ...person(actor), at },
  });
}

/** Takes a discard back while the draft is still there. */
export async function restoreDraft(
  ctx: MutationCtx,
  actor: StaffActor,
  draft: Doc<"planDrafts">,
): Promise<void> {
  requireDisposal(actor, draft);
  if (draft.state === "open") return;
  if (draft.state === "applied") requireOpen(draft);
  const own = await listOwnOpen(ctx, draft.ownerId, draft.branchId, draft.serviceDay);
  if (own.length >= PLAN_MAX_OPEN) throw appError("record.limitReached", { max: PLAN_MAX_OPEN });
  await ctx.db.patch("planDrafts", draft._id, {
    state: "open",
    revision: draft.revision + 1,
    touched: { ...person(actor), at: Date.now() },
    closed: undefined,
  });
}

/** Removes one draft that nobody touched for its life, with its moves; false when there is none. */
export async function sweepOneDraft(ctx: MutationCtx, now: number): Promise<boolean> {
  const old = await ctx.db
    .query("planDrafts")
    .withIndex("by_touched", (q) => q.lt("touched.at", now - PLAN_LIFE_MS))
    .first();
  if (!old) return false;
  const moves = await ctx.db
    .query("planMoves")
    .withIndex("by_draftId_and_ticketId", (q) => q.eq("draftId", old._id))
    .take(PLAN_MAX_MOVES);
  for (const move of moves) await ctx.db.delete("planMoves", move._id);
  await ctx.db.delete("planDrafts", old._id);
  return true;
}
