/**
 * The positions table: its one writer. Every stored point also goes to the trail (trails.ts); what boards see goes
 * through positionSheets.ts.
 */
import { type Infer, v } from "convex/values";
import { CLOCK_SKEW_MS, isWorthStoring } from "../../../shared/geo/movement";
import { isOnGlobe } from "../../../shared/geo/point";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { requireOwnTechnician, type StaffActor } from "../organization/access";
import { MAX_POSITIONS, strikeFromSheets, wakeBeat } from "./positionSheets";
import { endTrail, leaveTrail } from "./trails";

export const positionView = v.object({
  technicianId: v.id("technicians"),
  lat: v.number(),
  lng: v.number(),
  accuracyM: v.number(),
  headingDeg: v.nullable(v.number()),
  speedMps: v.nullable(v.number()),
  recordedAt: v.number(),
});
export type PositionView = Infer<typeof positionView>;

export function toPositionView(position: Doc<"technicianPositions">): PositionView {
  const { technicianId, lat, lng, accuracyM, headingDeg, speedMps, recordedAt } = position;
  return {
    technicianId,
    lat,
    lng,
    accuracyM,
    headingDeg: headingDeg ?? null,
    speedMps: speedMps ?? null,
    recordedAt,
  };
}

export async function listPositions(ctx: QueryCtx, branchId: Id<"branches">): Promise<PositionView[]> {
  const rows = await ctx.db
    .query("technicianPositions")
    .withIndex("by_branchId_and_receivedAt", (q) => q.eq("branchId", branchId))
    .take(MAX_POSITIONS);
  return rows.map(toPositionView);
}

/** The stored point of a technician, or null if he never reported one. */
export async function findPosition(
  ctx: QueryCtx,
  technicianId: Id<"technicians">,
): Promise<Doc<"technicianPositions"> | null> {
  return await ctx.db
    .query("technicianPositions")
    .withIndex("by_technicianId", (q) => q.eq("technicianId", technicianId))
    .unique();
}

export interface ReportedFix {
  lat: number;
  lng: number;
  accuracyM: number;
  headingDeg?: number;
  speedMps?: number;
  recordedAt: number;
}

/**
 * Stores a fix of the actor's own phone when he is on duty and it says something new. Replays and late fixes are recognised by
 * `recordedAt` and dropped; a fix from the future is refused, it would block every later one.
 */
export async function reportPosition(
  ctx: MutationCtx,
  actor: StaffActor,
  fix: ReportedFix,
): Promise<{ stored: boolean }> {
  const technician = await requireOwnTechnician(ctx, actor);
  if (!technician.onDuty) return { stored: false };
  const now = Date.now();
  if (!isOnGlobe(fix)) throw appError("input.invalid", { field: "lat" });
  if (!(fix.accuracyM >= 0)) throw appError("input.invalid", { field: "accuracyM" });
  if (!(fix.recordedAt <= now + CLOCK_SKEW_MS)) throw appError("input.invalid", { field: "recordedAt" });
  const last = await findPosition(ctx, technician._id);
  if (!isWorthStoring(last, fix)) return { stored: false };
  await storePosition(ctx, technician, last, fix, now);
  return { stored: true };
}

/**
 * Keeps the fix a technician's step came with as his position, so that the place a trip starts from shows at once.
 * Older than what is stored, or off duty: left alone.
 */
export async function recordStepFix(
  ctx: MutationCtx,
  technicianId: Id<"technicians">,
  fix: Pick<ReportedFix, "lat" | "lng" | "accuracyM">,
  recordedAt: number,
): Promise<void> {
  const technician = await ctx.db.get("technicians", technicianId);
  if (!technician?.onDuty) return;
  const last = await findPosition(ctx, technicianId);
  if (last && last.recordedAt >= recordedAt) return;
  await storePosition(ctx, technician, last, { ...fix, recordedAt }, Date.now());
}

/** Writes the last known point of a technician and lets his branch's boards hear of it at the next beat. */
export async function storePosition(
  ctx: MutationCtx,
  technician: Doc<"technicians">,
  last: Doc<"technicianPositions"> | null,
  fix: ReportedFix,
  now: number,
): Promise<void> {
  const { _id: technicianId, branchId } = technician;
  const { lat, lng, accuracyM, headingDeg, speedMps, recordedAt } = fix;
  const row = {
    technicianId,
    branchId,
    lat,
    lng,
    accuracyM,
    ...(headingDeg === undefined ? {} : { headingDeg }),
    ...(speedMps === undefined ? {} : { speedMps }),
    recordedAt,
    receivedAt: await wakeBeat(ctx, branchId, now),
  };
  if (last) await ctx.db.replace("technicianPositions", last._id, row);
  else await ctx.db.insert("technicianPositions", row);
  await leaveTrail(ctx, technician, { lat, lng, recordedAt });
  if (last && last.branchId !== branchId) await strikeFromSheets(ctx, last.branchId, technicianId);
}

/**
 * Keeps that the page of the actor's phone went out of sight, where it can measure nothing, so that an old point says
 * why it is old. The next fix ends it. Without a stored point, off duty, or overtaken by a later fix: nothing happens.
 */
export async function reportHidden(ctx: MutationCtx, actor: StaffActor, hiddenSince: number): Promise<null> {
  const technician = await requireOwnTechnician(ctx, actor);
  const now = Date.now();
  if (!(hiddenSince > 0 && hiddenSince <= now + CLOCK_SKEW_MS))
    throw appError("input.invalid", { field: "hiddenSince" });
  const last = technician.onDuty ? await findPosition(ctx, technician._id) : null;
  if (!last || last.recordedAt > hiddenSince) return null;
  const receivedAt = await wakeBeat(ctx, last.branchId, now);
  await ctx.db.patch("technicianPositions", last._id, { hiddenSince, receivedAt });
  return null;
}

/**
 * Off duty, or shut out: the last position is forgotten, on open boards too and in this very transaction, and the trail
 * breaks off; nobody is watched after work [J-25].
 */
export async function forgetPosition(
  ctx: MutationCtx,
  technicianId: Id<"technicians">,
  now: number,
): Promise<void> {
  const position = await findPosition(ctx, technicianId);
  if (!position) return;
  await ctx.db.delete("technicianPositions", position._id);
  await strikeFromSheets(ctx, position.branchId, technicianId);
  await endTrail(ctx, technicianId, now);
}
