/** Turns a few hand-set points into the curve a road or a river would take (Catmull–Rom). Pure geometry. */
import type { LngLat } from "./cityBasemap";

const STEPS = 6;

/** A smooth line through all given points; `closed` joins the end to the beginning. */
export function smoothLine(points: readonly LngLat[], closed = false): LngLat[] {
  if (points.length < 3) return [...points];
  const at = (index: number): LngLat => {
    const wrapped = closed
      ? (index + points.length) % points.length
      : Math.min(points.length - 1, Math.max(0, index));
    return points[wrapped] ?? [0, 0];
  };
  const segments = closed ? points.length : points.length - 1;
  const line: LngLat[] = [at(0)];
  for (let index = 0; index < segments; index += 1) {
    const [a, b, c, d] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    for (let step = 1; step <= STEPS; step += 1) {
      const t = step / STEPS;
      const blend = (axis: 0 | 1) =>
        0.5 *
        (2 * b[axis] +
          (c[axis] - a[axis]) * t +
          (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t +
          (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t ** 3);
      line.push([blend(0), blend(1)]);
    }
  }
  return line;
}
