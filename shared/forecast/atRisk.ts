/**
 * promisesAtRisk(): which promises the forecast of a day says will be broken, or nearly: the arrival window, the planned
 * start, the service promise that is due next, the end of the shift, somebody off duty who should be on his way. Pure.
 */
import type { ClockCode } from "../sla/rules";
import type { ArrivalWindow } from "../tickets/visits";
import { HOUR_MS, MINUTE_MS } from "../time/zones";
import type { ForecastDay, VisitForecast } from "./dayForecast";

/** In the order of their weight: what is said of a visit that breaks several. */
export const PROMISE_KINDS = ["window", "sla", "off_duty", "start", "shift"] as const;
export type PromiseKind = (typeof PROMISE_KINDS)[number];

/** So much later than planned is still on time for a start without a window. */
export const START_TOLERANCE_MS = 15 * MINUTE_MS;
/** A forecast this close to its limit is worth a look. */
export const TIGHT_MS = 10 * MINUTE_MS;
/** Work that ends so little after the shift is no overtime. */
const SHIFT_TOLERANCE_MS = 10 * MINUTE_MS;
/** Somebody off duty is nobody's problem before this. */
const OFF_DUTY_AHEAD_MS = HOUR_MS;

/** What was promised of a visit. */
export interface VisitPromises {
  readonly window: ArrivalWindow | null;
  readonly nextDue: { readonly code: ClockCode; readonly dueAt: number } | null;
}

/** One promise that will not hold. */
export interface PromiseAtRisk {
  readonly kind: PromiseKind;
  /** The service promise, where it is one. */
  readonly code: ClockCode | null;
  /** Epoch ms: when it is broken, and what is forecast. */
  readonly limitAt: number;
  readonly forecastAt: number;
  /** Beyond the limit; negative where it is only tight. */
  readonly overMs: number;
}

export interface VisitAtRisk {
  readonly forecast: VisitForecast;
  /** The heaviest first; at least one. */
  readonly promises: readonly [PromiseAtRisk, ...PromiseAtRisk[]];
  /** Whether something will be broken, not only nearly. */
  readonly broken: boolean;
}

/** Service promises that a day's chain can break, and the moment each one waits for. */
const SLA_MOMENT: Partial<Record<ClockCode, "leavesAt" | "arrivesAt" | "endsAt">> = {
  "SLA-003": "leavesAt",
  "SLA-004": "arrivesAt",
  "SLA-006": "endsAt",
};

/** The visits of a day that will break a promise, the soonest first. */
export function promisesAtRisk(
  day: Pick<ForecastDay, "shift" | "now"> & { readonly onDuty: boolean },
  forecasts: readonly VisitForecast[],
  promisesOf: (key: string) => VisitPromises,
): VisitAtRisk[] {
  return forecasts.flatMap((forecast): VisitAtRisk[] => {
    const found = PROMISE_KINDS.flatMap((kind) => judge(kind, day, forecast, promisesOf(forecast.key)) ?? []);
    const [first, ...rest] = found.filter((one) => one.overMs > 0).concat(found.filter((o) => o.overMs <= 0));
    return first ? [{ forecast, promises: [first, ...rest], broken: first.overMs > 0 }] : [];
  });
}

function judge(
  kind: PromiseKind,
  day: { readonly shift: ForecastDay["shift"]; readonly onDuty: boolean; readonly now: number },
  forecast: VisitForecast,
  { window, nextDue }: VisitPromises,
): PromiseAtRisk | null {
  const { arrivesAt, endsAt, plannedStartsAt, basis } = forecast;
  const there = basis === "present";
  switch (kind) {
    case "window":
      return window === null || there ? null : near(kind, window.endsAt, arrivesAt);
    case "sla": {
      const moment = nextDue === null ? undefined : SLA_MOMENT[nextDue.code];
      if (nextDue === null || moment === undefined || (there && moment !== "endsAt")) return null;
      const at = near(kind, nextDue.dueAt, forecast[moment]);
      return at && { ...at, code: nextDue.code };
    }
    case "off_duty":
      if (day.onDuty || there || plannedStartsAt - OFF_DUTY_AHEAD_MS > day.now) return null;
      return at(kind, plannedStartsAt - OFF_DUTY_AHEAD_MS, Math.max(day.now, plannedStartsAt));
    case "start": {
      if (there) return null;
      const limit = plannedStartsAt + START_TOLERANCE_MS;
      return arrivesAt > limit ? at(kind, limit, arrivesAt) : null;
    }
    case "shift": {
      const limit = day.shift?.endsAt ?? null;
      return limit !== null && endsAt > limit + SHIFT_TOLERANCE_MS ? at(kind, limit, endsAt) : null;
    }
  }
}

function at(kind: PromiseKind, limitAt: number, forecastAt: number): PromiseAtRisk {
  return { kind, code: null, limitAt, forecastAt, overMs: forecastAt - limitAt };
}

/** Broken, or close to it. */
function near(kind: PromiseKind, limitAt: number, forecastAt: number): PromiseAtRisk | null {
  return forecastAt > limitAt - TIGHT_MS ? at(kind, limitAt, forecastAt) : null;
}
