/*
 * What is typed about an absence, and the instants it means in the branch's zone. Whole days end with the last day, that
 * day included; hours are instants, so an hour that the clocks go through twice is the one that was chosen. Pure.
 */
import { addDays, instantAt, isServiceDay, serviceDayOf } from "../../shared/time/zones";
import type { Format } from "../lib/format";

export interface AbsenceTimes {
  readonly kind: "days" | "hours";
  /** Service days of the branch; whatever was typed until they are. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Instants of `hours`; null until chosen. */
  readonly from: number | "now" | null;
  readonly until: number | null;
}

export function firstTimes(now: number, zone: string): AbsenceTimes {
  const today = serviceDayOf(now, zone);
  return { kind: "days", firstDay: today, lastDay: today, from: null, until: null };
}

/** An instant that is no hour of the day that is typed now was chosen for another day and counts no more. */
function onDay(at: number, day: string, zone: string): boolean {
  return serviceDayOf(at, zone) === day || at === instantAt(addDays(day, 1), 0, zone);
}

/** From when until when, epoch ms; null while something is missing. Whole days of today begin now. */
export function spanOfTimes(
  { kind, firstDay, lastDay, from, until }: AbsenceTimes,
  now: number,
  zone: string,
): { readonly from: number; readonly until: number } | null {
  if (!isServiceDay(firstDay) || !isServiceDay(lastDay)) return null;
  const isToday = firstDay === serviceDayOf(now, zone);
  if (kind === "days")
    return {
      from: isToday ? now : instantAt(firstDay, 0, zone),
      until: instantAt(addDays(lastDay, 1), 0, zone),
    };
  if (from === null || until === null || !onDay(until, lastDay, zone)) return null;
  if (from === "now") return isToday ? { from: now, until } : null;
  return serviceDayOf(from, zone) === firstDay ? { from, until } : null;
}

/** An absence in words: days where it is made of whole days, else its hours with as little date as they need. */
export function absenceWords(format: Format, from: number, until: number, zone: string): string {
  const first = serviceDayOf(from, zone);
  const last = serviceDayOf(until - 1, zone);
  const isWhole = from === instantAt(first, 0, zone) && until === instantAt(addDays(last, 1), 0, zone);
  if (isWhole)
    return first === last
      ? format.serviceDay(first)
      : `${format.serviceDay(first, "short")} – ${format.serviceDay(last, "short")}`;
  return first === last
    ? `${format.day(from, zone)} · ${format.span(from, until, zone)}`
    : `${format.dateTime(from, zone)} – ${format.dateTime(until, zone)}`;
}
