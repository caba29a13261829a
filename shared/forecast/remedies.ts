/**
 * findRemedies(): what can still be done about a visit that will be late, the best first. Every drop it offers has been
 * judged by the same planPlacement() that decides it on the server (handed in as `judge`), and forecast: it is offered
 * only if the visit is then on time and nobody else's promise gets worse. Pure; picks nothing by chance.
 */
import { distanceM, type Point } from "../geo/point";
import type { PlacementPlan } from "../tickets/placement";
import { MINUTE_MS } from "../time/zones";
import { promisesAtRisk, START_TOLERANCE_MS, type VisitAtRisk, type VisitPromises } from "./atRisk";
import { type ForecastDay, forecastDay, type ForecastVisit } from "./dayForecast";

/** A technician with the day he has. */
export interface TechnicianDay extends ForecastDay {
  readonly technicianId: string;
  readonly onDuty: boolean;
}

/** Times that are proposed lie on this grid. */
const GRID_MS = 15 * MINUTE_MS;
/** So many technicians and visits nearest to the place are looked at: the far ones would not be in time. */
const NEAREST = 24;
/** Later times tried on the technician's own day. */
const LATER_TRIES = 24;
/** Visits that begin this close to each other can be exchanged. */
const SWAP_APART_MS = 120 * MINUTE_MS;

export type Remedy =
  /** To somebody who is there in time; `startsAt` null leaves the time as it is. */
  | {
      readonly kind: "move";
      readonly technicianId: string;
      readonly startsAt: number | null;
      readonly arrivesAt: number;
      readonly travelMinutes: number | null;
    }
  /** Exchange the technicians of two visits, each keeps its time. */
  | {
      readonly kind: "swap";
      readonly technicianId: string;
      readonly withKey: string;
      readonly withNumber: string;
      readonly arrivesAt: number;
    }
  /** The same technician at a time he can keep. */
  | {
      readonly kind: "later";
      readonly technicianId: string;
      readonly startsAt: number;
      readonly withinWindow: boolean;
    }
  /** Say so before he waits. */
  | { readonly kind: "call" };

export interface RemedySearch {
  readonly atRisk: VisitAtRisk;
  /** The day the visit stands in. */
  readonly day: TechnicianDay;
  /** Everybody who might help, himself included or not. */
  readonly days: readonly TechnicianDay[];
  readonly promisesOf: (key: string) => VisitPromises;
  /**
   * The verdict on a drop; `startsAt` null keeps the time. `without`: the key of a visit that leaves the technician's day
   * in the same moment.
   */
  readonly judge: (
    key: string,
    technicianId: string,
    startsAt: number | null,
    without?: string,
  ) => PlacementPlan | { readonly ok: boolean };
  /** Whether somebody can be called. */
  readonly canCall: boolean;
  /** How many of a kind are wanted; 2 by default. */
  readonly perKind?: number;
}

/** Remedies for one visit: moves and exchanges that keep the promise, then another time, then a call. */
export function findRemedies(search: RemedySearch): Remedy[] {
  const { atRisk, day, perKind = 2 } = search;
  const visit = day.visits.find((one) => one.key === atRisk.forecast.key);
  const call: Remedy[] = search.canCall ? [{ kind: "call" }] : [];
  if (visit === undefined || visit.travel !== "planned") return call;
  const moves = movesOf(search, visit).slice(0, perKind);
  const swaps = moves.length < perKind ? swapsOf(search, visit).slice(0, 1) : [];
  return [...moves, ...swaps, ...latersOf(search, visit), ...call];
}

function movesOf(search: RemedySearch, visit: ForecastVisit): Extract<Remedy, { kind: "move" }>[] {
  const others = nearest(
    search.days.filter((day) => day.technicianId !== search.day.technicianId && day.onDuty),
    visit.point,
    placeOf,
  );
  const found: Extract<Remedy, { kind: "move" }>[] = [];
  for (const day of others) {
    const kept = tryPlace(search, day, visit, null);
    // Too late for the planned time everywhere: then at least sooner than now.
    const sooner = kept ?? trySooner(search, day, visit);
    if (sooner) found.push({ kind: "move", technicianId: day.technicianId, ...sooner });
  }
  return found.sort(
    (a, b) =>
      Number(a.startsAt !== null) - Number(b.startsAt !== null) ||
      a.arrivesAt - b.arrivesAt ||
      (a.travelMinutes ?? 0) - (b.travelMinutes ?? 0),
  );
}

interface Placed {
  readonly startsAt: number | null;
  readonly arrivesAt: number;
  readonly travelMinutes: number | null;
}

/** The visit in somebody's day at a time, if the rules allow it and the promises hold. */
function tryPlace(
  search: RemedySearch,
  day: TechnicianDay,
  visit: ForecastVisit,
  startsAt: number | null,
): Placed | null {
  const { key } = visit;
  if (!search.judge(key, day.technicianId, startsAt).ok) return null;
  const there = movedTo(visit, startsAt);
  const own = forecastOf(day, without(day.visits, key), [there]).find((one) => one.key === key);
  if (own === undefined || own.arrivesAt > limitOf(there)) return null;
  if (!noWorse(search, day, without(day.visits, key), [there])) return null;
  return { startsAt, arrivesAt: own.arrivesAt, travelMinutes: own.travelMinutes };
}

