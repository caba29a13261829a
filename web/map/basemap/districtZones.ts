/**
 * Soft zones round the district centres of a city: each zone is the part of the built-up outline nearest to its
 * centre, pulled in a little and rounded. Derived, so that moving a label moves its zone. Not an official border.
 */
import type { CityBasemap, LngLat } from "./cityBasemap";
import { smoothLine } from "./smoothLine";

type Point = readonly [number, number];

/** Keeps the side of the perpendicular bisector on which `site` lies (Sutherland–Hodgman, one half-plane). */
function keepNearer(ring: readonly Point[], site: Point, other: Point): Point[] {
  const normalX = other[0] - site[0];
  const normalY = other[1] - site[1];
  const limit = (other[0] ** 2 + other[1] ** 2 - site[0] ** 2 - site[1] ** 2) / 2;
  const over = (p: Point) => p[0] * normalX + p[1] * normalY - limit;
  const kept: Point[] = [];
  ring.forEach((to, index) => {
    const from = ring[(index + ring.length - 1) % ring.length];
    if (!from) return;
    const a = over(from);
    const b = over(to);
    if (a <= 0 !== b <= 0) {
      const t = a / (a - b);
      kept.push([from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t]);
    }
    if (b <= 0) kept.push(to);
  });
  return kept;
}

/** Cuts every corner (Chaikin with a short cut), which rounds the ring without leaving it. */
function rounded(ring: readonly Point[], cut: number): Point[] {
  return ring.flatMap((from, index) => {
    const to = ring[(index + 1) % ring.length] ?? from;
    return [
      [from[0] * (1 - cut) + to[0] * cut, from[1] * (1 - cut) + to[1] * cut],
      [from[0] * cut + to[0] * (1 - cut), from[1] * cut + to[1] * (1 - cut)],
    ] satisfies Point[];
  });
}

const PULL_IN = 0.014;

/** Closed ring of a zone per district id, in degrees. */
export function districtZones(city: CityBasemap): ReadonlyMap<string, readonly LngLat[]> {
  // Degrees of longitude are shorter than degrees of latitude: distances are compared on a stretched plane.
  const stretch = Math.cos((city.center[1] * Math.PI) / 180);
  const plane = (p: LngLat): Point => [p[0] * stretch, p[1]];
  const outline = smoothLine(city.extent, true).map(plane);
  const sites = city.districts.map((district) => ({ id: district.id, at: plane(district.point) }));
  return new Map(
    sites.map(({ id, at }) => {
      const cell = sites.reduce<readonly Point[]>(
        (ring, other) => (other.id === id ? ring : keepNearer(ring, at, other.at)),
        outline,
      );
      const pulled = cell.map(
        (p): Point => [p[0] + (at[0] - p[0]) * PULL_IN, p[1] + (at[1] - p[1]) * PULL_IN],
      );
      const ring = rounded(rounded(pulled, 0.08), 0.25).map((p): LngLat => [p[0] / stretch, p[1]]);
      const first = ring[0];
      return [id, first ? [...ring, first] : ring] as const;
    }),
  );
}
