/**
 * rankCandidates(): who should take a ticket, best first, each with what speaks for him and against him; those who
 * cannot are listed last with everything that is in the way. One ranking for lanes, map markers and the menu, so that
 * they never contradict each other. Pure: the verdict of planPlacement() and the days come in; decides nothing.
 */
import type { Skill } from "../catalogue/skills";
import { promisesAtRisk, START_TOLERANCE_MS, type VisitPromises } from "../forecast/atRisk";
import { forecastDay, type ForecastVisit, sightedPlace } from "../forecast/dayForecast";
import type { TechnicianDay } from "../forecast/remedies";
import { wayMinutes } from "../geo/eta";
import type { Point } from "../geo/point";
import type { Blocker } from "../tickets/blockers";
import { MINUTE_MS } from "../time/zones";

/** What can be said about somebody who is able to come. Minutes are whole ones, instants epoch ms. */
export type CandidateReason =
  | { readonly code: "holder" }
  | { readonly code: "near"; readonly minutes: number }
  | { readonly code: "far"; readonly minutes: number }
  | { readonly code: "placeUnknown" }
  | { readonly code: "skilled"; readonly skills: readonly Skill[] }
  | { readonly code: "freeNow" }
  | { readonly code: "freeFrom"; readonly at: number }
  | { readonly code: "load"; readonly visits: number }
  /** With this visit he would be there so much after its start. */
  | { readonly code: "arrivesLate"; readonly minutes: number }
  /** Another visit of his would break a promise. */
  | { readonly code: "makesLate"; readonly number: string; readonly minutes: number };

/** A reason against: one of the above, or a blocker that rules the drop out. */
export type AgainstReason = CandidateReason | Blocker;

export interface RankedCandidate {
  readonly technicianId: string;
  /** The drop would hold. */
  readonly fits: boolean;
  readonly travelMinutes: number | null;
  /** When he would be there; null for a drop without a time, and where nothing is known. */
  readonly arrivesAt: number | null;
  readonly inFavour: readonly CandidateReason[];
  readonly against: readonly AgainstReason[];
}

export interface RankingRequest {
  readonly ticket: {
    readonly key: string;
    readonly number: string;
    readonly point: Point | null;
    readonly skills: readonly Skill[];
    readonly minutes: number;
    readonly withoutTrip: boolean;
    readonly holderId: string | null;
  };
  /** The wanted start; null for "this technician, no time yet". */
  readonly startsAt: number | null;
  readonly days: readonly TechnicianDay[];
  readonly verdictOf: (
    technicianId: string,
  ) => { readonly ok: true } | { readonly ok: false; readonly blockers: readonly Blocker[] };
  readonly promisesOf: (key: string) => VisitPromises;
}

/** Nearer than this speaks for somebody, further away against. */
const NEAR_MINUTES = 20;
/** A day with so many visits speaks for somebody, one with as many as FULL against. */
const LIGHT_LOAD = 2;
const FULL_LOAD = 5;

/** All candidates, those who fit first. Equal ones keep a stable order. */
export function rankCandidates(request: RankingRequest): RankedCandidate[] {
  return request.days
    .map((day) => candidateOf(request, day))
    .map((candidate) => ({ candidate, cost: costOf(candidate) }))
    .sort(
      (a, b) =>
        Number(b.candidate.fits) - Number(a.candidate.fits) ||
        a.cost - b.cost ||
        (a.candidate.technicianId < b.candidate.technicianId ? -1 : 1),
    )
    .map(({ candidate }) => candidate);
}

/** One technician weighed; the ranking is this for everybody. */
export function candidateOf(request: RankingRequest, day: TechnicianDay): RankedCandidate {
  const { ticket, startsAt } = request;
  const verdict = request.verdictOf(day.technicianId);
  const trip = startsAt === null ? tripNow(request, day) : tripAt(request, day, startsAt);
  const skilled = verdict.ok || !verdict.blockers.some((blocker) => blocker.code === "skillMissing");
  const facts = reasonsOf(request, day, trip, skilled);
  const against: AgainstReason[] = verdict.ok ? facts.against : [...verdict.blockers, ...facts.against];
  const holds = ticket.holderId === day.technicianId;
  return {
    technicianId: day.technicianId,
    fits: verdict.ok,
    travelMinutes: trip.travelMinutes,
    arrivesAt: trip.arrivesAt,
    inFavour: holds ? [{ code: "holder" }, ...facts.inFavour] : facts.inFavour,
    against,
  };
}

/** The two reasons a lane or a marker has room for: what rules him out, else the best and what to mind. */
export function shortReasons({ fits, inFavour, against }: RankedCandidate): readonly AgainstReason[] {
  if (!fits) return against.slice(0, 2);
  const [worry] = against;
  return worry === undefined ? inFavour.slice(0, 2) : [...inFavour.slice(0, 1), worry].slice(0, 2);
}

