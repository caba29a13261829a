/** The positions table: its one writer and its one reader. Every stored point also goes to the trail (trails.ts). */
import { type Infer, v } from "convex/values";
import { CLOCK_SKEW_MS, isWorthStoring } from "../../../shared/geo/movement";
import { isOnGlobe } from "../../../shared/geo/point";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { requireOwnTechnician, type StaffActor } from "../organization/access";
import { endTrail, leaveTrail } from "./trails";

const MAX_POSITIONS = 2_500;

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
    .withIndex("by_branchId", (q) => q.eq("branchId", branchId))
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
  const row = { technicianId: technician._id, branchId: technician.branchId, ...fix, receivedAt: now };
  if (last) await ctx.db.replace("technicianPositions", last._id, row);
  else await ctx.db.insert("technicianPositions", row);
  await leaveTrail(ctx, technician, fix);
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
  const { lat, lng, accuracyM } = fix;
  const row = {
    technicianId,
    branchId: technician.branchId,
    lat,
    lng,
    accuracyM,
    recordedAt,
    receivedAt: Date.now(),
  };
  if (last) await ctx.db.replace("technicianPositions", last._id, row);
  else await ctx.db.insert("technicianPositions", row);
  await leaveTrail(ctx, technician, { lat, lng, recordedAt });
}

/** Off duty, or shut out: the last position is forgotten and the trail breaks off; nobody is watched after work [J-25]. */
export async function forgetPosition(
  ctx: MutationCtx,
  technicianId: Id<"technicians">,
  now: number,
): Promise<void> {
  const position = await findPosition(ctx, technicianId);
  if (!position) return;
  await ctx.db.delete("technicianPositions", position._id);
  await endTrail(ctx, technicianId, now);
}
