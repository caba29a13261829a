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

/**
 * What the way between two places costs in a plan or a forecast, whole minutes. Not known are a way from or to a place that
 * nobody named and one beyond a day of driving, which is a wrong point rather than a drive. What that means is the
 * caller's to say, in `unknown`: `null` where nothing may be claimed, 0 where only known ways are added up, {@link
 * USUAL_WAY_MINUTES} where something must be left free.
 */
export function wayMinutes<Unknown extends number | null>(
  from: Point | null,
  to: Point | null,
  unknown: Unknown,
): number | Unknown {
  return (from && to ? etaMinutes(from, to) : null) ?? unknown;
}

/** A way across a city, for plans that must leave room for one they do not know. */
export const USUAL_WAY_MINUTES = 15;
