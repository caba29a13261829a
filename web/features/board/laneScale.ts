/*
 * The time axis of the lanes: which hours of a service day are drawn and how instants, shares of the axis and
 * pointer positions turn into each other. Pure; knows nothing of tickets or of the DOM.
 */
import { type ServiceDay, HOUR_MS, MINUTE_MS, dayRange, instantAt } from "../../../shared/time/zones";

/** Starts snap to this grid. */
export const SNAP_MS = 15 * MINUTE_MS;

export interface LaneScale {
  readonly zone: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** One per full hour that is drawn. */
  readonly ticks: ReadonlyArray<{ readonly at: number; readonly hour: number }>;
}

export interface LaneScaleInput {
  readonly day: ServiceDay;
  readonly zone: string;
  readonly openMinute: number;
  readonly closeMinute: number;
  /** What must be visible besides opening hours: visits and shifts of the day. */
  readonly spans: ReadonlyArray<{ readonly startsAt: number; readonly endsAt: number }>;
}

/** Opening hours widened to every span of the day, in full hours; never beyond the day itself. */
export function laneScale({ day, zone, openMinute, closeMinute, spans }: LaneScaleInput): LaneScale {
  const range = dayRange(day, zone);
  let first = instantAt(day, openMinute, zone);
  let last = instantAt(day, closeMinute, zone);
  for (const span of spans) {
    if (span.endsAt <= range.startsAt || span.startsAt >= range.endsAt) continue;
    first = Math.min(first, span.startsAt);
    last = Math.max(last, span.endsAt);
  }
  const startsAt = Math.max(range.startsAt, Math.floor(first / HOUR_MS) * HOUR_MS);
  const endsAt = Math.min(range.endsAt, Math.ceil(last / HOUR_MS) * HOUR_MS);
  const hourOf = new Intl.DateTimeFormat("en-US-u-nu-latn", {
    hour: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  });
  const ticks: { at: number; hour: number }[] = [];
  for (let at = startsAt; at < endsAt; at += HOUR_MS) ticks.push({ at, hour: Number(hourOf.format(at)) });
  return { zone, startsAt, endsAt, ticks };
}

/** Where an instant lies on the axis: 0 at its start, 1 at its end, clamped. */
export function fractionAt(scale: LaneScale, at: number): number {
  return Math.min(1, Math.max(0, (at - scale.startsAt) / (scale.endsAt - scale.startsAt)));
}

/** The snapped instant at a share of the axis, never before its start. */
export function instantAtFraction(scale: LaneScale, fraction: number): number {
  const at = scale.startsAt + fraction * (scale.endsAt - scale.startsAt);
  const snapped = Math.round(at / SNAP_MS) * SNAP_MS;
  return Math.min(scale.endsAt - SNAP_MS, Math.max(scale.startsAt, snapped));
}

/** The share of the axis under a pointer; the axis starts on the side from which time runs. */
export function pointerFraction(
  clientX: number,
  track: { readonly left: number; readonly width: number },
  runs: "ltr" | "rtl",
): number {
  const fromLeft = track.width === 0 ? 0 : (clientX - track.left) / track.width;
  return Math.min(1, Math.max(0, runs === "ltr" ? fromLeft : 1 - fromLeft));
}
