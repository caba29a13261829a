/**
 * The hand-drawn cities as GeoJSON: one collection per kind of thing, each feature with its name in the asked
 * language. Holds no colours and no layers (schematicStyle.ts).
 */
import type { Feature, FeatureCollection, LineString, Point, Polygon, Position } from "geojson";
import type { MapName } from "../mapContract";
import { cairo } from "./cairo";
import type { CityBasemap, LngLat } from "./cityBasemap";
import { districtZones } from "./districtZones";
import { jeddah } from "./jeddah";
import { leadOut } from "./leadOut";
import { pixelsAtZoom20 } from "./pixelsAtZoom20";
import { riyadh } from "./riyadh";
import { smoothLine } from "./smoothLine";
import { zoneBlocks } from "./zoneBlocks";

/** Every city the product draws by itself. */
export const CITY_BASEMAPS: readonly CityBasemap[] = [riyadh, jeddah, cairo];

const position = (at: LngLat): Position => [at[0], at[1]];

function closedRing(ring: readonly LngLat[]): Position[] {
  const first = ring[0];
  const last = ring.at(-1);
  const open = ring.map(position);
  return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...open, position(first)] : open;
}

function collect<G extends Polygon | LineString | Point>(
  parts: readonly { geometry: G; properties: Record<string, string | number> }[],
): FeatureCollection<G> {
  return {
    type: "FeatureCollection",
    features: parts.map((part): Feature<G> => ({ type: "Feature", ...part })),
  };
}

/** Middle of a ring's bounding box: good enough to hang a label on. */
function middleOf(ring: readonly LngLat[]): LngLat {
  const lngs = ring.map((p) => p[0]);
  const lats = ring.map((p) => p[1]);
  return [(Math.min(...lngs) + Math.max(...lngs)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
}

export interface BasemapFeatures {
  readonly towns: FeatureCollection<Polygon>;
  readonly zones: FeatureCollection<Polygon>;
  readonly blocks: FeatureCollection<LineString>;
  readonly areas: FeatureCollection<Polygon>;
  readonly streams: FeatureCollection<LineString>;
  readonly roads: FeatureCollection<LineString>;
  readonly labels: FeatureCollection<Point>;
}

/** All cities as features named in `language`. */
export function basemapFeatures(language: "ar" | "en"): BasemapFeatures {
  const name = (names: MapName) => names[language];
  const point = (at: LngLat): Point => ({ type: "Point", coordinates: position(at) });
  const polygon = (ring: readonly LngLat[]): Polygon => ({
    type: "Polygon",
    coordinates: [closedRing(ring)],
  });
  const zonesOf = new Map(CITY_BASEMAPS.map((city) => [city.code, districtZones(city)]));
  return {
    towns: collect(
      CITY_BASEMAPS.map((city) => ({
        geometry: polygon(smoothLine(city.extent, true)),
        properties: { city: city.code },
      })),
    ),
    zones: collect(
      CITY_BASEMAPS.flatMap((city) =>
        city.districts.map((district, index) => ({
          geometry: polygon(zonesOf.get(city.code)?.get(district.id) ?? []),
          properties: { tone: index % 3 },
        })),
      ),
    ),
    blocks: collect(
      CITY_BASEMAPS.flatMap((city) =>
        zoneBlocks(city, zonesOf.get(city.code) ?? new Map()).map((line) => ({
          geometry: { type: "LineString" as const, coordinates: line.map(position) },
          properties: {},
        })),
      ),
    ),
    areas: collect(
      CITY_BASEMAPS.flatMap((city) =>
        city.areas.map((area) => ({ geometry: polygon(area.ring), properties: { kind: area.kind } })),
      ),
    ),
    streams: collect(
      CITY_BASEMAPS.flatMap((city) =>
        city.streams.map((stream) => ({
          geometry: {
            type: "LineString" as const,
            // A side branch comes back to its river; only the river itself leaves.
            coordinates: (stream.name
              ? leadOut(smoothLine(stream.line), city.extent)
              : smoothLine(stream.line)
            ).map(position),
          },
          properties: {
            kind: stream.kind,
            name: stream.name ? name(stream.name) : "",
            width20: pixelsAtZoom20(stream.widthM, city.center[1]),
          },
        })),
      ),
    ),
    roads: collect(
      CITY_BASEMAPS.flatMap((city) =>
        city.roads.map((road) => ({
          geometry: {
            type: "LineString" as const,
            coordinates: (road.class === "motorway" && road.closed !== true
              ? leadOut(smoothLine(road.line), city.extent)
              : smoothLine(road.line, road.closed)
            ).map(position),
          },
          properties: { class: road.class, name: name(road.name) },
        })),
      ),
    ),
    labels: collect([
      ...CITY_BASEMAPS.map((city) => ({
        geometry: point(city.center),
        properties: { kind: "city", name: name(city.name), rank: 0 },
      })),
      ...CITY_BASEMAPS.flatMap((city) =>
        city.districts.map((district) => ({
          geometry: point(district.point),
          properties: { kind: "district", name: name(district.name), rank: district.rank },
        })),
      ),
      ...CITY_BASEMAPS.flatMap((city) =>
        city.areas.flatMap((area) =>
          area.name
            ? [
                {
                  geometry: point(area.labelPoint ?? middleOf(area.ring)),
                  properties: { kind: area.kind, name: name(area.name), rank: 2 },
                },
              ]
            : [],
        ),
      ),
      ...CITY_BASEMAPS.flatMap((city) =>
        city.landmarks.map((landmark) => ({
          geometry: point(landmark.point),
          properties: { kind: "landmark", name: name(landmark.name), rank: 2 },
        })),
      ),
    ]),
  };
}
