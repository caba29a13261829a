/** Distance, movement threshold, arrival estimate. */
import { describe, expect, test } from "vitest";
import { etaMinutes, USUAL_WAY_MINUTES, wayMinutes } from "../../shared/geo/eta";
import { FRESH_FOR_MS, isWorthStoring, MOVED_ENOUGH_M } from "../../shared/geo/movement";
import { distanceM, isOnGlobe } from "../../shared/geo/point";

const RIYADH = { lat: 24.7136, lng: 46.6753 };
const JEDDAH = { lat: 21.4858, lng: 39.1925 };

describe("[M-04] geometry", () => {
  test("known distances", () => {
    expect(distanceM(RIYADH, JEDDAH)).toBeGreaterThan(845_000);
    expect(distanceM(RIYADH, JEDDAH)).toBeLessThan(855_000);
    expect(distanceM(RIYADH, RIYADH)).toBe(0);
    expect(distanceM({ lat: 0, lng: 179.9 }, { lat: 0, lng: -179.9 })).toBeLessThan(23_000);
  });

  test("off the globe", () => {
    expect(isOnGlobe({ lat: 90, lng: -180 })).toBe(true);
    for (const bad of [
      { lat: 90.1, lng: 0 },
      { lat: 0, lng: 181 },
      { lat: Number.NaN, lng: 0 },
    ])
      expect(isOnGlobe(bad)).toBe(false);
  });

  test("[S-35] a way that is not known costs what its caller says, a known one what it takes", () => {
    const near = { lat: 24.75, lng: 46.6753 };
    const farthest = { lat: -33, lng: 151 };
    expect([null, 0, USUAL_WAY_MINUTES].map((unknown) => wayMinutes(RIYADH, near, unknown))).toEqual([
      11, 11, 11,
    ]);
    for (const [from, to] of [
      [null, near],
      [near, null],
      [RIYADH, farthest],
    ] as const)
      expect([null, 0, USUAL_WAY_MINUTES].map((unknown) => wayMinutes(from, to, unknown))).toEqual([
        null,
        0,
        15,
      ]);
  });

  test("an estimate is whole minutes, at least one, and none across the country", () => {
    expect(etaMinutes(RIYADH, RIYADH)).toBe(1);
    expect(etaMinutes(RIYADH, { lat: 24.75, lng: 46.6753 })).toBe(11);
    expect(etaMinutes(RIYADH, { lat: -33, lng: 151 })).toBeNull();
  });
});

describe("[F-06] what is worth storing", () => {
  const last = { ...RIYADH, recordedAt: 1_000_000 };
  const metresNorth = (metres: number) => RIYADH.lat + metres / 111_195;
  const next = (metres: number, afterMs: number) => ({
    lat: metresNorth(metres),
    lng: RIYADH.lng,
    recordedAt: last.recordedAt + afterMs,
  });
  test("the first fix, a real move, or enough time", () => {
    expect(isWorthStoring(null, last)).toBe(true);
    expect(isWorthStoring(last, next(MOVED_ENOUGH_M + 1, 1))).toBe(true);
    expect(isWorthStoring(last, next(MOVED_ENOUGH_M - 1, FRESH_FOR_MS - 1))).toBe(false);
    expect(isWorthStoring(last, next(0, FRESH_FOR_MS))).toBe(true);
  });
  test("never a fix that is not newer", () => {
    expect(isWorthStoring(last, next(5_000, 0))).toBe(false);
    expect(isWorthStoring(last, next(5_000, -1))).toBe(false);
  });
});
