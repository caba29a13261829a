/**
 * Instants and local wall clocks of a branch. Stored are epoch ms and an IANA zone; a service day is the branch's local
 * calendar day "YYYY-MM-DD" [J-05]. Reads no clock: every function is given its instant. Uses the runtime's own zone
 * data, so a day can have 23 or 25 hours.
 */
import { invariant } from "../core/invariant";

/** Local calendar day, "YYYY-MM-DD". */
export type ServiceDay = string;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Local date and clock of an instant. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(zone, made);
  return made;
}

/** What a clock on the wall in `zone` shows at `at` (epoch ms). */
export function wallClock(at: number, zone: string): WallClock {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const part of formatFor(zone).formatToParts(at)) parts[part.type] = Number(part.value);
  const { year, month, day, hour, minute, second } = parts;
  invariant(
    year !== undefined &&
      month !== undefined &&
      day !== undefined &&
      hour !== undefined &&
      minute !== undefined &&
      second !== undefined,
    "the formatter names every part",
  );
  return { year, month, day, hour, minute, second };
}

const two = (n: number) => String(n).padStart(2, "0");

/** The branch's local calendar day of an instant. */
export function serviceDayOf(at: number, zone: string): ServiceDay {
  const { year, month, day } = wallClock(at, zone);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

/** Local minutes after midnight of an instant, 0…1439. */
export function minuteOfDay(at: number, zone: string): number {
  const { hour, minute } = wallClock(at, zone);
  return hour * 60 + minute;
}

/** Whether the text is a real calendar day "YYYY-MM-DD". */
export function isServiceDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const at = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(at).toISOString().slice(0, 10) === text;
}

/** Day of the week of a service day, 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: ServiceDay): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** The service day `days` after another one. */
export function addDays(day: ServiceDay, days: number): ServiceDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function offsetMs(at: number, zone: string): number {
  const w = wallClock(at, zone);
  const asUtc = Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute, w.second);
  return asUtc - Math.floor(at / 1000) * 1000;
}

/**
 * The instant at which the local clock of `zone` shows `minute` minutes after midnight of `day`.
 * A wall time that a spring change skips becomes the same elapsed time after the change; one that an autumn change
 * repeats is the first of the two. `minute` may reach 1440, the next midnight.
 */
export function instantAt(day: ServiceDay, minute: number, zone: string): number {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS;
  const before = offsetMs(asUtc - DAY_MS, zone);
  const after = offsetMs(asUtc + DAY_MS, zone);
  const early = asUtc - Math.max(before, after);
  const late = asUtc - Math.min(before, after);
  if (offsetMs(early, zone) === Math.max(before, after)) return early;
  if (offsetMs(late, zone) === Math.min(before, after)) return late;
  return asUtc - before;
}

/** First instant of a service day and of the next one, epoch ms. */
export function dayRange(
  day: ServiceDay,
  zone: string,
): { readonly startsAt: number; readonly endsAt: number } {
  return { startsAt: instantAt(day, 0, zone), endsAt: instantAt(addDays(day, 1), 0, zone) };
}

/** "HH:MM" of local minutes; 1440 reads "24:00". */
export function clockText(minute: number): string {
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
