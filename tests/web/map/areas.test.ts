/* Areas and trails under the symbols. */
import { describe, expect, test } from "vitest";
import { cityTerritories } from "../../../web/map/basemap/territories";
import { territoryShapes, trailLine } from "../../../web/map/trailFeatures";
import { batchEveryMs } from "../../../web/map/useGlidingTechnicians";
import { DRAWN_CITIES } from "../../../web/map/useTerritories";

describe("areas", () => {
  test("every city the map offers has an outline and districts named in both languages", () => {
    for (const code of DRAWN_CITIES) {
      const [ar, en] = (["ar", "en"] as const).map((language) => cityTerritories([code], language));
      expect(ar?.filter((one) => one.kind === "own")).toHaveLength(1);
      expect(ar?.length).toBeGreaterThan(5);
      expect(ar?.map((one) => one.id)).toEqual(en?.map((one) => one.id));
      const shapes = territoryShapes(ar ?? []);
      expect(shapes.features).toHaveLength(ar?.length ?? 0);
      for (const { geometry } of shapes.features)
        if (geometry.type === "Polygon")
          expect(geometry.coordinates[0]?.[0]).toEqual(geometry.coordinates[0]?.at(-1));
    }
    expect(cityTerritories(["dammam"], "en")).toEqual([]);
  });

  test("a trail is a line from two points on", () => {
    expect(trailLine([{ lat: 1, lng: 2 }]).features).toEqual([]);
    expect(
      trailLine([
        { lat: 1, lng: 2 },
        { lat: 3, lng: 4 },
      ]).features[0]?.geometry,
    ).toMatchObject({
      coordinates: [
        [2, 1],
        [4, 3],
      ],
    });
  });

  test("[d-5] the more move on screen, the rarer they are laid out anew", () => {
    expect([10, 100, 2_000].map(batchEveryMs)).toEqual([40, 100, 250]);
  });
});
