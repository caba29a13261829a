/**
 * measure(): what a day's rows mean per technician: way, work, overlaps, promises that would be broken, idle time. The
 * same measure of the live rows and of a draft's rows is what a draft is compared by. Travel is estimated like
 * everywhere else (shared/geo/eta.ts), lateness by the chain of shared/forecast, without live positions: what moves by
 * itself is no difference between two plans. The first way begins at `start`, the way home is not counted, a visit without a point costs no way.
 */
import { promisesAtRisk } from "../forecast/atRisk";
import { forecastDay, forecastVisit, type VisitOfTicket } from "../forecast/dayForecast";
import { roadM, wayMinutes } from "../geo/eta";
import type { Point } from "../geo/point";
import type { AbsenceFacts } from "../tickets/facts";
import { type Shift, shiftSpan } from "../technicians/shift";
import type { ClockCode } from "../sla/rules";
import { type ArrivalWindow, isLiveTravel, isTrip } from "../tickets/visits";
import { instantAt, MINUTE_MS, type ServiceDay } from "../time/zones";

export interface MeasuredVisit extends Omit<VisitOfTicket, "startsAt" | "endsAt"> {
  readonly technicianId: string;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly ticket: VisitOfTicket["ticket"] & {
    readonly nextDue: { readonly code: ClockCode; readonly dueAt: number } | null;
    readonly policy: { readonly visitMinutes: number };
  };
}

export interface MeasuredTicket {
  readonly visit: unknown;
  readonly nextDue: { readonly code: ClockCode; readonly dueAt: number } | null;
}

export interface MeasuredTechnician {
  readonly technicianId: string;
  readonly onDuty: boolean;
  readonly shift: Shift;
  readonly absences: readonly AbsenceFacts[];
}

export interface MeasureFrame {
  readonly day: ServiceDay;
  readonly zone: string;
  readonly now: number;
  /** Where everybody sets out; null counts no first way. */
  readonly start: Point | null;
  /** Windows customers were promised, by ticket. A draft is held to what was promised, not to what it would promise. */
  readonly promised: ReadonlyMap<string, ArrivalWindow>;
}

export interface TechnicianMeasure {
  readonly technicianId: string;
  /** Visits of the day, untimed ones too. */
  readonly visits: number;
  readonly distanceM: number;
  readonly travelMinutes: number;
  readonly workMinutes: number;
  /** Minutes of his shift on this day, absences taken off; 0 on a day off. */
  readonly shiftMinutes: number;
  /** Pairs of visits that claim the same minute. */
  readonly overlaps: number;
  /** Visits the forecast says will break a promise. */
  readonly late: number;
  /** Minutes between visits in which he neither works nor drives, of gaps worth naming. */
  readonly idleMinutes: number;
}

export interface DayMeasure {
  readonly technicians: ReadonlyMap<string, TechnicianMeasure>;
  /** Open tickets nobody has. */
  readonly waiting: number;
  /** Those of them whose promise ends on this day or is over. */
  readonly waitingDue: number;
}

/** A shorter gap is breathing space. */
const GAP_MIN_MINUTES = 15;
/** The promise that the whole ticket is finished [L-06]; the others are about steps a plan takes anyway. */
const FINISH_CODE = "SLA-006";

interface Timed {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly visit: MeasuredVisit;
}

/** Measures a day. `tickets` are the open ones of the branch, `visits` those of the day. */
export function measure(
  tickets: readonly MeasuredTicket[],
  visits: readonly MeasuredVisit[],
  technicians: readonly MeasuredTechnician[],
  frame: MeasureFrame,
): DayMeasure {
  const dayEnd = instantAt(frame.day, 24 * 60, frame.zone);
  const byTechnician = new Map<string, MeasuredVisit[]>();
  for (const visit of visits) {
    if (visit.travel === "called_off") continue;
    const own = byTechnician.get(visit.technicianId);
    if (own) own.push(visit);
    else byTechnician.set(visit.technicianId, [visit]);
  }
  const waiting = tickets.filter((ticket) => ticket.visit === null);
  return {
    technicians: new Map(
      technicians.map((technician) => [
        technician.technicianId,
        measureTechnician(technician, byTechnician.get(technician.technicianId) ?? [], frame),
      ]),
    ),
    waiting: waiting.length,
    waitingDue: waiting.filter(({ nextDue }) => nextDue !== null && nextDue.dueAt < dayEnd).length,
  };
}

