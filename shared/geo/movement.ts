/** When a reported position is worth storing. Every stored fix re-runs the map of a branch, so small jitter is dropped. */
import { distanceM, type Point } from "./point";

/** Stored when at least this far from the last stored point… */
export const MOVED_ENOUGH_M = 25;
/** …or when at least this long has passed, so that age stays honest. */
export const FRESH_FOR_MS = 15_000;
/** A fix claiming to be from further in the future than this is refused. */
export const CLOCK_SKEW_MS = 60_000;

export interface TimedPoint extends Point {
  readonly recordedAt: number;
}

/** Whether `next` should replace `last`; an older fix never does. */
export function isWorthStoring(last: TimedPoint | null, next: TimedPoint): boolean {
  if (last === null) return true;
  if (next.recordedAt <= last.recordedAt) return false;
  return next.recordedAt - last.recordedAt >= FRESH_FOR_MS || distanceM(last, next) >= MOVED_ENOUGH_M;
}
