/*
 * Which reported positions a forecast takes notice of: a van that moved a few hundred metres, or whose last noticed fix
 * has grown old. All others leave every forecast alone.
 */
import { distanceM } from "../../../../shared/geo/point";
import type { KnownPosition, Positions } from "../usePositions";

/** A minute of driving through a city, roughly. */
const MOVED_M = 300;
const OLD_MS = 5 * 60_000;

function matters(known: KnownPosition | undefined, next: KnownPosition): boolean {
  if (known === undefined) return true;
  if (known === next) return false;
  return next.recordedAt - known.recordedAt >= OLD_MS || distanceM(known, next) >= MOVED_M;
}

/**
 * The positions to forecast with: `noticed` itself while nobody crossed the threshold, else a new map in which only
 * those who did are renewed.
 */
export function noticePlaces(noticed: Positions, reported: Positions): Positions {
  let next: Map<string, KnownPosition> | null = null;
  for (const [id, position] of reported) {
    if (!matters(noticed.get(id), position)) continue;
    next ??= new Map(noticed);
    next.set(id, position);
  }
  for (const id of noticed.keys()) {
    if (reported.has(id)) continue;
    next ??= new Map(noticed);
    next.delete(id);
  }
  return next ?? noticed;
}
