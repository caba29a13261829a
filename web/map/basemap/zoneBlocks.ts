/**
 * The fine grain of a district: unnamed lines along and across the nearest main road, so that a close view still
 * reads as built-up ground. Texture, not streets: nothing on them has a name, and they are drawn fainter than roads.
 */
import type { CityBasemap, LngLat } from "./cityBasemap";

type Point = readonly [number, number];

/** Degrees of latitude between two lines along and across the main road (about 330 m and 520 m). */
const ALONG_DEG = 0.003;
const ACROSS_DEG = 0.0047;

/** Direction of the road segment nearest to `at`, in radians on the stretched plane. */
function nearestDirection(at: Point, lines: readonly (readonly Point[])[]): number {
  let best = { away: Number.POSITIVE_INFINITY, angle: 0 };
  for (const line of lines)
    line.forEach((to, index) => {
      const from = line[index - 1];
      if (!from) return;
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
      const length = dx * dx + dy * dy;
      if (length === 0) return;
      const t = Math.min(1, Math.max(0, ((at[0] - from[0]) * dx + (at[1] - from[1]) * dy) / length));
      const away = Math.hypot(from[0] + dx * t - at[0], from[1] + dy * t - at[1]);
      if (away < best.away) best = { away, angle: Math.atan2(dy, dx) };
    });
  return best.angle;
}

/** Pieces of the infinite line `v = offset` (in the rotated frame) that lie inside the ring. */
function cut(ring: readonly Point[], offset: number): [number, number][] {
  const crossings: number[] = [];
  ring.forEach((to, index) => {
    const from = ring[(index + ring.length - 1) % ring.length];
    if (!from || from[1] > offset === to[1] > offset) return;
    crossings.push(from[0] + ((offset - from[1]) / (to[1] - from[1])) * (to[0] - from[0]));
  });
  crossings.sort((a, b) => a - b);
  const pieces: [number, number][] = [];
  for (let index = 0; index + 1 < crossings.length; index += 2) {
    const [start, end] = [crossings[index], crossings[index + 1]];
    if (start !== undefined && end !== undefined && end - start > ALONG_DEG) pieces.push([start, end]);
  }
  return pieces;
}

/** Lines of the grain for every zone of a city, in degrees. */
export function zoneBlocks(city: CityBasemap, zones: ReadonlyMap<string, readonly LngLat[]>): LngLat[][] {
  const stretch = Math.cos((city.center[1] * Math.PI) / 180);
  const plane = (p: LngLat): Point => [p[0] * stretch, p[1]];
  const roads = city.roads.filter((road) => road.class !== "street").map((road) => road.line.map(plane));
  return city.districts.flatMap((district) => {
    const ring = zones.get(district.id)?.map(plane) ?? [];
    const at = plane(district.point);
    const angle = nearestDirection(at, roads);
    return [
      { angle, step: ALONG_DEG },
      { angle: angle + Math.PI / 2, step: ACROSS_DEG },
    ].flatMap(({ angle: turn, step }) => {
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      const rotated = ring.map((p): Point => [p[0] * cos + p[1] * sin, -p[0] * sin + p[1] * cos]);
      const offsets = rotated.map((p) => p[1]);
      const lines: LngLat[][] = [];
      for (let offset = Math.min(...offsets) + step / 2; offset < Math.max(...offsets); offset += step)
        for (const [start, end] of cut(rotated, offset))
          lines.push(
            [start, end].map((u): LngLat => [(u * cos - offset * sin) / stretch, u * sin + offset * cos]),
          );
      return lines;
    });
  });
}
