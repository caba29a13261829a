/** The trips the demo's technicians made before it was opened, so that its past can be replayed. Straight, as the crow flies. */
import type { Point } from "../../../shared/geo/point";
import type { TrailPoint } from "../../../shared/geo/trail";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { hasTrail, layTrail } from "../technicians/trails";
import type { Crew } from "./writeScenarios";

const EVERY_MS = 30_000;
const TRIPS = 12;
const TRAVELLED = ["en_route", "arrived", "paused", "done", "failed"] as const;

/** Writes one trail per technician who travelled; whoever has one is left alone. */
export async function writeTrails(
  ctx: MutationCtx,
  branch: Doc<"branches">,
  crew: Crew,
  anchorAt: number,
): Promise<void> {
  for (const { technician } of crew.field.values()) {
    if (!technician.onDuty || (await hasTrail(ctx, technician._id))) continue;
    const points: TrailPoint[] = [];
    let from: Point = branch.center;
    for (const { visit, goal } of await tripsOf(ctx, technician)) {
      const departedAt = visit.departedAt ?? anchorAt;
      const arrivedAt = visit.arrivedAt ?? anchorAt + EVERY_MS;
      points.push(...drive(from, goal, departedAt, Math.min(arrivedAt, anchorAt), arrivedAt));
      from = goal;
    }
    await layTrail(ctx, technician, points);
  }
}

async function tripsOf(ctx: MutationCtx, technician: Doc<"technicians">) {
  const visits = await Promise.all(
    TRAVELLED.map((travel) =>
      ctx.db
        .query("appointments")
        .withIndex("by_technicianId_and_travel_and_startsAt", (q) =>
          q.eq("technicianId", technician._id).eq("travel", travel),
        )
        .take(TRIPS),
    ),
  );
  const trips = await Promise.all(
    visits.flat().map(async (visit) => {
      const ticket = await ctx.db.get("tickets", visit.ticketId);
      return ticket?.point && visit.departedAt !== undefined ? { visit, goal: ticket.point } : null;
    }),
  );
  return trips
    .filter((trip) => trip !== null)
    .sort((a, b) => (a.visit.departedAt ?? 0) - (b.visit.departedAt ?? 0));
}

/** Points from one place towards another, up to `until`; the whole way would be done at `arrivedAt`. */
function drive(from: Point, to: Point, departedAt: number, until: number, arrivedAt: number): TrailPoint[] {
  const points: TrailPoint[] = [];
  for (let at = departedAt; at <= until; at += EVERY_MS) {
    const share = Math.min(1, (at - departedAt) / Math.max(EVERY_MS, arrivedAt - departedAt));
    points.push({
      lat: from.lat + (to.lat - from.lat) * share,
      lng: from.lng + (to.lng - from.lng) * share,
      recordedAt: at,
    });
  }
  return points;
}
