/** Roads of the simulated technicians: they start and end where they should and never jump. */
import { describe, expect, test } from "vitest";
import { distanceM } from "../../../shared/geo/point";
import { planRoute, positionAlong } from "../../../web/host/simulator/route";
import { seededRandom } from "../../../web/host/simulator/seededRandom";

const from = { lat: 24.7136, lng: 46.6753 };
const to = { lat: 24.7742, lng: 46.7386 };

describe("[D-04] simulated drives", () => {
  test.each(["Omar", "Salem", "Karim"])(
    "%s drives from door to door along blocks, longer than the crow flies",
    (name) => {
      const route = planRoute(from, to, seededRandom(name));
      const total = route.at(-1)?.alongM ?? 0;
      const straight = distanceM(from, to);
      expect(total).toBeGreaterThan(straight);
      expect(total).toBeLessThan(straight * 1.6);
      expect(positionAlong(route, 0).point).toEqual(from);
      expect(positionAlong(route, total)).toMatchObject({ point: to, arrived: true });
      let last = from;
      for (let driven = 0; driven <= total; driven += 40) {
        const { point, headingDeg } = positionAlong(route, driven);
        expect(distanceM(last, point)).toBeLessThan(41);
        expect(headingDeg).toBeGreaterThanOrEqual(0);
        expect(headingDeg).toBeLessThan(360);
        last = point;
      }
    },
  );

  test("the same name drives the same road", () => {
    expect(planRoute(from, to, seededRandom("Omar"))).toEqual(planRoute(from, to, seededRandom("Omar")));
    expect(planRoute(from, to, seededRandom("Omar"))).not.toEqual(planRoute(from, to, seededRandom("Salem")));
  });

  test("no way to go is no journey", () => {
    const route = planRoute(from, from, seededRandom("Omar"));
    expect(positionAlong(route, 0)).toMatchObject({ point: from, arrived: true });
  });
});
