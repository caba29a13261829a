/** The trail table: its one writer, which positions.ts calls with every point it stores, and its readers. */
import { type Infer, v } from "convex/values";
import {
  joinsTrail,
  TRAIL_BUCKET_MS,
  TRAIL_KEPT_DAYS,
  TRAIL_WINDOW_MS,
  type TrailPoint,
  trailBucket,
  trailPoints,
  withTrailPoint,
} from "../../../shared/geo/trail";
import { DAY_MS } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";

export const trailPoint = v.object({ lat: v.number(), lng: v.number(), recordedAt: v.number() });
export type TrailPointView = Infer<typeof trailPoint>;

async function newestRow(
  ctx: QueryCtx,
  technicianId: Id<"technicians">,
): Promise<Doc<"technicianTrails"> | null> {
  return await ctx.db
    .query("technicianTrails")
    .withIndex("by_technicianId_and_bucketAt", (q) => q.eq("technicianId", technicianId))
    .order("desc")
    .first();
}

/** Adds a stored point to its technician's trail where it says something new; older than the newest row: dropped. */
export async function leaveTrail(
  ctx: MutationCtx,
  technician: Pick<Doc<"technicians">, "_id" | "branchId">,
  { lat, lng, recordedAt }: TrailPoint,
): Promise<void> {
  const point = { lat, lng, recordedAt };
  const row = await newestRow(ctx, technician._id);
  const last = row ? trailPoints(row.bucketAt, row.points).at(-1) : undefined;
  if (!joinsTrail(last ?? null, point)) return;
  const bucketAt = trailBucket(recordedAt);
  if (row && row.bucketAt === bucketAt && row.branchId === technician.branchId)
    await ctx.db.patch("technicianTrails", row._id, { points: withTrailPoint(bucketAt, row.points, point) });
  else
    await ctx.db.insert("technicianTrails", {
      technicianId: technician._id,
      branchId: technician.branchId,
      bucketAt,
      points: withTrailPoint(bucketAt, [], point),
    });
}

/** Whether a technician ever left a trail. */
export async function hasTrail(ctx: QueryCtx, technicianId: Id<"technicians">): Promise<boolean> {
  return (await newestRow(ctx, technicianId)) !== null;
}

/** Writes a whole trail of somebody who has none, in the order of time; thinned like any other. */
export async function layTrail(
  ctx: MutationCtx,
  technician: Pick<Doc<"technicians">, "_id" | "branchId">,
  trail: readonly TrailPoint[],
): Promise<void> {
  const rows = new Map<number, number[]>();
  let last: TrailPoint | null = null;
  for (const point of trail) {
    if (!joinsTrail(last, point)) continue;
    const bucketAt = trailBucket(point.recordedAt);
    rows.set(bucketAt, withTrailPoint(bucketAt, rows.get(bucketAt) ?? [], point));
    last = point;
  }
  for (const [bucketAt, points] of rows)
    await ctx.db.insert("technicianTrails", {
      technicianId: technician._id,
      branchId: technician.branchId,
      bucketAt,
      points,
    });
}

/** Marks where a trail was broken off because the technician went off duty [J-25]. */
export async function endTrail(
  ctx: MutationCtx,
  technicianId: Id<"technicians">,
  offDutyAt: number,
): Promise<void> {
  const row = await newestRow(ctx, technicianId);
  if (row) await ctx.db.patch("technicianTrails", row._id, { offDutyAt });
}

/** The window, or `input.invalid` when it is none or longer than one question may be. */
export function requireTrailWindow(from: number, until: number, longestMs = TRAIL_WINDOW_MS): void {
  if (!Number.isFinite(from)) throw appError("input.invalid", { field: "from" });
  if (!(until > from && until - from <= longestMs)) throw appError("input.invalid", { field: "until" });
}

/** Points of one technician from `from` up to, not including, `until`; oldest first. */
export async function readTrail(
  ctx: QueryCtx,
  technicianId: Id<"technicians">,
  from: number,
  until: number,
): Promise<TrailPointView[]> {
  requireTrailWindow(from, until);
  const rows = await ctx.db
    .query("technicianTrails")
    .withIndex("by_technicianId_and_bucketAt", (q) =>
      q.eq("technicianId", technicianId).gte("bucketAt", trailBucket(from)).lt("bucketAt", until),
    )
    .take(TRAIL_WINDOW_MS / TRAIL_BUCKET_MS + 2);
  return rows
    .flatMap((row) => trailPoints(row.bucketAt, row.points))
    .filter((point) => point.recordedAt >= from && point.recordedAt < until);
}

/** Removes some rows past their time; answers whether more may be left. */
export async function forgetOldTrails(ctx: MutationCtx, now: number, atMost: number): Promise<boolean> {
  const old = await ctx.db
    .query("technicianTrails")
    .withIndex("by_bucketAt", (q) => q.lt("bucketAt", now - TRAIL_KEPT_DAYS * DAY_MS))
    .take(atMost);
  for (const row of old) await ctx.db.delete("technicianTrails", row._id);
  return old.length === atMost;
}
