/**
 * The thinned history of one technician's movement. Points lie in rows of a few minutes each, so that a window of time
 * is a bounded range of rows and a running trip rewrites only a small one. No storage here: when a point joins, which
 * row it belongs to, and how a row's numbers are read.
 */
import { distanceM, type Point } from "./point";

/** Length of one row of the trail. */
export const TRAIL_BUCKET_MS = 5 * 60_000;
/** Rows older than this are removed. */
export const TRAIL_KEPT_DAYS = 30;
/** The longest window one question may ask for: a service day, its longest, and an hour. */
export const TRAIL_WINDOW_MS = 26 * 60 * 60_000;

/** Two points of the trail lie at least this far apart in time… */
const APART_MS = 10_000;
/** …and in space; */
const APART_M = 40;
/** …but who stands still leaves a point this often, so that silence and standing are told apart. */
const STANDING_MS = 60_000;

export interface TrailPoint extends Point {
  /** When the phone measured it, epoch ms. */
  readonly recordedAt: number;
}

/** First instant of the row a point belongs to. */
export function trailBucket(recordedAt: number): number {
  return Math.floor(recordedAt / TRAIL_BUCKET_MS) * TRAIL_BUCKET_MS;
}

/** Whether `next` says something the trail does not say yet; an older point never does. */
export function joinsTrail(last: TrailPoint | null, next: TrailPoint): boolean {
  if (last === null) return true;
  const passedMs = next.recordedAt - last.recordedAt;
  if (passedMs < APART_MS) return false;
  return passedMs >= STANDING_MS || distanceM(last, next) >= APART_M;
}

/** Numbers of one point: ms since the row began, latitude, longitude; five decimals are about a metre. */
const NUMBERS = 3;
const metre = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

/** A row's numbers with one point more. */
export function withTrailPoint(bucketAt: number, packed: readonly number[], point: TrailPoint): number[] {
  return [...packed, Math.round(point.recordedAt - bucketAt), metre(point.lat), metre(point.lng)];
}

/** Points of a row, oldest first. */
export function trailPoints(bucketAt: number, packed: readonly number[]): TrailPoint[] {
  const points: TrailPoint[] = [];
  for (let index = 0; index + NUMBERS <= packed.length; index += NUMBERS) {
    const [after = 0, lat = 0, lng = 0] = packed.slice(index, index + NUMBERS);
    points.push({ lat, lng, recordedAt: bucketAt + after });
  }
  return points;
}
