/** When reminders are due: offsets of the work type's plan, quiet hours, the grace period, the technician's morning. */
import { describe, expect, test } from "vitest";
import { DEFAULT_WORK_TYPES } from "../../shared/catalogue/defaults";
import { RETRY_WAITS_MS } from "../../shared/messages/channels";
import type { PlannedReminder } from "../../shared/reminders/kinds";
import { afterWork, beforeVisit, completionPhotosAt, dayPlanAt, newsAt } from "../../shared/reminders/plan";
import { isQuiet, lastAudible, nextAudible } from "../../shared/reminders/quietHours";
import { clockText, HOUR_MS, instantAt, MINUTE_MS, minuteOfDay, serviceDayOf } from "../../shared/time/zones";

const RIYADH = "Asia/Riyadh";
const CAIRO = "Africa/Cairo";
const at = (day: string, hour: number, minute = 0, zone = RIYADH) => instantAt(day, hour * 60 + minute, zone);
const home: PlannedReminder[] = [
  { kind: "visit_day_before", offsetMinutes: 24 * 60, channel: "sms" },
  { kind: "visit_hours_before", offsetMinutes: 120, channel: "sms" },
  { kind: "feedback", offsetMinutes: 24 * 60, channel: "sms" },
];
const long = at("2026-11-01", 9);

describe("reminders", () => {
  test("[R-01, R-02] 24 hours and 2 hours before the visit", () => {
    const startsAt = at("2026-11-20", 14);
    expect(
      beforeVisit(home, startsAt, RIYADH, long).map(({ kind, sendAt }) => [kind, startsAt - sendAt]),
    ).toEqual([
      ["visit_day_before", 24 * HOUR_MS],
      ["visit_hours_before", 2 * HOUR_MS],
    ]);
  });

  test("[R-01] a reminder whose time is over is not made up for", () => {
    const startsAt = at("2026-11-20", 14);
    expect(beforeVisit(home, startsAt, RIYADH, startsAt - 5 * HOUR_MS).map(({ kind }) => kind)).toEqual([
      "visit_hours_before",
    ]);
    expect(beforeVisit(home, startsAt, RIYADH, startsAt - HOUR_MS)).toEqual([]);
  });

  test("[R-02] an early visit is reminded of in the morning when that is in time, else the evening before", () => {
    const nine = beforeVisit(home, at("2026-11-20", 9), RIYADH, long).find(
      ({ kind }) => kind === "visit_hours_before",
    );
    expect(nine?.sendAt).toBe(at("2026-11-20", 8));
    const seven = beforeVisit(home, at("2026-11-20", 7), RIYADH, long).find(
      ({ kind }) => kind === "visit_hours_before",
    );
    expect(seven?.sendAt).toBe(at("2026-11-19", 21, 30) - 1);
  });

  test("[R-08, J-12] every built-in work type's plan is one that can be kept", () => {
    const startsAt = at("2026-11-20", 14);
    for (const { reminders } of DEFAULT_WORK_TYPES) {
      const due = [
        ...beforeVisit(reminders, startsAt, RIYADH, long),
        ...afterWork(reminders, startsAt, RIYADH),
      ];
      expect(due).toHaveLength(reminders.length);
      expect(new Set(due.map(({ kind, slot }) => `${kind} ${slot}`)).size).toBe(due.length);
    }
    const session = DEFAULT_WORK_TYPES.find((type) => type.profile === "session");
    const offsets = beforeVisit(session?.reminders ?? [], startsAt, RIYADH, long).map(
      (one) => startsAt - one.sendAt,
    );
    expect(offsets).toEqual([24 * HOUR_MS, HOUR_MS]);
  });

  test("[R-07] an opinion is asked for a day after the work, by day", () => {
    expect(afterWork(home, at("2026-11-20", 14), RIYADH)[0]?.sendAt).toBe(at("2026-11-21", 14));
    expect(afterWork(home, at("2026-11-20", 23), RIYADH)[0]?.sendAt).toBe(at("2026-11-22", 8));
  });

  test("[R-03] a technician's day is told half an hour before his shift, on the day the clocks change too", () => {
    const told = dayPlanAt("2026-04-24", 8 * 60, CAIRO);
    expect([serviceDayOf(told, CAIRO), clockText(minuteOfDay(told, CAIRO))]).toEqual(["2026-04-24", "07:30"]);
  });

  test("[R-04] photos are asked for before the visit ends, never at once", () => {
    expect(completionPhotosAt(long, long + 2 * HOUR_MS)).toBe(long + 105 * MINUTE_MS);
    expect(completionPhotosAt(long, long - HOUR_MS)).toBe(long + 15 * MINUTE_MS);
    expect(completionPhotosAt(long, null)).toBeGreaterThan(long);
  });

  test("[S-35] a moved visit is told after the grace period; at night in the morning, unless that is too late", () => {
    const now = at("2026-11-20", 12);
    expect(newsAt(now, 2 * MINUTE_MS, at("2026-11-21", 10), RIYADH)).toBe(now + 2 * MINUTE_MS);
    const night = at("2026-11-20", 23);
    expect(newsAt(night, 2 * MINUTE_MS, at("2026-11-21", 14), RIYADH)).toBe(at("2026-11-21", 8));
    expect(newsAt(night, 2 * MINUTE_MS, at("2026-11-21", 8, 30), RIYADH)).toBe(night + 2 * MINUTE_MS);
    expect(newsAt(night, 0, null, RIYADH)).toBe(at("2026-11-21", 8));
  });

  test("[J-05] quiet hours follow the market's own clock", () => {
    expect(isQuiet(at("2026-11-20", 21, 30), RIYADH)).toBe(true);
    expect(isQuiet(at("2026-11-20", 21, 30, CAIRO), CAIRO)).toBe(false);
    expect(nextAudible(at("2026-04-23", 23, 0, CAIRO), CAIRO)).toBe(at("2026-04-24", 9, 0, CAIRO));
    expect(lastAudible(at("2026-11-20", 3), RIYADH)).toBe(at("2026-11-19", 21, 30) - 1);
    expect(isQuiet(lastAudible(at("2026-11-20", 3), RIYADH), RIYADH)).toBe(false);
  });

  test("[N-05] waits between attempts grow", () => {
    expect([...RETRY_WAITS_MS]).toEqual([...RETRY_WAITS_MS].toSorted((a, b) => a - b));
  });
});
