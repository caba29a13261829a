/**
 * forecastDay(): when one technician will really be where, for the rest of his day. A chain: the job in hand with what it
 * has used of its plan, then every visit in its planned order, each with the way there, absences left out. Pure: takes
 * facts and an instant. Judges no promise (atRisk.ts) and proposes nothing (remedies.ts); visits without a time have no
 * place in the chain and are left out.
 *
 * Rough on purpose, in one direction: nobody arrives before the straight road from his last known place allows, nobody
 * starts before the planned time, and a job over its plan is not over.
 */
import { wayMinutes } from "../geo/eta";
import type { Point } from "../geo/point";
import type { AbsenceFacts } from "../tickets/facts";
import { STATUS_META, type TicketStatus } from "../tickets/statuses";
import { isTrip, type TravelState, type VisitKind } from "../tickets/visits";
import { MINUTE_MS } from "../time/zones";

/** One timed visit as the forecast sees it. Instants are epoch ms. */
export interface ForecastVisit {
  /** Whose visit it is: the ticket's id. */
  readonly key: string;
  readonly number: string;
  readonly point: Point | null;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly travel: TravelState;
  /** Nobody drives to it: the device is brought, or the work is done from afar. */
  readonly withoutTrip: boolean;
  /** The job waits for somebody else's answer, so that its technician may leave for another one. */
  readonly waits: boolean;
  readonly departedAt: number | null;
  readonly arrivedAt: number | null;
  readonly finishedAt: number | null;
}

/** A timed visit of a ticket, as boards and plans have it. */
export interface VisitOfTicket {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly kind: VisitKind;
  readonly travel: TravelState;
  readonly departedAt: number | null;
  readonly arrivedAt: number | null;
  readonly finishedAt: number | null;
  readonly ticket: {
    readonly ticketId: string;
    readonly number: string;
    readonly point: Point | null;
    readonly status: TicketStatus;
  };
}

/** A visit as one link of the chain. */
export function forecastVisit({ ticket, kind, ...visit }: VisitOfTicket): ForecastVisit {
  const { startsAt, endsAt, travel, departedAt, arrivedAt, finishedAt } = visit;
  return {
    key: ticket.ticketId,
    number: ticket.number,
    point: ticket.point,
    startsAt,
    endsAt,
    travel,
    withoutTrip: !isTrip(kind),
    // A vehicle left at the workshop keeps nobody, and neither does a customer's answer.
    waits: kind === "drop_off" || STATUS_META[ticket.status].clock !== "running",
    departedAt,
    arrivedAt,
    finishedAt,
  };
}

/** Where somebody was seen, and when. */
export interface Sighting {
  readonly point: Point;
  readonly at: number;
}

/** A technician's day, as far as arrival times need it. */
export interface ForecastDay {
  /** The last reported position, if there is one. */
  readonly position: Sighting | null;
  /** Hours of work; null on a day off. */
  readonly shift: { readonly startsAt: number; readonly endsAt: number } | null;
  readonly absences: readonly AbsenceFacts[];
  /** In any order; only timed ones. What is over says where he was last. */
  readonly visits: readonly ForecastVisit[];
  readonly now: number;
}

/**
 * What the way was reckoned from: he is there · his position · the place of the visit before · nothing is known, so that
 * only the plan and the clock speak.
 */
export type ForecastBasis = "present" | "position" | "place" | "unknown";

/** One visit of the rest of the day. */
export interface VisitForecast {
  readonly key: string;
  readonly number: string;
  readonly basis: ForecastBasis;
  /** When he sets off; for a trip under way, when it began. */
  readonly leavesAt: number;
  /** Minutes on the road; null where nobody drives or nothing is known. */
  readonly travelMinutes: number | null;
  /** Where the way begins; null where that is unknown. */
  readonly from: Point | null;
  /** When work begins there; for a job in hand, when he came. */
  readonly arrivesAt: number;
  readonly endsAt: number;
  /** The plan. */
  readonly plannedStartsAt: number;
  readonly plannedEndsAt: number;
  /** Arrival after the planned start, never negative. */
  readonly lateMs: number;
}

/** A job beyond its plan goes on for at least this long… */
const OVERRUN_MS = 10 * MINUTE_MS;
/** …or for this share of the plan. */
const OVERRUN_SHARE = 0.2;

/** Forecasts the visits that are not over, in the order in which they will be reached. */
export function forecastDay(day: ForecastDay): VisitForecast[] {
  const { now } = day;
  const found: VisitForecast[] = [];
  let place = lastPlace(day);
  let freeAt = now;
  for (const visit of inOrder(day.visits)) {
    const forecast =
      visit.travel === "arrived"
        ? present(visit, now)
        : visit.travel === "en_route"
          ? underWay(visit, place, now)
          : ahead(visit, place, freeAt, day.absences);
    found.push(forecast);
    // He may leave a job that waits for an answer; another one under way says that he has.
    if (visit.travel !== "arrived" || !visit.waits) freeAt = Math.max(freeAt, forecast.endsAt);
    if (visit.point !== null && !visit.withoutTrip) place = { point: visit.point, at: null };
  }
  return found;
}

