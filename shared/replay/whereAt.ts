/** Where somebody was at a past moment, read from his trail: the straight answer, and no answer where there is none. */
import type { Point } from "../geo/point";
import type { TrailPoint } from "../geo/trail";

/** Points closer in time than this are joined by movement; across a longer silence nobody is moved by guesswork. */
const JOINED_MS = 90_000;

export interface PastPlace extends Point {
  /** The last fix at or before the moment. */
  readonly recordedAt: number;
  /** Set when the place lies between two fixes, on the way from one to the other. */
  readonly between: boolean;
}

/** Index of the last point at or before `at`; -1 before the first. Points are in the order of time. */
function lastBefore(points: readonly TrailPoint[], at: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.recordedAt ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The place at a moment, or null: never seen before it, or off duty since. */
export function whereAt(
  points: readonly TrailPoint[],
  offDutyAt: readonly number[],
  at: number,
): PastPlace | null {
  const index = lastBefore(points, at);
  const here = points[index];
  if (here === undefined) return null;
  if (offDutyAt.some((off) => off >= here.recordedAt && off <= at)) return null;
  const next = points[index + 1];
  const { lat, lng, recordedAt } = here;
  if (next === undefined || next.recordedAt - recordedAt > JOINED_MS || at === recordedAt)
    return { lat, lng, recordedAt, between: false };
  const share = (at - recordedAt) / (next.recordedAt - recordedAt);
  return {
    lat: lat + (next.lat - lat) * share,
    lng: lng + (next.lng - lng) * share,
    recordedAt,
    between: true,
  };
}
