/** Zones, service days and the two days a year on which a day is not 24 hours long. */
import { describe, expect, test } from "vitest";
import {
  addDays,
  clockText,
  dayRange,
  HOUR_MS,
  instantAt,
  isServiceDay,
  minuteOfDay,
  serviceDayOf,
  wallClock,
  weekdayOf,
} from "../../shared/time/zones";

const iso = (at: number) => new Date(at).toISOString();

describe("[J-05] zones", () => {
  test("Riyadh has one offset all year", () => {
    expect(iso(instantAt("2026-01-15", 480, "Asia/Riyadh"))).toBe("2026-01-15T05:00:00.000Z");
    expect(iso(instantAt("2026-07-15", 480, "Asia/Riyadh"))).toBe("2026-07-15T05:00:00.000Z");
    for (const day of ["2026-04-24", "2026-10-29"]) {
      const { startsAt, endsAt } = dayRange(day, "Asia/Riyadh");
      expect(endsAt - startsAt).toBe(24 * HOUR_MS);
    }
  });

  test("Cairo: the spring day has 23 hours, the autumn day 25", () => {
    const length = (day: string) => {
      const { startsAt, endsAt } = dayRange(day, "Africa/Cairo");
      return (endsAt - startsAt) / HOUR_MS;
    };
    // Last Friday of April, last Thursday of October.
    expect(length("2026-04-24")).toBe(23);
    expect(length("2026-10-29")).toBe(25);
    expect(length("2026-04-23")).toBe(24);
  });

  test("Cairo: a shift that starts at eight starts at eight before and after the change", () => {
    expect(iso(instantAt("2026-04-23", 480, "Africa/Cairo"))).toBe("2026-04-23T06:00:00.000Z");
    expect(iso(instantAt("2026-04-24", 480, "Africa/Cairo"))).toBe("2026-04-24T05:00:00.000Z");
    expect(iso(instantAt("2026-10-30", 480, "Africa/Cairo"))).toBe("2026-10-30T06:00:00.000Z");
  });

  test("a skipped wall time is moved forward, a repeated one is the first of the two", () => {
    // New York: 02:30 does not exist on 8 March 2026, 01:30 happens twice on 1 November 2026.
    expect(wallClock(instantAt("2026-03-08", 150, "America/New_York"), "America/New_York")).toMatchObject({
      hour: 3,
      minute: 30,
    });
    expect(iso(instantAt("2026-11-01", 90, "America/New_York"))).toBe("2026-11-01T05:30:00.000Z");
  });

  test("an instant and its wall clock go there and back, around the clock and the year", () => {
    for (const zone of ["Asia/Riyadh", "Africa/Cairo", "America/New_York", "Asia/Kathmandu", "UTC"])
      for (let day = "2026-01-01"; day < "2027-01-01"; day = addDays(day, 13))
        for (const minute of [0, 1, 479, 719, 1439]) {
          const at = instantAt(day, minute, zone);
          expect([serviceDayOf(at, zone), minuteOfDay(at, zone)]).toEqual([day, minute]);
        }
  });

  test("the service day is the branch's, not the server's", () => {
    const at = Date.parse("2026-11-21T22:30:00Z");
    expect(serviceDayOf(at, "Asia/Riyadh")).toBe("2026-11-22");
    expect(serviceDayOf(at, "Africa/Cairo")).toBe("2026-11-22");
    expect(serviceDayOf(at, "UTC")).toBe("2026-11-21");
  });

  test("real days only", () => {
    expect(["2026-02-28", "2028-02-29"].every(isServiceDay)).toBe(true);
    expect(["2026-02-29", "2026-13-01", "2026-1-1", "", "today", "2026-11-21T00:00"].some(isServiceDay)).toBe(
      false,
    );
  });

  test("weekdays and clock texts", () => {
    expect(weekdayOf("2026-11-22")).toBe(0);
    expect(weekdayOf("2026-11-27")).toBe(5);
    expect([clockText(0), clockText(485), clockText(1440)]).toEqual(["00:00", "08:05", "24:00"]);
  });
});
