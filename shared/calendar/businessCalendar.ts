/**
 * The opening hours of a branch as time that can be counted: how much open time lies between two instants, and when a
 * given amount of it will have passed. Hours are local wall times, so a day on which the clocks change has an hour more
 * or less of them. Reads no clock; knows no promise and no ticket.
 */
import { invariant } from "../core/invariant";
import { addDays, instantAt, type ServiceDay, serviceDayOf, weekdayOf } from "../time/zones";

/** When a branch is open. */
export interface BusinessCalendar {
  /** IANA zone. */
  readonly zone: string;
  /** Days off, 0 = Sunday … 6 = Saturday. */
  readonly weekend: readonly number[];
  /** Local minutes after midnight. A close at or before the open belongs to the next day: 18:00 to 02:00 is open eight hours. */
  readonly hours: { readonly openMinute: number; readonly closeMinute: number };
  /** Local days on which nobody works, whatever the weekday. */
  readonly holidays: readonly ServiceDay[];
}

const DAY_MINUTES = 1440;
/** A calendar that has no open day within this many is broken, not quiet. */
const LONGEST_CLOSURE_DAYS = 400;

interface OpenSpan {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Whether the branch works at all: some weekday is not off. */
export function everOpens(calendar: BusinessCalendar): boolean {
  return [0, 1, 2, 3, 4, 5, 6].some((weekday) => !calendar.weekend.includes(weekday));
}

function localInstant(day: ServiceDay, minute: number, zone: string): number {
  return minute < DAY_MINUTES
    ? instantAt(day, minute, zone)
    : instantAt(addDays(day, 1), minute - DAY_MINUTES, zone);
}

/** The open span that begins on a local day, or null when the branch rests. */
function openSpanOf(day: ServiceDay, calendar: BusinessCalendar): OpenSpan | null {
  const { zone, weekend, holidays, hours } = calendar;
  if (weekend.includes(weekdayOf(day)) || holidays.includes(day)) return null;
  const { openMinute } = hours;
  const closeMinute = hours.closeMinute > openMinute ? hours.closeMinute : hours.closeMinute + DAY_MINUTES;
  const startsAt = localInstant(day, openMinute, zone);
  const endsAt = localInstant(day, closeMinute, zone);
  return endsAt > startsAt ? { startsAt, endsAt } : null;
}

/** Open milliseconds in [from, until); nothing when `until` is not later. */
export function businessMsBetween(from: number, until: number, calendar: BusinessCalendar): number {
  if (until <= from) return 0;
  let sum = 0;
  let reached = from;
  // One day earlier: a span that began yesterday may still be open.
  const first = addDays(serviceDayOf(from, calendar.zone), -1);
  const last = serviceDayOf(until, calendar.zone);
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const span = openSpanOf(day, calendar);
    if (!span) continue;
    // Spans of neighbouring days may touch, and overlap by an hour where the clock is put back.
    const begin = Math.max(span.startsAt, reached);
    const end = Math.min(span.endsAt, until);
    if (end <= begin) continue;
    sum += end - begin;
    reached = end;
  }
  return sum;
}

/**
 * The first instant at which `amountMs` of open time has passed since `from`. For 0 that is `from` itself, open or not.
 * The calendar must open at all ({@link everOpens}).
 */
export function addBusinessMs(from: number, amountMs: number, calendar: BusinessCalendar): number {
  if (amountMs <= 0) return from;
  let left = amountMs;
  let reached = from;
  let day = addDays(serviceDayOf(from, calendar.zone), -1);
  for (let closed = 0; closed <= LONGEST_CLOSURE_DAYS; day = addDays(day, 1)) {
    const span = openSpanOf(day, calendar);
    const begin = span ? Math.max(span.startsAt, reached) : 0;
    const open = span ? span.endsAt - begin : 0;
    if (open <= 0) {
      closed += 1;
      continue;
    }
    closed = 0;
    if (left <= open) return begin + left;
    left -= open;
    reached = begin + open;
  }
  invariant(false, "a business calendar opens within a year");
}
