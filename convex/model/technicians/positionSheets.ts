/**
 * The points of a branch as its boards receive them: two sheets, one of everybody as of a moment and one of whoever
 * reported after it. A fix writes its own row and, if none is scheduled, schedules a beat; the beat writes the sheets.
 * So a fix re-runs no board's query, and boards hear of any number of fixes once per beat.
 */
import type { Infer } from "convex/values";
import { beatGapMs, MOVING_FOR_MS, needsNewBase } from "../../../shared/geo/beats";
import { internal } from "../../_generated/api";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import type { positionColumns } from "./tables";

export type PositionColumns = Infer<typeof positionColumns>;
type SheetKind = Doc<"positionSheets">["kind"];

/** Technicians of one branch whose positions are shown. */
export const MAX_POSITIONS = 2_500;
/** A beat this late has been lost, and the next fix schedules another. */
const LOST_AFTER_MS = 60_000;

const NOBODY: PositionColumns = {
  technicianIds: [],
  lat: [],
  lng: [],
  accuracyM: [],
  headingDeg: [],
  recordedAt: [],
  hiddenSince: [],
};

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

function toColumns(rows: readonly Doc<"technicianPositions">[]): PositionColumns {
  return {
    technicianIds: rows.map((row) => row.technicianId),
    lat: rows.map((row) => rounded(row.lat, 5)),
    lng: rows.map((row) => rounded(row.lng, 5)),
    accuracyM: rows.map((row) => Math.round(row.accuracyM)),
    headingDeg: rows.map((row) => (row.headingDeg === undefined ? -1 : Math.round(row.headingDeg))),
    recordedAt: rows.map((row) => row.recordedAt),
    hiddenSince: rows.map((row) => row.hiddenSince ?? 0),
  };
}

/** The rows of `sheet` whose technician passes. */
export function keepColumns(
  sheet: PositionColumns,
  passes: (technicianId: Id<"technicians">) => boolean,
): PositionColumns {
  const kept = sheet.technicianIds.flatMap((technicianId, index) => (passes(technicianId) ? [index] : []));
  if (kept.length === sheet.technicianIds.length) return sheet;
  const pick = <T>(column: readonly T[]): T[] =>
    kept.flatMap((index) => {
      const value = column[index];
      return value === undefined ? [] : [value];
    });
  return {
    technicianIds: pick(sheet.technicianIds),
    lat: pick(sheet.lat),
    lng: pick(sheet.lng),
    accuracyM: pick(sheet.accuracyM),
    headingDeg: pick(sheet.headingDeg),
    recordedAt: pick(sheet.recordedAt),
    hiddenSince: pick(sheet.hiddenSince),
  };
}

async function findSheet(ctx: QueryCtx, branchId: Id<"branches">, kind: SheetKind) {
  return await ctx.db
    .query("positionSheets")
    .withIndex("by_branchId_and_kind", (q) => q.eq("branchId", branchId).eq("kind", kind))
    .unique();
}

async function findBeat(ctx: QueryCtx, branchId: Id<"branches">) {
  return await ctx.db
    .query("positionBeats")
    .withIndex("by_branchId", (q) => q.eq("branchId", branchId))
    .unique();
}

/** One sheet of a branch. */
export async function readSheet(
  ctx: QueryCtx,
  branchId: Id<"branches">,
  kind: SheetKind,
): Promise<PositionColumns> {
  const sheet = await findSheet(ctx, branchId, kind);
  if (!sheet) return NOBODY;
  const { technicianIds, lat, lng, accuracyM, headingDeg, recordedAt, hiddenSince } = sheet;
  return { technicianIds, lat, lng, accuracyM, headingDeg, recordedAt, hiddenSince };
}

/**
 * Sees to it that a beat will collect what is written now, and answers the `receivedAt` to write it with: later than
 * all that was collected, whatever this machine's clock says.
 */
export async function wakeBeat(ctx: MutationCtx, branchId: Id<"branches">, now: number): Promise<number> {
  const beat = await findBeat(ctx, branchId);
  if (beat && beat.dueAt !== null && beat.dueAt > now - LOST_AFTER_MS) return Math.max(now, beat.through + 1);
  if (beat) await ctx.db.patch("positionBeats", beat._id, { dueAt: now });
  else await ctx.db.insert("positionBeats", { branchId, dueAt: now, baseAt: 0, through: 0 });
  await ctx.scheduler.runAfter(0, internal.jobs.positions.beat, { branchId, dueAt: now });
  return Math.max(now, (beat?.through ?? 0) + 1);
}

async function writeSheet(
  ctx: MutationCtx,
  branchId: Id<"branches">,
  kind: SheetKind,
  columns: PositionColumns,
): Promise<void> {
  const sheet = await findSheet(ctx, branchId, kind);
  if (sheet) await ctx.db.replace("positionSheets", sheet._id, { branchId, kind, ...columns });
  else await ctx.db.insert("positionSheets", { branchId, kind, ...columns });
}

/**
 * Collects what was reported since the last base and schedules the next beat while anything new comes in. Told the
 * instant it was scheduled for: twice, late or out of order changes nothing.
 */
export async function runBeat(
  ctx: MutationCtx,
  branchId: Id<"branches">,
  dueAt: number,
  now: number,
): Promise<void> {
  const beat = await findBeat(ctx, branchId);
  if (beat?.dueAt !== dueAt) return;
  const rowsSince = async (receivedAt: number) =>
    await ctx.db
      .query("technicianPositions")
      .withIndex("by_branchId_and_receivedAt", (q) => q.eq("branchId", branchId).gt("receivedAt", receivedAt))
      .order("desc")
      .take(MAX_POSITIONS);
  const reported = await rowsSince(beat.baseAt);
  const fresh = reported.filter((row) => row.receivedAt > beat.through).length;
  if (fresh === 0) {
    await ctx.db.patch("positionBeats", beat._id, { dueAt: null });
    return;
  }
  const through = Math.max(now, reported[0]?.receivedAt ?? now);
  const moving = reported.filter((row) => row.receivedAt > now - MOVING_FOR_MS).length;
  const rebase = beat.baseAt === 0 || needsNewBase(moving, reported.length - moving);
  if (rebase) await writeSheet(ctx, branchId, "base", toColumns(await rowsSince(0)));
  await writeSheet(ctx, branchId, "moving", rebase ? NOBODY : toColumns(reported));
  const nextAt = now + beatGapMs(moving);
  await ctx.db.patch("positionBeats", beat._id, {
    dueAt: nextAt,
    through,
    ...(rebase ? { baseAt: through } : {}),
  });
  await ctx.scheduler.runAt(nextAt, internal.jobs.positions.beat, { branchId, dueAt: nextAt });
}

/** Takes a technician off the sheets in this very transaction: who went off duty is not watched a beat longer [J-25]. */
export async function strikeFromSheets(
  ctx: MutationCtx,
  branchId: Id<"branches">,
  technicianId: Id<"technicians">,
): Promise<void> {
  for (const kind of ["base", "moving"] as const) {
    const sheet = await findSheet(ctx, branchId, kind);
    if (!sheet?.technicianIds.includes(technicianId)) continue;
    const kept = keepColumns(sheet, (id) => id !== technicianId);
    await ctx.db.patch("positionSheets", sheet._id, kept);
  }
}
