/* The hand-drawn cities: complete, in both languages, inside their bounds, and a valid style. */
import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, test } from "vitest";
import { basemapFeatures, CITY_BASEMAPS } from "../../../web/map/basemap/basemapFeatures";
import { pixelsAtZoom20 } from "../../../web/map/basemap/pixelsAtZoom20";
import type { LngLat } from "../../../web/map/basemap/cityBasemap";
import { districtZones } from "../../../web/map/basemap/districtZones";
import { insideRing, leadOut } from "../../../web/map/basemap/leadOut";
import { schematicStyle } from "../../../web/map/basemap/schematicStyle";
import { smoothLine } from "../../../web/map/basemap/smoothLine";
import { overlayLayers } from "../../../web/map/overlayLayers";
import { palette } from "../support/mapPalette";

const ARABIC = /[\u0621-\u064a]/;
const ARABIC_LETTERS_ONLY = /^[\u0621-\u064a\u0660-\u0669\s]+$/;

describe.each(CITY_BASEMAPS)("basemap of $name.en", (city) => {
  const named = [
    city,
    ...city.roads,
    ...city.districts,
    ...city.landmarks,
    ...city.areas.filter((area) => area.name !== undefined),
    ...city.streams.filter((stream) => stream.name !== undefined),
  ];

  test("has what a dispatcher finds his way by", () => {
    expect(city.districts.length).toBeGreaterThanOrEqual(20);
    expect(city.roads.filter((road) => road.class === "motorway").length).toBeGreaterThanOrEqual(4);
    expect(city.roads.filter((road) => road.class === "arterial").length).toBeGreaterThanOrEqual(8);
    expect(city.areas.some((area) => area.kind === "airport")).toBe(true);
    expect(city.areas.some((area) => area.kind === "park")).toBe(true);
  });

  test("every name is there in Arabic letters and in Latin letters", () => {
    for (const { name } of named) {
      expect(name?.ar, name?.en).toMatch(ARABIC_LETTERS_ONLY);
      expect(name?.en, name?.ar).toMatch(/[A-Za-z]/);
      expect(name?.en).not.toMatch(ARABIC);
    }
  });

  test("every coordinate lies inside the bounds", () => {
    const [west, south, east, north] = city.bounds;
    const all: readonly LngLat[] = [
      city.center,
      ...city.extent,
      ...city.roads.flatMap((road) => road.line),
      ...city.districts.map((district) => district.point),
      ...city.areas.flatMap((area) => area.ring),
      ...city.streams.flatMap((stream) => stream.line),
      ...city.landmarks.map((landmark) => landmark.point),
    ];
    const outside = all.filter(([lng, lat]) => lng < west || lng > east || lat < south || lat > north);
    expect(outside).toEqual([]);
  });

  test("ids are unique and lines and rings have enough points", () => {
    for (const parts of [city.roads, city.districts, city.areas, city.streams, city.landmarks])
      expect(new Set(parts.map((part) => part.id)).size).toBe(parts.length);
    for (const line of [...city.roads, ...city.streams]) expect(line.line.length).toBeGreaterThanOrEqual(2);
    for (const area of city.areas) expect(area.ring.length).toBeGreaterThanOrEqual(4);
  });

  test("every district has a zone that contains its own label and no other label", () => {
    const zones = districtZones(city);
    for (const district of city.districts) {
      const ring = zones.get(district.id) ?? [];
      const inside = city.districts.filter((other) => insideRing(ring, other.point)).map((other) => other.id);
      expect(inside, district.name.en).toEqual([district.id]);
    }
  });
});

describe("the schematic style", () => {
  test.each(["ar", "en"] as const)(
    "is a valid style in %s, with our symbols on it, and asks nobody for anything",
    (language) => {
      const style = schematicStyle({ palette, language, attribution: "schematic" });
      const fonts = { plain: ["Maydan Sans"], strong: ["Maydan Sans Strong"] };
      const overlay = overlayLayers({
        theme: "light",
        palette,
        fonts,
        numberTag: "ar-SA-u-nu-arab",
        crowded: language === "en",
      });
      const empty = { type: "geojson" as const, data: { type: "FeatureCollection" as const, features: [] } };
      const sources = Object.fromEntries(
        overlay.map((layer) => ["source" in layer ? layer.source : "", empty]),
      );
      const { "font-faces": faces, ...rest } = style;
      const problems = validateStyleMin({
        ...rest,
        sources: { ...rest.sources, ...sources },
        layers: [...rest.layers, ...overlay],
      });
      expect(problems.map((problem) => problem.message)).toEqual([]);
      expect(style.glyphs).toBeUndefined();
      expect(style.sprite).toBeUndefined();
      expect(Object.keys(faces ?? {})).toEqual(["Maydan Sans", "Maydan Sans Strong"]);
      for (const source of Object.values(style.sources)) expect(source.type).toBe("geojson");
    },
  );

  test("labels are in the asked language and closed shapes are closed", () => {
    const labels = basemapFeatures("ar").labels.features.map((feature) =>
      String(feature.properties?.["name"]),
    );
    expect(labels).toContain("العليا");
    expect(labels.every((label) => ARABIC.test(label))).toBe(true);
    for (const zone of basemapFeatures("en").zones.features) {
      const ring = zone.geometry.coordinates[0] ?? [];
      expect(ring.at(-1)).toEqual(ring[0]);
    }
  });
});

test("a smooth line still passes through every given point", () => {
  const given: LngLat[] = [
    [46, 24],
    [46.1, 24.2],
    [46.3, 24.1],
  ];
  const line = smoothLine(given);
  for (const point of given)
    expect(line.some(([lng, lat]) => Math.hypot(lng - point[0], lat - point[1]) < 1e-9)).toBe(true);
  expect(line.length).toBeGreaterThan(given.length * 4);
});

test("ground widths double with every zoom step and grow towards the poles", () => {
  expect(pixelsAtZoom20(100, 0)).toBeCloseTo((100 * 2 ** 20) / 78_271.517, 3);
  expect(pixelsAtZoom20(100, 60)).toBeCloseTo(pixelsAtZoom20(100, 0) * 2, 3);
});

test("a road that leaves the outline goes on, one that ends inside stays as drawn", () => {
  const square: LngLat[] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  const within: LngLat[] = [
    [0.4, 0.5],
    [0.6, 0.5],
  ];
  expect(leadOut(within, square)).toEqual(within);
  const leaving = leadOut([...within, [0.99, 0.5]], square);
  expect(leaving).toHaveLength(4);
  expect(leaving.at(-1)?.[0]).toBeGreaterThan(1.5);
  expect(leaving.at(-1)?.[1]).toBeCloseTo(0.5);
});