/** At the first time he can keep, where that is before the visit is forecast now. */
function trySooner(search: RemedySearch, day: TechnicianDay, visit: ForecastVisit): Placed | null {
  const { forecast } = search.atRisk;
  const own = forecastOf(day, day.visits, [visit]).find((one) => one.key === visit.key);
  if (own === undefined) return null;
  const startsAt = onGrid(own.arrivesAt);
  if (startsAt + START_TOLERANCE_MS >= forecast.arrivesAt) return null;
  return tryPlace(search, day, visit, startsAt);
}

function swapsOf(search: RemedySearch, visit: ForecastVisit): Extract<Remedy, { kind: "swap" }>[] {
  const { day, judge } = search;
  const partners = search.days
    .filter((other) => other.technicianId !== day.technicianId && other.onDuty)
    .flatMap((other) => other.visits.map((partner) => ({ other, partner })))
    .filter(
      ({ partner }) =>
        partner.travel === "planned" && Math.abs(partner.startsAt - visit.startsAt) <= SWAP_APART_MS,
    );
  const found: Extract<Remedy, { kind: "swap" }>[] = [];
  for (const { other, partner } of nearest(partners, visit.point, (pair) => pair.partner.point)) {
    if (!judge(visit.key, other.technicianId, null, partner.key).ok) continue;
    if (!judge(partner.key, day.technicianId, null, visit.key).ok) continue;
    const hisRest = without(other.visits, partner.key);
    const ownRest = without(day.visits, visit.key);
    const arrival = forecastOf(other, hisRest, [visit]).find((one) => one.key === visit.key);
    const back = forecastOf(day, ownRest, [partner]).find((one) => one.key === partner.key);
    if (arrival === undefined || arrival.arrivesAt > limitOf(visit)) continue;
    if (back === undefined || back.arrivesAt > limitOf(partner)) continue;
    if (!noWorse(search, other, hisRest, [visit]) || !noWorse(search, day, ownRest, [partner])) continue;
    const { technicianId } = other;
    found.push({
      kind: "swap",
      technicianId,
      withKey: partner.key,
      withNumber: partner.number,
      arrivesAt: arrival.arrivesAt,
    });
  }
  return found.sort((a, b) => a.arrivesAt - b.arrivesAt);
}

function latersOf(search: RemedySearch, visit: ForecastVisit): Remedy[] {
  const { day, atRisk, judge } = search;
  const rest = without(day.visits, visit.key);
  let startsAt = onGrid(Math.max(atRisk.forecast.arrivesAt, day.now));
  for (let tries = 0; tries < LATER_TRIES; tries += 1, startsAt += GRID_MS) {
    if (!judge(visit.key, day.technicianId, startsAt).ok) continue;
    const there = movedTo(visit, startsAt);
    const own = forecastOf(day, rest, [there]).find((one) => one.key === visit.key);
    if (own === undefined || own.arrivesAt > limitOf(there)) continue;
    if (!noWorse(search, day, rest, [there], day.visits)) continue;
    const { window } = search.promisesOf(visit.key);
    const withinWindow = window !== null && startsAt <= window.endsAt;
    return [{ kind: "later", technicianId: day.technicianId, startsAt, withinWindow }];
  }
  return [];
}

function movedTo(visit: ForecastVisit, startsAt: number | null): ForecastVisit {
  if (startsAt === null) return visit;
  return { ...visit, startsAt, endsAt: startsAt + (visit.endsAt - visit.startsAt) };
}

function without(visits: readonly ForecastVisit[], key: string): readonly ForecastVisit[] {
  return visits.filter((one) => one.key !== key);
}

/** On time is up to here. */
function limitOf(visit: ForecastVisit): number {
  return visit.startsAt + START_TOLERANCE_MS;
}

function onGrid(at: number): number {
  return Math.ceil(at / GRID_MS) * GRID_MS;
}

function forecastOf(day: TechnicianDay, rest: readonly ForecastVisit[], added: readonly ForecastVisit[]) {
  return forecastDay({ ...day, visits: [...rest, ...added] });
}

/** Whether the other visits of a day break no more, and by no more, than they do without the change. */
function noWorse(
  search: RemedySearch,
  day: TechnicianDay,
  rest: readonly ForecastVisit[],
  added: readonly ForecastVisit[],
  before: readonly ForecastVisit[] = day.visits,
): boolean {
  const harm = (visits: readonly ForecastVisit[]) => {
    const risks = promisesAtRisk(day, forecastDay({ ...day, visits }), search.promisesOf);
    return new Map(
      risks.map(({ forecast, promises }) => [
        forecast.key,
        promises.reduce((sum, one) => sum + Math.max(0, one.overMs), 0),
      ]),
    );
  };
  const old = harm(before);
  const own = new Set(added.map((visit) => visit.key));
  for (const [key, overMs] of harm([...rest, ...added]))
    if (!own.has(key) && overMs > (old.get(key) ?? 0)) return false;
  return true;
}

/** Where somebody is, or will be first. */
function placeOf(day: TechnicianDay): Point | null {
  return day.position?.point ?? day.visits.find((visit) => visit.point !== null)?.point ?? null;
}

/** The nearest to a point; those without a place last. */
function nearest<T>(all: readonly T[], to: Point | null, pointOf: (one: T) => Point | null): T[] {
  if (to === null || all.length <= NEAREST) return all.slice(0, NEAREST);
  return all
    .map((one) => {
      const point = pointOf(one);
      return { one, far: point === null ? Number.POSITIVE_INFINITY : distanceM(point, to) };
    })
    .sort((a, b) => a.far - b.far)
    .slice(0, NEAREST)
    .map(({ one }) => one);
}
