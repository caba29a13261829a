/**
 * Open time against a minute walk: the walk knows only what a clock on the wall shows each minute, and when it first
 * shows (or would have shown) the opening and closing time. Cairo's clock changes and hours over midnight included.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addBusinessMs,
  type BusinessCalendar,
  businessMsBetween,
  everOpens,
} from "../../shared/calendar/businessCalendar";
import { addDays, MINUTE_MS, serviceDayOf, wallClock, weekdayOf } from "../../shared/time/zones";

const DAY_MINUTES = 1440;
const stamp = (day: string, minute: number) => Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS;

const walks = new Map<string, ReturnType<typeof readings>>();

/** Wall readings of every minute of some days, as if they were UTC: what the walk looks at. */
function readings(firstDay: string, days: number, zone: string) {
  const from = stamp(firstDay, 0) - DAY_MINUTES * MINUTE_MS;
  const rows: { at: number; shows: number }[] = [];
  for (let index = 0; index < (days + 2) * DAY_MINUTES; index += 1) {
    const at = from + index * MINUTE_MS;
    const w = wallClock(at, zone);
    rows.push({ at, shows: Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute) });
  }
  return rows;
}

/** The first minute whose wall reading is `wanted`; where the clock skips it, as long after the last one before. */
function whenShown(rows: { at: number; shows: number }[], wanted: number): number {
  const exact = rows.find((row) => row.shows === wanted);
  if (exact) return exact.at;
  const before = rows.findLast((row) => row.shows < wanted);
  if (!before) throw new Error("the walk begins early enough");
  return before.at + (wanted - before.shows);
}

/** Every open minute of the days, one by one. */
function openMinutes(firstDay: string, days: number, calendar: BusinessCalendar): Set<number> {
  const key = `${firstDay} ${calendar.zone}`;
  const rows = walks.get(key) ?? readings(addDays(firstDay, -2), days + 4, calendar.zone);
  walks.set(key, rows);
  const open = new Set<number>();
  const { openMinute, closeMinute } = calendar.hours;
  const close = closeMinute > openMinute ? closeMinute : closeMinute + DAY_MINUTES;
  for (let offset = -1; offset < days; offset += 1) {
    const day = addDays(firstDay, offset);
    if (calendar.weekend.includes(weekdayOf(day)) || calendar.holidays.includes(day)) continue;
    const until = whenShown(rows, stamp(day, close));
    for (let at = whenShown(rows, stamp(day, openMinute)); at < until; at += MINUTE_MS) open.add(at);
  }
  return open;
}

/** Days around both clock changes of Cairo in 2026, and an ordinary week. */
const FIRST_DAYS = ["2026-04-22", "2026-10-28", "2026-06-10", "2026-04-24", "2026-10-30"];
const SPAN_DAYS = 5;

const calendars = fc.record({
  zone: fc.constantFrom("Africa/Cairo", "Asia/Riyadh"),
  weekend: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 2 }),
  hours: fc.oneof(
    fc.record({
      openMinute: fc.integer({ min: 0, max: 1439 }),
      closeMinute: fc.integer({ min: 0, max: 1440 }),
    }),
    fc.constantFrom(
      { openMinute: 0, closeMinute: 1440 },
      { openMinute: 18 * 60, closeMinute: 2 * 60 },
      { openMinute: 23 * 60, closeMinute: 30 },
      { openMinute: 30, closeMinute: 90 },
      { openMinute: 23 * 60 + 30, closeMinute: 23 * 60 + 30 },
    ),
  ),
  holidays: fc.uniqueArray(fc.constantFrom("2026-04-24", "2026-10-29", "2026-06-11"), { maxLength: 2 }),
});

describe("business calendar", () => {
  test("[J-05] open time between two instants is what a minute walk counts", () => {
    fc.assert(
      fc.property(
        calendars,
        fc.constantFrom(...FIRST_DAYS),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 8, maxLength: 8 }),
        (calendar, firstDay, picks) => {
          const open = openMinutes(firstDay, SPAN_DAYS, calendar);
          const first = Date.parse(`${firstDay}T00:00:00Z`);
          const minutes = (SPAN_DAYS - 1) * DAY_MINUTES;
          for (const [a, b] of picks) {
            const from = first + (a % minutes) * MINUTE_MS;
            const until = first + (b % minutes) * MINUTE_MS;
            let walked = 0;
            for (let at = from; at < until; at += MINUTE_MS) if (open.has(at)) walked += MINUTE_MS;
            expect(businessMsBetween(from, until, calendar)).toBe(walked);
          }
        },
      ),
      { seed: 20261, numRuns: 60 },
    );
  }, 30_000);

  test("[L-01] adding open time lands exactly where that much of it has passed, and not a moment earlier", () => {
    fc.assert(
      fc.property(
        calendars.filter(everOpens),
        fc.constantFrom(...FIRST_DAYS),
        fc.integer({ min: 0, max: 3 * DAY_MINUTES * 60 }),
        fc.integer({ min: 1, max: 80 * 3600 }),
        (calendar, firstDay, afterSeconds, amountSeconds) => {
          const from = Date.parse(`${firstDay}T00:00:00Z`) + afterSeconds * 1000;
          const amountMs = amountSeconds * 1000;
          const at = addBusinessMs(from, amountMs, calendar);
          expect(businessMsBetween(from, at, calendar)).toBe(amountMs);
          expect(businessMsBetween(from, at - 1, calendar)).toBe(amountMs - 1);
          // Counted in two parts it is the same.
          const middle = addBusinessMs(from, Math.floor(amountMs / 3), calendar);
          expect(addBusinessMs(middle, amountMs - Math.floor(amountMs / 3), calendar)).toBe(at);
        },
      ),
      { seed: 20262, numRuns: 150 },
    );
  }, 30_000);

  test("[J-05] two open hours over Cairo's changed night are two hours, not one or three", () => {
    const cairo: BusinessCalendar = {
      zone: "Africa/Cairo",
      weekend: [5],
      hours: { openMinute: 0, closeMinute: 1440 },
      holidays: [],
    };
    // Thursday 23 April 2026, 23:30 in Cairo; at midnight the clock jumps to one and Friday is closed.
    const spring = Date.UTC(2026, 3, 23, 21, 30);
    expect(serviceDayOf(addBusinessMs(spring, 2 * 3_600_000, cairo), "Africa/Cairo")).toBe("2026-04-25");
    const always = { ...cairo, weekend: [] };
    expect(addBusinessMs(spring, 2 * 3_600_000, always)).toBe(spring + 2 * 3_600_000);
    const autumn = Date.UTC(2026, 9, 29, 19, 30);
    expect(businessMsBetween(autumn, autumn + 5 * 3_600_000, always)).toBe(5 * 3_600_000);
  });
});
