/* Choosing a day and an hour, also on the two days of Cairo's year that are not 24 hours long. */
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { HOUR_MS, instantAt, minuteOfDay, serviceDayOf } from "../../../shared/time/zones";
import { DayAndTime, draftOf, startOf, startsOfDay, type TimeDraft } from "../../../web/planning/DayAndTime";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

const CAIRO = "Africa/Cairo";
const SPRING = "2026-04-24";
const AUTUMN = "2026-10-29";
const iso = (at: number) => new Date(at).toISOString();

function open(value: TimeDraft, zone = CAIRO) {
  const changed = vi.fn<(draft: TimeDraft) => void>();
  render(
    <InDeployment convex={new FakeConvex()}>
      <DayAndTime
        value={value}
        onChange={changed}
        zone={zone}
        now={instantAt("2026-04-01", 600, zone)}
        lengthMs={HOUR_MS}
      />
    </InDeployment>,
  );
  return changed;
}

describe("[J-05] a day and an hour", () => {
  test("a day of 23 hours offers 46 half hours, the first at one; the hour that is not there is not offered", () => {
    const starts = startsOfDay(SPRING, CAIRO);
    expect(starts).toHaveLength(46);
    expect(minuteOfDay(starts[0]?.startsAt ?? 0, CAIRO)).toBe(60);
    expect(new Set(starts.map((one) => one.startsAt)).size).toBe(46);
    expect(starts.every((one) => serviceDayOf(one.startsAt, CAIRO) === SPRING && !one.again)).toBe(true);
  });

  test("a day of 25 hours offers its last hour twice; in Riyadh it is a day like others", () => {
    const starts = startsOfDay(AUTUMN, CAIRO);
    expect(starts).toHaveLength(50);
    expect(starts.filter((one) => one.again).map((one) => minuteOfDay(one.startsAt, CAIRO))).toEqual([
      1380, 1410,
    ]);
    expect(startsOfDay(AUTUMN, "Asia/Riyadh").filter((one) => one.again)).toEqual([]);
  });

  test("every instant of both days survives being drafted, so that saving a form moves nothing", () => {
    for (const day of [SPRING, AUTUMN])
      for (const { startsAt } of startsOfDay(day, CAIRO))
        for (const at of [startsAt, startsAt + 7 * 60_000])
          expect(iso(startOf(draftOf(at, CAIRO), CAIRO) ?? 0)).toBe(iso(at));
  });

  test("an hour typed for a day on which it does not exist becomes the hour it turned into", () => {
    const at = startOf({ day: SPRING, minute: 30 }, CAIRO);
    expect(iso(at ?? 0)).toBe("2026-04-23T22:30:00.000Z");
    expect(minuteOfDay(at ?? 0, CAIRO)).toBe(90);
  });

  test("the repeated hour says which one it is, and the second can be chosen", async () => {
    const second = instantAt(AUTUMN, 1380, CAIRO) + HOUR_MS;
    const changed = open({ day: AUTUMN, minute: 600 });
    await userEvent.click(screen.getByRole("button", { name: /Arrival/ }));
    expect(screen.getAllByText("before the clocks go back")).toHaveLength(2);
    const [after] = screen.getAllByText("after the clocks went back");
    if (after) await userEvent.click(after);
    const [draft] = changed.mock.calls.at(-1) ?? [];
    expect(draft).toEqual({ day: AUTUMN, minute: 1380, again: true });
    expect(iso(startOf(draft ?? { day: AUTUMN, minute: null }, CAIRO) ?? 0)).toBe(iso(second));
  });

  test("another day takes the hour along, and not which of two it was", async () => {
    const changed = open({ day: AUTUMN, minute: 1380, again: true });
    await userEvent.click(screen.getAllByRole("button", { pressed: false }).at(-1) ?? document.body);
    expect(changed.mock.calls.at(-1)?.[0]).toEqual({ day: "2026-04-03", minute: 1380 });
  });
});