/** Where a technician is now, as far as anybody knows: the newest of his position and the last place he worked at. */
export function sightedPlace(day: ForecastDay): Point | null {
  return lastPlace(day)?.point ?? null;
}

/** A place with the moment he was seen there; null means "at the end of the visit before". */
interface Place {
  readonly point: Point;
  readonly at: number | null;
}

/** What is in hand first, then what is on its way, then the plan. */
function inOrder(visits: readonly ForecastVisit[]): ForecastVisit[] {
  const rank = (visit: ForecastVisit) =>
    visit.travel === "arrived" ? 0 : visit.travel === "en_route" ? 1 : visit.travel === "planned" ? 2 : 3;
  return visits
    .filter((visit) => rank(visit) < 3)
    .sort((a, b) => rank(a) - rank(b) || a.startsAt - b.startsAt || (a.number < b.number ? -1 : 1));
}

/** The newest of where his phone was and where he last worked. */
function lastPlace({ position, visits }: ForecastDay): Place | null {
  let last: Place | null = position;
  for (const visit of visits) {
    const seenAt = visit.finishedAt ?? visit.arrivedAt;
    if (visit.travel === "planned" || visit.travel === "en_route" || visit.withoutTrip) continue;
    if (visit.point === null || seenAt === null) continue;
    if (last === null || (last.at ?? 0) < seenAt) last = { point: visit.point, at: seenAt };
  }
  return last;
}

function present(visit: ForecastVisit, now: number): VisitForecast {
  const arrivesAt = visit.arrivedAt ?? Math.min(now, visit.startsAt);
  const planMs = visit.endsAt - visit.startsAt;
  const planned = arrivesAt + planMs;
  const over = now + Math.max(OVERRUN_MS, planMs * OVERRUN_SHARE);
  // Nobody works at a job that waits for an answer: it has no length beyond its plan.
  const endsAt = planned > now || visit.waits ? planned : over;
  return written(visit, {
    basis: "present",
    leavesAt: visit.departedAt ?? arrivesAt,
    travelMinutes: null,
    from: null,
    arrivesAt,
    endsAt,
  });
}

function underWay(visit: ForecastVisit, place: Place | null, now: number): VisitForecast {
  const leavesAt = visit.departedAt ?? now;
  const travelMinutes = wayMinutes(place?.point ?? null, visit.point, null);
  // A fix from before the trip says where he set off; a newer one, how far he has come since.
  const seenAt = Math.max(place?.at ?? leavesAt, leavesAt);
  const arrivesAt =
    travelMinutes === null
      ? Math.max(now, visit.startsAt)
      : Math.max(now, seenAt + travelMinutes * MINUTE_MS);
  return written(visit, {
    basis: travelMinutes === null ? "unknown" : "position",
    leavesAt,
    travelMinutes,
    from: place?.point ?? null,
    arrivesAt,
    endsAt: arrivesAt + (visit.endsAt - visit.startsAt),
  });
}

function ahead(
  visit: ForecastVisit,
  place: Place | null,
  freeAt: number,
  absences: readonly AbsenceFacts[],
): VisitForecast {
  const workMs = visit.endsAt - visit.startsAt;
  const travelMinutes = visit.withoutTrip ? null : wayMinutes(place?.point ?? null, visit.point, null);
  const travelMs = (travelMinutes ?? 0) * MINUTE_MS;
  // Not sooner than needed: he arrives for the planned start.
  const leaves = clearOf(absences, Math.max(freeAt, visit.startsAt - travelMs), travelMs);
  const arrivesAt = clearOf(absences, leaves + travelMs, workMs);
  return written(visit, {
    basis: travelMinutes === null ? "unknown" : place?.at === null ? "place" : "position",
    leavesAt: leaves,
    travelMinutes,
    from: place?.point ?? null,
    arrivesAt,
    endsAt: arrivesAt + workMs,
  });
}

function written(
  visit: ForecastVisit,
  reckoned: Omit<VisitForecast, "key" | "number" | "plannedStartsAt" | "plannedEndsAt" | "lateMs">,
): VisitForecast {
  const { key, number, startsAt, endsAt } = visit;
  return {
    key,
    number,
    ...reckoned,
    plannedStartsAt: startsAt,
    plannedEndsAt: endsAt,
    lateMs: Math.max(0, reckoned.arrivesAt - startsAt),
  };
}

/** The first instant from which something of this length touches no absence. */
function clearOf(absences: readonly AbsenceFacts[], from: number, lengthMs: number): number {
  let at = from;
  for (let moved = true; moved; ) {
    moved = false;
    for (const absence of absences) {
      const touches = absence.from < Math.max(at + lengthMs, at + 1) && at < absence.until;
      if (!touches) continue;
      at = absence.until;
      moved = true;
    }
  }
  return at;
}
