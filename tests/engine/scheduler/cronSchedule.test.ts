import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CronSpec } from "../../../engine/functions/application";
import { firstRun, nextRun, parseSchedule } from "../../../engine/scheduler/cronSchedule";

const spec = (schedule: CronSpec["schedule"]): CronSpec => ({ name: "jobs:mark", args: [{}], schedule });
const noon = Date.UTC(2026, 0, 2, 12, 0, 0);
const utc = (...parts: [number, number, number, number, number]) => Date.UTC(...parts);

describe("SC-10 calendar schedules are in UTC", () => {
  test.each<[string, CronSpec["schedule"], number]>([
    ["hourly", { type: "hourly", minuteUTC: 15 }, utc(2026, 0, 2, 12, 15)],
    ["daily", { type: "daily", hourUTC: 2, minuteUTC: 30 }, utc(2026, 0, 3, 2, 30)],
    ["weekly", { type: "weekly", dayOfWeek: "sunday", hourUTC: 8, minuteUTC: 0 }, utc(2026, 0, 4, 8, 0)],
    ["monthly", { type: "monthly", day: 1, hourUTC: 0, minuteUTC: 5 }, utc(2026, 1, 1, 0, 5)],
    ["cron", { type: "cron", cron: "*/20 13 * * *" }, utc(2026, 0, 2, 13, 0)],
  ])("%s", (_kind, schedule, expected) => {
    expect(firstRun("any", spec(schedule), noon)).toBe(expected);
    expect(nextRun("any", spec(schedule), expected, expected)).toBeGreaterThan(expected);
  });

  test("SC-10 without a minute the name decides, always the same way", () => {
    const hourly = spec({ type: "hourly" });
    expect(firstRun("a", hourly, noon)).toBe(firstRun("a", hourly, noon));
    const minutes = new Set(["a", "b", "c", "d", "e"].map((name) => firstRun(name, hourly, noon)));
    expect(minutes.size).toBeGreaterThan(1);
  });
});

test("SC-11 an interval's next run is after now and on its own grid", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: -10_000_000, max: 10_000_000 }),
      (seconds, lateMs) => {
        const next = nextRun("any", spec({ type: "interval", seconds }), noon, noon + lateMs);
        expect(next).toBeGreaterThan(Math.max(noon, noon + lateMs));
        expect((next - noon) % (seconds * 1000)).toBe(0);
        expect(next - Math.max(noon, noon + lateMs)).toBeLessThanOrEqual(seconds * 1000);
      },
    ),
    { seed: 7 },
  );
});

test("PU-6 an invalid schedule is refused with its name", () => {
  expect(() => parseSchedule("odd", spec({ type: "cron", cron: "every day" }))).toThrow(/"odd".*every day/);
  expect(() => parseSchedule("odd", spec({ type: "sometimes" }))).toThrow(/"odd"/);
});
