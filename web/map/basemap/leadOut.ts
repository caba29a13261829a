/**
 * Lets what leaves a city leave the picture too: an expressway or river whose end lies at the edge of the built-up
 * outline goes on straight, instead of stopping in the open. Pure geometry on degrees.
 */
import type { LngLat } from "./cityBasemap";

/** An end counts as leaving when this much further on is outside the outline (about 3 km). */
const EDGE_DEG = 0.028;
/** How far it goes on (about 70 km): beyond any view that still shows the city. */
const ONWARD_DEG = 0.65;

/** Even-odd rule; fine for outlines of a few dozen kilometres. */
export function insideRing(ring: readonly LngLat[], [x, y]: LngLat): boolean {
  let inside = false;
  ring.forEach((to, index) => {
    const from = ring[(index + ring.length - 1) % ring.length];
    if (!from || from[1] > y === to[1] > y) return;
    if (x < from[0] + ((y - from[1]) / (to[1] - from[1])) * (to[0] - from[0])) inside = !inside;
  });
  return inside;
}

function onward(before: LngLat, end: LngLat, byDeg: number): LngLat {
  const [dx, dy] = [end[0] - before[0], end[1] - before[1]];
  const length = Math.hypot(dx, dy);
  return length === 0 ? end : [end[0] + (dx / length) * byDeg, end[1] + (dy / length) * byDeg];
}

/** The line with one far point added at each end that leaves `outline`. */
export function leadOut(line: readonly LngLat[], outline: readonly LngLat[]): LngLat[] {
  const far = (before: LngLat | undefined, end: LngLat | undefined): LngLat[] =>
    before && end && !insideRing(outline, onward(before, end, EDGE_DEG))
      ? [onward(before, end, ONWARD_DEG)]
      : [];
  return [...far(line[1], line[0]), ...line, ...far(line.at(-2), line.at(-1))];
}
