/* What is typed about an absence becomes instants of the branch's zone, also on the two odd days of Cairo's year. */
import { describe, expect, test } from "vitest";
import { HOUR_MS, instantAt, MINUTE_MS } from "../../../shared/time/zones";
import { createFormat } from "../../../web/lib/format";
import { absenceWords, type AbsenceTimes, spanOfTimes } from "../../../web/steps/absenceTimes";

const CAIRO = "Africa/Cairo";
const SPRING = "2026-04-24";
const AUTUMN = "2026-10-29";
const NOW = instantAt("2026-04-01", 600, CAIRO);
const days = (firstDay: string, lastDay: string): AbsenceTimes => ({
  kind: "days",
  firstDay,
  lastDay,
  from: null,
  until: null,
});
const hours = (from: AbsenceTimes["from"], until: number | null, firstDay: string, lastDay = firstDay) =>
  spanOfTimes({ kind: "hours", firstDay, lastDay, from, until }, NOW, CAIRO);

describe("[F-12, J-05] absences as instants", () => {
  test("a whole day has 23, 24 or 25 hours; today begins now", () => {
    const lengthOf = (day: string) => {
      const span = spanOfTimes(days(day, day), NOW, CAIRO);
      return ((span?.until ?? 0) - (span?.from ?? 0)) / HOUR_MS;
    };
    expect([SPRING, "2026-05-01", AUTUMN].map(lengthOf)).toEqual([23, 24, 25]);
    expect(spanOfTimes(days("2026-04-01", "2026-04-02"), NOW, CAIRO)).toEqual({
      from: NOW,
      until: instantAt("2026-04-03", 0, CAIRO),
    });
  });

  test("the repeated hour: the one that was chosen is meant", () => {
    const first = instantAt(AUTUMN, 23 * 60, CAIRO);
    const second = first + HOUR_MS;
    expect(hours(first, second, AUTUMN)).toEqual({ from: first, until: second });
    expect(hours(second, second + 30 * MINUTE_MS, AUTUMN)).toEqual({
      from: second,
      until: second + 30 * MINUTE_MS,
    });
  });

  test("over midnight, and until the end of a day", () => {
    const from = instantAt(SPRING, 22 * 60, CAIRO);
    expect(hours(from, instantAt("2026-04-25", 120, CAIRO), SPRING, "2026-04-25")).not.toBeNull();
    expect(hours(from, instantAt("2026-04-25", 0, CAIRO), SPRING)).not.toBeNull();
  });

  test("an hour of another day than the one that stands there now counts no more", () => {
    const [from, until] = [instantAt(SPRING, 600, CAIRO), instantAt(SPRING, 660, CAIRO)];
    expect(hours(from, until, SPRING)).not.toBeNull();
    expect(hours(from, until, "2026-04-23")).toBeNull();
    expect(hours(from, until, SPRING, "2026-04-25")).toBeNull();
    expect(hours("now", until, SPRING)).toBeNull();
    expect(hours("now", NOW + HOUR_MS, "2026-04-01")).toEqual({ from: NOW, until: NOW + HOUR_MS });
    expect(hours(null, until, SPRING)).toBeNull();
    expect(hours(from, until, "tomorrow")).toBeNull();
  });

  test("in words: days without hours, hours of one day with one date", () => {
    const format = createFormat("en", "auto");
    const words = (from: number, until: number) => absenceWords(format, from, until, CAIRO);
    const at = (day: string, minute: number) => instantAt(day, minute, CAIRO);
    expect(words(at(SPRING, 0), at("2026-04-25", 0))).toBe("Friday 24 April");
    expect(words(at(SPRING, 0), at("2026-04-27", 0))).toBe("Fri 24 Apr – Sun 26 Apr");
    expect(words(at(SPRING, 780), at(SPRING, 930))).toBe("Fri 24 Apr · 13:00–15:30");
    expect(words(at(SPRING, 1320), at("2026-04-25", 120))).toBe("24 Apr, 22:00 – 25 Apr, 02:00");
  });
});
