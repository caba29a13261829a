/**
 * A plausible drive between two points: blocks along a street grid that is turned a little against the compass, with
 * turns in between, instead of a straight line through buildings. Pure; no map data.
 */
import { distanceM, type Point } from "../../../shared/geo/point";
import type { Random } from "./seededRandom";

const METRES_PER_DEGREE = 111_320;
const BLOCK_M = 600;

export interface RoutePoint extends Point {
  /** Metres from the start along the route. */
  readonly alongM: number;
}

/** Corner points from start to end, both included. */
export function planRoute(from: Point, to: Point, random: Random): RoutePoint[] {
  const metresPerLng = METRES_PER_DEGREE * Math.cos((from.lat * Math.PI) / 180);
  const gridAngle = (random() - 0.5) * 0.8;
  const [cos, sin] = [Math.cos(gridAngle), Math.sin(gridAngle)];
  const east = (to.lng - from.lng) * metresPerLng;
  const north = (to.lat - from.lat) * METRES_PER_DEGREE;
  // In grid coordinates every street runs along one of two axes.
  let restU = east * cos + north * sin;
  let restV = -east * sin + north * cos;
  let [u, v] = [0, 0];
  const corners: { u: number; v: number }[] = [{ u, v }];
  while (Math.abs(restU) > 1 || Math.abs(restV) > 1) {
    const alongU = random() < Math.abs(restU) / (Math.abs(restU) + Math.abs(restV));
    const rest = alongU ? restU : restV;
    const step = Math.sign(rest) * Math.min(Math.abs(rest), BLOCK_M * (0.5 + random()));
    if (alongU) {
      u += step;
      restU -= step;
    } else {
      v += step;
      restV -= step;
    }
    corners.push({ u, v });
  }
  let alongM = 0;
  let previous: Point = from;
  return corners.map((corner, index) => {
    const last = index === corners.length - 1 && index > 0;
    const point = last
      ? { lat: to.lat, lng: to.lng }
      : {
          lat: from.lat + (corner.u * sin + corner.v * cos) / METRES_PER_DEGREE,
          lng: from.lng + (corner.u * cos - corner.v * sin) / metresPerLng,
        };
    alongM += distanceM(previous, point);
    previous = point;
    return { ...point, alongM };
  });
}

/** Position and heading (degrees from north) after driving `distance` metres; the end once it is reached. */
export function positionAlong(
  route: readonly RoutePoint[],
  distance: number,
): { point: Point; headingDeg: number; arrived: boolean } {
  const end = route.at(-1);
  if (!end) throw new Error("a route has at least one point");
  const next = route.findIndex((corner) => corner.alongM > distance);
  const to = route[next];
  const from = route[next - 1];
  if (!to || !from) return { point: { lat: end.lat, lng: end.lng }, headingDeg: 0, arrived: true };
  const share = (distance - from.alongM) / (to.alongM - from.alongM);
  const point = {
    lat: from.lat + (to.lat - from.lat) * share,
    lng: from.lng + (to.lng - from.lng) * share,
  };
  const east = (to.lng - from.lng) * Math.cos((from.lat * Math.PI) / 180);
  const headingDeg = ((Math.atan2(east, to.lat - from.lat) * 180) / Math.PI + 360) % 360;
  return { point, headingDeg, arrived: false };
}