function measureTechnician(
  technician: MeasuredTechnician,
  visits: readonly MeasuredVisit[],
  frame: MeasureFrame,
): TechnicianMeasure {
  const timed = visits
    .flatMap((visit): Timed[] =>
      visit.startsAt === null || visit.endsAt === null
        ? []
        : [{ startsAt: visit.startsAt, endsAt: visit.endsAt, visit }],
    )
    .sort((a, b) => a.startsAt - b.startsAt || a.endsAt - b.endsAt);
  let [distance, travelMinutes, idleMinutes] = [0, 0, 0];
  let from = frame.start;
  let freeAt: number | null = null;
  const shift = shiftSpan(technician.shift, frame.day, frame.zone);
  for (const { startsAt, endsAt, visit } of timed) {
    const to = isTrip(visit.kind) ? visit.ticket.point : null;
    const legMinutes = from && to && isSamePlace(from, to) ? 0 : wayMinutes(from, to, 0);
    distance += from && to ? roadM(from, to) : 0;
    travelMinutes += legMinutes;
    if (freeAt !== null) {
      const gap = Math.floor((startsAt - freeAt) / MINUTE_MS) - legMinutes;
      if (gap >= GAP_MIN_MINUTES) idleMinutes += gap;
    }
    freeAt = Math.max(freeAt ?? endsAt, endsAt);
    from = to ?? from;
  }
  return {
    technicianId: technician.technicianId,
    visits: visits.length,
    distanceM: Math.round(distance),
    travelMinutes,
    workMinutes: visits.reduce((sum, visit) => sum + lengthMinutes(visit), 0),
    shiftMinutes: shift === null ? 0 : presentMinutes(shift, technician.absences),
    overlaps: overlappingPairs(timed.filter(({ visit }) => isLiveTravel(visit.travel))),
    late: brokenPromises(technician, timed, shift, frame),
    idleMinutes,
  };
}

/** Two visits at one door: an estimate is never zero, and nobody drives between them. */
function isSamePlace(from: Point, to: Point): boolean {
  return roadM(from, to) < 1;
}

function brokenPromises(
  { onDuty, absences }: MeasuredTechnician,
  timed: readonly Timed[],
  shift: Span | null,
  { now, promised }: MeasureFrame,
): number {
  const visits = timed.map(({ visit, startsAt, endsAt }) => forecastVisit({ ...visit, startsAt, endsAt }));
  const tickets = new Map(timed.map(({ visit }) => [visit.ticket.ticketId, visit.ticket]));
  const forecasts = forecastDay({ position: null, shift, absences, visits, now });
  const atRisk = promisesAtRisk({ shift, now, onDuty }, forecasts, (key) => {
    const nextDue = tickets.get(key)?.nextDue ?? null;
    return { window: promised.get(key) ?? null, nextDue: nextDue?.code === FINISH_CODE ? nextDue : null };
  });
  return atRisk.filter((one) => one.broken).length;
}

function lengthMinutes({ startsAt, endsAt, ticket }: MeasuredVisit): number {
  return startsAt === null || endsAt === null
    ? ticket.policy.visitMinutes
    : Math.round((endsAt - startsAt) / MINUTE_MS);
}

/** Pairs, so that three visits in one hour count three times; the list is sorted by start. */
function overlappingPairs(timed: readonly Timed[]): number {
  let pairs = 0;
  for (const [index, one] of timed.entries())
    for (const other of timed.slice(index + 1)) {
      if (other.startsAt >= one.endsAt) break;
      pairs += 1;
    }
  return pairs;
}

interface Span {
  readonly startsAt: number;
  readonly endsAt: number;
}

function presentMinutes({ startsAt, endsAt }: Span, absences: readonly AbsenceFacts[]): number {
  // Absences may lie in each other; walking them by their beginning counts every minute once.
  let away = 0;
  let upTo = startsAt;
  for (const absence of [...absences].sort((a, b) => a.from - b.from)) {
    const from = Math.max(upTo, absence.from);
    const until = Math.min(endsAt, absence.until);
    if (until <= from) continue;
    away += until - from;
    upTo = until;
  }
  return Math.round((endsAt - startsAt - away) / MINUTE_MS);
}
