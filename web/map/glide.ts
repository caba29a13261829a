/**
 * Moves technicians between two fixes instead of letting them jump. Knows times and points only; it is told the
 * time and draws nothing. A fix that is older than the one in use is ignored, however late it arrives.
 */
import type { MapFix, MapPoint } from "./mapContract";

interface Leg {
  readonly from: MapPoint;
  readonly to: MapPoint;
  readonly recordedAt: number;
  readonly startedAt: number;
  readonly lengthMs: number;
}

/** Shorter than the usual gap between two fixes would stop and go; longer would drag behind the truth. */
const SHORTEST_MS = 300;
const LONGEST_MS = 6_000;
/** A jump of this many degrees is a new place (another city, a corrected fix), not a movement. */
const JUMP_DEG = 0.08;

export class Glide {
  private readonly legs = new Map<string, Leg>();

  /** Takes the newest fixes; ids that are no longer there are forgotten. `still` snaps instead of moving. */
  accept(fixes: ReadonlyMap<string, MapFix>, nowMs: number, still: boolean): void {
    for (const id of this.legs.keys()) if (!fixes.has(id)) this.legs.delete(id);
    for (const [id, fix] of fixes) {
      const leg = this.legs.get(id);
      if (leg && fix.recordedAt <= leg.recordedAt) continue;
      const from = leg ? this.at(leg, nowMs) : fix.point;
      const jump =
        Math.abs(from.lat - fix.point.lat) > JUMP_DEG || Math.abs(from.lng - fix.point.lng) > JUMP_DEG;
      this.legs.set(id, {
        from: still || jump ? fix.point : from,
        to: fix.point,
        recordedAt: fix.recordedAt,
        startedAt: nowMs,
        lengthMs:
          leg && !still && !jump
            ? Math.min(LONGEST_MS, Math.max(SHORTEST_MS, fix.recordedAt - leg.recordedAt))
            : 0,
      });
    }
  }

  /** Where a technician is drawn at `nowMs`; `fallback` when he is unknown. */
  place(id: string, fallback: MapPoint, nowMs: number): MapPoint {
    const leg = this.legs.get(id);
    return leg ? this.at(leg, nowMs) : fallback;
  }

  /** The same for somebody who may be unknown. */
  find(id: string, nowMs: number): MapPoint | null {
    const leg = this.legs.get(id);
    return leg ? this.at(leg, nowMs) : null;
  }

  /** Everybody who is between two fixes at `nowMs`, or reached his fix (by a jump too) since `sinceMs`. */
  moving(nowMs: number, sinceMs: number): { readonly id: string; readonly point: MapPoint }[] {
    const moves: { id: string; point: MapPoint }[] = [];
    for (const [id, leg] of this.legs) {
      const stands = leg.lengthMs > 0 && leg.from.lat === leg.to.lat && leg.from.lng === leg.to.lng;
      if (stands || leg.startedAt + leg.lengthMs <= sinceMs) continue;
      moves.push({ id, point: this.at(leg, nowMs) });
    }
    return moves;
  }

  private at(leg: Leg, nowMs: number): MapPoint {
    const share = leg.lengthMs === 0 ? 1 : Math.min(1, Math.max(0, (nowMs - leg.startedAt) / leg.lengthMs));
    return {
      lat: leg.from.lat + (leg.to.lat - leg.from.lat) * share,
      lng: leg.from.lng + (leg.to.lng - leg.from.lng) * share,
    };
  }
}
