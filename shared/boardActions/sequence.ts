/**
 * Several visits one after another from a wanted start: each takes its length, and the way from the one before is left
 * free. Straight-line travel as everywhere until a routing service is connected; a place that is not known costs a
 * quarter of an hour.
 */
import { USUAL_WAY_MINUTES, wayMinutes } from "../geo/eta";
import type { Point } from "../geo/point";
import { MINUTE_MS } from "../time/zones";

export interface SequencedVisit {
  readonly minutes: number;
  readonly point: Point | null;
}

/** People plan in these steps. */
const STEP_MS = 5 * MINUTE_MS;

/** The start of each visit, epoch ms, in the given order; the first one starts at `startsAt`. */
export function sequenceStarts(visits: readonly SequencedVisit[], startsAt: number): number[] {
  const starts: number[] = [];
  let free = startsAt;
  let before: Point | null = null;
  for (const [index, { minutes, point }] of visits.entries()) {
    const ready = index === 0 ? free : free + wayMinutes(before, point, USUAL_WAY_MINUTES) * MINUTE_MS;
    const start = index === 0 ? startsAt : Math.ceil(ready / STEP_MS) * STEP_MS;
    starts.push(start);
    free = start + minutes * MINUTE_MS;
    before = point;
  }
  return starts;
}