interface Trip {
  readonly travelMinutes: number | null;
  readonly arrivesAt: number | null;
  readonly lateMs: number;
  /** Other visits that break a promise because of this one. */
  readonly harmed: ReadonlyArray<{ readonly number: string; readonly overMs: number }>;
}

/** Without a time: how far he is from the place now. */
function tripNow({ ticket }: RankingRequest, day: TechnicianDay): Trip {
  const place = sightedPlace(day);
  const travelMinutes = ticket.withoutTrip ? null : wayMinutes(place, ticket.point, null);
  return { travelMinutes, arrivesAt: null, lateMs: 0, harmed: [] };
}

/** At a time: the forecast of his day with this visit in it. */
function tripAt({ ticket, promisesOf }: RankingRequest, day: TechnicianDay, startsAt: number): Trip {
  const rest = day.visits.filter((visit) => visit.key !== ticket.key);
  const added: ForecastVisit = {
    key: ticket.key,
    number: ticket.number,
    point: ticket.point,
    startsAt,
    endsAt: startsAt + ticket.minutes * MINUTE_MS,
    travel: "planned",
    withoutTrip: ticket.withoutTrip,
    waits: false,
    departedAt: null,
    arrivedAt: null,
    finishedAt: null,
  };
  const forecasts = forecastDay({ ...day, visits: [...rest, added] });
  const own = forecasts.find((one) => one.key === ticket.key);
  const overOf = (list: ReturnType<typeof forecastDay>) =>
    new Map(
      promisesAtRisk(day, list, promisesOf).map(({ forecast, promises }) => [
        forecast.number,
        promises.reduce((sum, one) => sum + Math.max(0, one.overMs), 0),
      ]),
    );
  const before = overOf(forecastDay({ ...day, visits: rest }));
  const harmed: { number: string; overMs: number }[] = [];
  for (const [number, overMs] of overOf(forecasts)) {
    const more = overMs - (before.get(number) ?? 0);
    if (number !== ticket.number && more > 0) harmed.push({ number, overMs: more });
  }
  return {
    travelMinutes: own?.travelMinutes ?? null,
    arrivesAt: own?.arrivesAt ?? null,
    lateMs: own?.lateMs ?? 0,
    harmed,
  };
}

function reasonsOf(
  { ticket, startsAt }: RankingRequest,
  day: TechnicianDay,
  trip: Trip,
  skilled: boolean,
): { readonly inFavour: CandidateReason[]; readonly against: CandidateReason[] } {
  const inFavour: CandidateReason[] = [];
  const against: CandidateReason[] = [];
  const { travelMinutes } = trip;
  if (trip.lateMs > START_TOLERANCE_MS)
    against.push({ code: "arrivesLate", minutes: inMinutes(trip.lateMs) });
  for (const { number, overMs } of trip.harmed)
    against.push({ code: "makesLate", number, minutes: inMinutes(overMs) });
  if (travelMinutes !== null && travelMinutes <= NEAR_MINUTES)
    inFavour.push({ code: "near", minutes: travelMinutes });
  else if (travelMinutes !== null) against.push({ code: "far", minutes: travelMinutes });
  else if (!ticket.withoutTrip && ticket.point !== null) against.push({ code: "placeUnknown" });
  if (ticket.skills.length > 0 && skilled) inFavour.push({ code: "skilled", skills: ticket.skills });
  if (startsAt === null) {
    const inHand = forecastDay(day).filter((one) => one.basis === "present" || one.leavesAt <= day.now);
    const freeFrom = Math.max(0, ...inHand.map((one) => one.endsAt));
    if (inHand.length === 0 && day.onDuty) inFavour.push({ code: "freeNow" });
    else if (freeFrom > day.now) against.push({ code: "freeFrom", at: freeFrom });
  }
  const visits = day.visits.filter((one) => one.travel !== "called_off" && one.key !== ticket.key).length;
  if (visits <= LIGHT_LOAD) inFavour.push({ code: "load", visits });
  else if (visits >= FULL_LOAD) against.push({ code: "load", visits });
  return { inFavour, against };
}

function inMinutes(ms: number): number {
  return Math.max(1, Math.round(ms / MINUTE_MS));
}

/** Cost in minutes of trouble; only its order matters. */
function costOf({ fits, travelMinutes, inFavour, against }: RankedCandidate): number {
  let cost = travelMinutes ?? NEAR_MINUTES * 2;
  if (!fits) cost += 1_000 * against.length;
  for (const reason of [...inFavour, ...against]) {
    if (reason.code === "load") cost += 4 * reason.visits;
    else if (reason.code === "arrivesLate" || reason.code === "makesLate") cost += 3 * reason.minutes;
    else if (reason.code === "freeFrom") cost += NEAR_MINUTES / 2;
  }
  return cost;
}
