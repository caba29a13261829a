/* The time axis: hours drawn, snapping, and the same instant under the pointer in both directions. */
import { describe, expect, test } from "vitest";
import {
  fractionAt,
  instantAtFraction,
  laneScale,
  pointerFraction,
} from "../../../web/features/board/laneScale";
import { at, DAY, ZONE } from "../support/boardRows";

const plain = { day: DAY, zone: ZONE, openMinute: 480, closeMinute: 1200, spans: [] };
const track = { left: 100, width: 1200 };

describe("lane scale", () => {
  test("[S-35] shows opening hours, widened to what must be seen, never beyond the day", () => {
    const scale = laneScale(plain);
    expect([scale.startsAt, scale.endsAt]).toEqual([at(8), at(20)]);
    expect(scale.ticks.map((tick) => tick.hour)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    const early = laneScale({ ...plain, spans: [{ startsAt: at(6, 40), endsAt: at(7, 40) }] });
    expect(early.startsAt).toBe(at(6));
    const late = laneScale({ ...plain, spans: [{ startsAt: at(23), endsAt: at(25) }] });
    expect(late.endsAt).toBe(at(24));
  });

  test("[J-05] a day of 23 hours has 23 of them", () => {
    const cairo = { day: "2026-04-24", zone: "Africa/Cairo", openMinute: 0, closeMinute: 1440, spans: [] };
    expect(laneScale(cairo).ticks).toHaveLength(23);
  });

  test("[J-05] on Cairo's changed days the axis has the hours there are: none at midnight in spring, two at 23 in autumn", () => {
    const allDay = { zone: "Africa/Cairo", openMinute: 0, closeMinute: 1440, spans: [] };
    const spring = laneScale({ ...allDay, day: "2026-04-24" });
    expect(spring.ticks.map(({ hour }) => hour)).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
    const autumn = laneScale({ ...allDay, day: "2026-10-29" });
    expect(autumn.ticks.map(({ hour }) => hour)).toEqual([
      ...Array.from({ length: 24 }, (_, hour) => hour),
      23,
    ]);
    // The same share of the axis is one instant and back again, wherever it lies; a drop before the first hour is at it.
    for (const scale of [spring, autumn]) {
      for (let at = scale.startsAt; at < scale.endsAt; at += 15 * 60_000)
        expect(instantAtFraction(scale, fractionAt(scale, at))).toBe(at);
      expect(instantAtFraction(scale, -0.1)).toBe(scale.startsAt);
    }
    expect(new Date(instantAtFraction(spring, 0)).toISOString()).toBe("2026-04-23T22:00:00.000Z");
  });

  test("[S-35] starts snap to quarters of an hour", () => {
    const scale = laneScale(plain);
    expect(instantAtFraction(scale, fractionAt(scale, at(10, 6)))).toBe(at(10));
    expect(instantAtFraction(scale, fractionAt(scale, at(10, 8)))).toBe(at(10, 15));
    expect(instantAtFraction(scale, -0.2)).toBe(at(8));
    expect(instantAtFraction(scale, 1.2)).toBe(at(19, 45));
  });

  test("[S-60] time runs with the reading direction: the same place is morning in one, evening in the other", () => {
    const scale = laneScale(plain);
    const clientX = 100 + 100;
    expect(instantAtFraction(scale, pointerFraction(clientX, track, "ltr"))).toBe(at(9));
    expect(instantAtFraction(scale, pointerFraction(clientX, track, "rtl"))).toBe(at(19));
  });
});
