/* Movement between two fixes, with the clock in the test's hand. */
import { describe, expect, test } from "vitest";
import { Glide } from "../../../web/map/glide";
import type { MapFix } from "../../../web/map/mapContract";

const fix = (lat: number, recordedAt: number): MapFix => ({
  point: { lat, lng: 46 },
  recordedAt,
  accuracyM: null,
  headingDeg: null,
});
const only = (one: MapFix) => new Map([["a", one]]);
const NOWHERE = { lat: 0, lng: 0 };

describe("[d-5] technicians glide between fixes", () => {
  test("the first fix is where he stands; the next is reached after as long as it took", () => {
    const glide = new Glide();
    glide.accept(only(fix(24, 0)), 10_000, false);
    expect(glide.place("a", NOWHERE, 10_000).lat).toBe(24);
    glide.accept(only(fix(24.02, 4_000)), 20_000, false);
    expect(glide.place("a", NOWHERE, 20_000).lat).toBe(24);
    expect(glide.place("a", NOWHERE, 22_000).lat).toBeCloseTo(24.01, 6);
    expect(glide.place("a", NOWHERE, 24_000).lat).toBe(24.02);
    expect(glide.place("a", NOWHERE, 60_000).lat).toBe(24.02);
  });

  test("with reduced motion, and over a jump, he is put to his fix once and does not move otherwise", () => {
    for (const still of [true, false]) {
      const glide = new Glide();
      const far = still ? 24.02 : 25;
      glide.accept(only(fix(24, 0)), 1_000, still);
      glide.accept(only(fix(far, 4_000)), 2_000, still);
      expect(glide.moving(2_000, 1_900)).toEqual([{ id: "a", point: { lat: far, lng: 46 } }]);
      expect(glide.moving(3_000, 2_000)).toEqual([]);
    }
  });

  test("a new fix in mid-way starts from where he is drawn, without a jump", () => {
    const glide = new Glide();
    glide.accept(only(fix(24, 0)), 0, false);
    glide.accept(only(fix(24.02, 4_000)), 0, false);
    glide.accept(only(fix(24.04, 8_000)), 2_000, false);
    expect(glide.place("a", NOWHERE, 2_000).lat).toBeCloseTo(24.01, 6);
  });

  test("a fix that comes late but is older is ignored", () => {
    const glide = new Glide();
    glide.accept(only(fix(24.02, 4_000)), 0, false);
    glide.accept(only(fix(24.01, 3_000)), 100, false);
    expect(glide.place("a", NOWHERE, 9_000).lat).toBe(24.02);
  });

  test("with reduced motion, and across a jump to another place, he is simply there", () => {
    const still = new Glide();
    still.accept(only(fix(24, 0)), 0, true);
    still.accept(only(fix(24.02, 4_000)), 0, true);
    expect(still.place("a", NOWHERE, 1).lat).toBe(24.02);
    const far = new Glide();
    far.accept(only(fix(24, 0)), 0, false);
    far.accept(only(fix(21.5, 4_000)), 0, false);
    expect(far.place("a", NOWHERE, 1).lat).toBe(21.5);
  });

  test("only those who move since the last beat are moved, and the last step is not lost", () => {
    const glide = new Glide();
    const both = (lat: number, at: number) =>
      new Map([
        ["a", fix(lat, at)],
        ["b", fix(24, at)],
      ]);
    glide.accept(both(24, 0), 0, false);
    glide.accept(both(24.02, 1_000), 0, false);
    expect(glide.moving(500, 300).map((move) => move.id)).toEqual(["a"]);
    expect(glide.moving(1_100, 900)).toEqual([{ id: "a", point: { lat: 24.02, lng: 46 } }]);
    expect(glide.moving(1_300, 1_100)).toEqual([]);
  });

  test("who leaves is forgotten", () => {
    const glide = new Glide();
    glide.accept(only(fix(24, 0)), 0, false);
    glide.accept(new Map(), 100, false);
    expect(glide.place("a", NOWHERE, 100)).toBe(NOWHERE);
  });
});
