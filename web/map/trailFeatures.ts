/** Lines and areas under the symbols: where somebody was, where somebody works. Pure. */
import type { FeatureCollection } from "geojson";
import type { MapPoint, MapTerritory } from "./mapContract";

const position = (point: MapPoint): [number, number] => [point.lng, point.lat];

/** One line through the points; nothing for fewer than two. */
export function trailLine(trail: readonly MapPoint[]): FeatureCollection {
  return {
    type: "FeatureCollection",
    features:
      trail.length < 2
        ? []
        : [
            {
              type: "Feature",
              properties: {},
              geometry: { type: "LineString", coordinates: trail.map(position) },
            },
          ],
  };
}

/** Areas as closed polygons; a ring of fewer than three points is none. */
export function territoryShapes(territories: readonly MapTerritory[]): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: territories.flatMap(({ ring, kind, name }) => {
      const [first] = ring;
      if (!first || ring.length < 3) return [];
      return [
        {
          type: "Feature" as const,
          properties: { kind, name },
          geometry: { type: "Polygon" as const, coordinates: [[...ring.map(position), position(first)]] },
        },
      ];
    }),
  };
}
