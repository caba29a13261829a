/*
 * Forecasts of everybody on the board, apart from React's state: a lane, a card or the list hears only of its own
 * technician or ticket, and only when a minute of it changes. Fed by ForecastFeed; computes with shared/forecast.
 */
import { promisesAtRisk, type VisitAtRisk, type VisitPromises } from "../../../../shared/forecast/atRisk";
import { forecastDay, type VisitForecast } from "../../../../shared/forecast/dayForecast";
import type { TechnicianDay } from "../../../../shared/forecast/remedies";
import { MINUTE_MS } from "../../../../shared/time/zones";
import type { LaneRow, TimedVisit } from "../laneRows";
import type { Positions } from "../usePositions";
import { promisesOn, technicianDay } from "./technicianDays";

/** One line of "will be late". */
export interface LateVisit {
  readonly visit: TimedVisit;
  readonly technicianId: string;
  readonly risk: VisitAtRisk;
}

interface Known {
  readonly row: LaneRow;
  readonly place: unknown;
  readonly forecasts: readonly VisitForecast[];
  readonly late: readonly LateVisit[];
  readonly print: string;
}

export interface ForecastInput {
  readonly lanes: readonly LaneRow[];
  readonly positions: Positions;
  readonly now: number;
  /** Rows of another day are kept for rankings, but nothing is forecast. */
  readonly today: boolean;
}

const NOTHING: ForecastInput = { lanes: [], positions: new Map(), now: 0, today: false };
const NONE: readonly VisitForecast[] = [];
const NO_LATE: readonly LateVisit[] = [];
const minute = (at: number) => Math.round(at / MINUTE_MS);

/** Equal prints look the same on the board. */
function printOf(forecasts: readonly VisitForecast[], late: readonly LateVisit[]): string {
  const parts = forecasts.map(
    ({ key, leavesAt, arrivesAt, endsAt }) =>
      `${key} ${minute(leavesAt)} ${minute(arrivesAt)} ${minute(endsAt)}`,
  );
  for (const { visit, risk } of late)
    parts.push(
      `${visit.ticket.ticketId} ${visit.ticket.version} ${risk.promises.map((one) => one.kind).join()}`,
    );
  return parts.join("|");
}

export class ForecastStore {
  readonly #listeners = new Set<() => void>();
  #known = new Map<string, Known>();
  #byTicket = new Map<string, LateVisit>();
  #late: readonly LateVisit[] = NO_LATE;
  #input: ForecastInput | null = null;
  #promises: (key: string) => VisitPromises = promisesOn([]);

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Forecasts of a technician's rest of the day. */
  readonly ofTechnician = (technicianId: string): readonly VisitForecast[] =>
    this.#known.get(technicianId)?.forecasts ?? NONE;

  /** The promise a ticket will break, if any. */
  readonly ofTicket = (ticketId: string): LateVisit | null => this.#byTicket.get(ticketId) ?? null;

  /** All of them: what breaks first comes first, what is only tight last. */
  readonly late = (): readonly LateVisit[] => this.#late;

  /** The days as they are now, for remedies and rankings. */
  days(now: number): readonly TechnicianDay[] {
    const { lanes, positions } = this.#input ?? NOTHING;
    return lanes.map((row) => technicianDay(row, positions, now));
  }

  /** One of them. */
  day(technicianId: string, now: number): TechnicianDay | null {
    const row = this.#known.get(technicianId)?.row;
    return row ? technicianDay(row, (this.#input ?? NOTHING).positions, now) : null;
  }

  promises(): (key: string) => VisitPromises {
    return this.#promises;
  }

  /** Whether the rows are those of today. */
  isToday(): boolean {
    return this.#input?.today ?? false;
  }

  /** Takes new rows, places or a new minute in; whoever did not move and whose rows are the same is not reckoned again. */
  update(input: ForecastInput): void {
    const before = this.#input;
    const promisesOf = promisesOn(input.lanes);
    const sameMinute =
      before !== null && before.today === input.today && minute(before.now) === minute(input.now);
    const known = new Map<string, Known>();
    let changed = before === null || this.#known.size !== input.lanes.length;
    for (const row of input.lanes) {
      const id: string = row.technician.technicianId;
      const old = this.#known.get(id);
      const place = input.positions.get(id);
      if (old && sameMinute && old.row === row && old.place === place) {
        known.set(id, old);
        continue;
      }
      const next = reckon(row, input, promisesOf, place);
      // What looks the same stays the same, so that nobody draws it again.
      const kept = old?.print === next.print ? { ...next, forecasts: old.forecasts, late: old.late } : next;
      changed ||= kept.forecasts !== old?.forecasts;
      known.set(id, kept);
    }
    this.#input = input;
    this.#promises = promisesOf;
    this.#known = known;
    if (!changed) return;
    this.#late = [...known.values()].flatMap((one) => one.late).sort(byUrgency);
    this.#byTicket = new Map(this.#late.map((one) => [one.visit.ticket.ticketId, one]));
    for (const listener of this.#listeners) listener();
  }
}

function reckon(
  row: LaneRow,
  { positions, now, today }: ForecastInput,
  promisesOf: (key: string) => VisitPromises,
  place: unknown,
): Known {
  if (!today) return { row, place, forecasts: NONE, late: NO_LATE, print: "" };
  const day = technicianDay(row, positions, now);
  const forecasts = forecastDay(day);
  const late = promisesAtRisk(day, forecasts, promisesOf).flatMap((risk): LateVisit[] => {
    const visit = row.timed.find((one) => one.ticket.ticketId === risk.forecast.key);
    return visit ? [{ visit, technicianId: day.technicianId, risk }] : [];
  });
  return { row, place, forecasts, late, print: printOf(forecasts, late) };
}

function byUrgency(a: LateVisit, b: LateVisit): number {
  return (
    Number(b.risk.broken) - Number(a.risk.broken) ||
    a.risk.promises[0].limitAt - b.risk.promises[0].limitAt ||
    (a.visit.ticket.number < b.visit.ticket.number ? -1 : 1)
  );
}
