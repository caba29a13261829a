import { describe, expect, test } from "vitest";
import { beatGapMs, LONGEST_BEAT_MS, needsNewBase } from "../../shared/geo/beats";

describe("beats of positions", () => {
  test("[F-06] the more move, the longer a beat, and never longer than the longest", () => {
    let before = 0;
    for (const moving of [0, 1, 60, 61, 400, 401, 2_000, 100_000]) {
      const gap = beatGapMs(moving);
      expect(gap).toBeGreaterThanOrEqual(Math.max(before, 1_000));
      expect(gap).toBeLessThanOrEqual(LONGEST_BEAT_MS);
      before = gap;
    }
    expect(beatGapMs(2_000)).toBe(LONGEST_BEAT_MS);
  });

  test("[F-06] those at rest leave the moving sheet when they are many and the larger part", () => {
    expect(needsNewBase(0, 40)).toBe(false);
    expect(needsNewBase(0, 41)).toBe(true);
    expect(needsNewBase(1_900, 100)).toBe(false);
    expect(needsNewBase(50, 60)).toBe(true);
  });
});
