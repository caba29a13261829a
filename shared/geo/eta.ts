/**
 * A plain estimate of remaining travel time from a straight line. Honest about being rough: whole minutes, never zero,
 * no promise. Routing and traffic are not part of this cut.
 */
import { distanceM, type Point } from "./point";

/** Streets are longer than the crow flies. */
const DETOUR = 1.35;
/** Mean speed inside a city, stops included. */
const CITY_SPEED_MPS = 30 / 3.6;

/** Metres by road between two places, estimated. */
export function roadM(from: Point, to: Point): number {
  return distanceM(from, to) * DETOUR;
}

/** Remaining minutes, at least 1; beyond a day of driving there is no honest answer: null. */
export function etaMinutes(from: Point, to: Point): number | null {
  const minutes = Math.max(1, Math.round(roadM(from, to) / CITY_SPEED_MPS / 60));
  return minutes > 24 * 60 ? null : minutes;
}
