/**
 * Our own basemap as a complete style: the three hand-drawn cities, in the reader's language and theme, without a
 * single request to anybody. Colours come in as a palette; tickets and technicians are not here (overlayLayers.ts).
 */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { MAP_FONT, MAP_FONT_STRONG, mapFontFaces } from "../mapFonts";
import type { MapPalette } from "../mapPalette";
import { basemapFeatures } from "./basemapFeatures";
import type { RoadClass } from "./cityBasemap";

export interface SchematicOptions {
  readonly palette: MapPalette;
  readonly language: "ar" | "en";
  /** Attribution that says to the reader that this drawing is schematic. */
  readonly attribution: string;
}

/** Line width in pixels per zoom for one road class; the casing is drawn this much wider. */
const ROAD_WIDTHS: Record<RoadClass, readonly (readonly [zoom: number, width: number])[]> = {
  motorway: [
    [8, 0.8],
    [10, 2.6],
    [12, 5],
    [14, 9],
    [17, 26],
  ],
  arterial: [
    [8, 0.3],
    [10, 1.5],
    [12, 3.2],
    [14, 6.5],
    [17, 20],
  ],
  street: [
    [11, 0.4],
    [12, 1.4],
    [14, 4],
    [17, 14],
  ],
};
const ROAD_CASINGS: Record<RoadClass, number> = { motorway: 2.2, arterial: 1.4, street: 1.2 };
const ROAD_MIN_ZOOM: Record<RoadClass, number> = { motorway: 0, arterial: 9, street: 11 };
const ROAD_LABEL_MIN_ZOOM: Record<RoadClass, number> = { motorway: 10.3, arterial: 11.3, street: 12.6 };

function byZoom(stops: readonly (readonly [number, number])[], add = 0): ExpressionSpecification {
  return ["interpolate", ["exponential", 1.4], ["zoom"], ...stops.flatMap(([z, width]) => [z, width + add])];
}

/** Pixels of a ground width that the feature carries for zoom 20. */
function groundWidth(property: string): ExpressionSpecification {
  return [
    "interpolate",
    ["exponential", 2],
    ["zoom"],
    8,
    ["/", ["get", property], 2 ** 12],
    20,
    ["get", property],
  ];
}

function roadLayers(palette: MapPalette): LayerSpecification[] {
  const drawn = (kind: RoadClass, part: "casing" | "fill"): LayerSpecification => ({
    id: `road-${kind}-${part}`,
    type: "line",
    source: "roads",
    minzoom: ROAD_MIN_ZOOM[kind],
    filter: ["==", ["get", "class"], kind],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color":
        palette.map[
          part === "casing"
            ? kind === "motorway"
              ? "motorway-casing"
              : "road-casing"
            : kind === "motorway"
              ? "motorway"
              : "road"
        ],
      "line-width": byZoom(ROAD_WIDTHS[kind], part === "casing" ? ROAD_CASINGS[kind] : 0),
    },
  });
  const named = (kind: RoadClass): LayerSpecification => ({
    id: `road-${kind}-name`,
    type: "symbol",
    source: "roads",
    minzoom: ROAD_LABEL_MIN_ZOOM[kind],
    filter: ["==", ["get", "class"], kind],
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 420,
      "text-field": ["get", "name"],
      "text-font": [MAP_FONT],
      "text-size": kind === "motorway" ? 12 : 11,
      "text-max-angle": 28,
      "text-padding": 6,
    },
    paint: {
      "text-color": palette.map["label-road"],
      "text-halo-color": palette.map["halo"],
      "text-halo-width": 1.6,
    },
  });
  return [
    drawn("street", "casing"),
    drawn("arterial", "casing"),
    drawn("street", "fill"),
    drawn("arterial", "fill"),
    drawn("motorway", "casing"),
    drawn("motorway", "fill"),
    named("street"),
    named("arterial"),
    named("motorway"),
  ];
}

function groundLayers({ map }: MapPalette): LayerSpecification[] {
  const area = (id: string, kinds: readonly string[], color: string): LayerSpecification => ({
    id,
    type: "fill",
    source: "areas",
    filter: ["in", ["get", "kind"], ["literal", [...kinds]]],
    paint: { "fill-color": color, "fill-antialias": true },
  });
  return [
    { id: "land", type: "background", paint: { "background-color": map.land } },
    { id: "town", type: "fill", source: "towns", paint: { "fill-color": map.town } },
    {
      id: "zone",
      type: "fill",
      source: "zones",
      paint: {
        "fill-color": ["match", ["get", "tone"], 0, map["zone-a"], 1, map["zone-b"], map["zone-c"]],
        "fill-outline-color": map["zone-line"],
      },
    },
    {
      id: "block",
      type: "line",
      source: "blocks",
      minzoom: 11.6,
      paint: {
        "line-color": map.block,
        "line-width": ["interpolate", ["exponential", 1.5], ["zoom"], 11.6, 0.6, 14, 2.6, 17, 10],
        "line-opacity": ["interpolate", ["linear"], ["zoom"], 11.6, 0, 12.6, 1],
      },
    },
    area("campus", ["campus"], map.campus),
    area("airport", ["airport"], map.airport),
    {
      id: "valley",
      type: "line",
      source: "streams",
      filter: ["==", ["get", "kind"], "valley"],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": map.valley, "line-width": groundWidth("width20") },
    },
    area("water", ["water"], map.water),
    {
      id: "river",
      type: "line",
      source: "streams",
      filter: ["==", ["get", "kind"], "river"],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": map.water, "line-width": groundWidth("width20") },
    },
    area("island", ["island"], map["zone-c"]),
    area("park", ["park"], map.park),
  ];
}

function labelLayers({ map }: MapPalette): LayerSpecification[] {
  const halo = { "text-halo-color": map["halo"], "text-halo-width": 1.6 };
  const district = (rank: number, minzoom: number, size: number): LayerSpecification => ({
    id: `district-${rank}`,
    type: "symbol",
    source: "labels",
    minzoom,
    filter: ["all", ["==", ["get", "kind"], "district"], ["==", ["get", "rank"], rank]],
    layout: {
      "text-field": ["get", "name"],
      "text-font": [rank === 1 ? MAP_FONT_STRONG : MAP_FONT],
      "text-size": ["interpolate", ["linear"], ["zoom"], 10, size, 14, size + 3],
      "text-max-width": 7,
      "text-padding": 3,
      "text-justify": "auto",
      "text-variable-anchor": ["center", "top", "bottom", "left", "right"],
      "text-radial-offset": 0.9,
    },
    paint: { "text-color": rank === 1 ? map["label-strong"] : map.label, ...halo },
  });
  const area = (kind: string, minzoom: number, color: string): LayerSpecification => ({
    id: `name-${kind}`,
    type: "symbol",
    source: "labels",
    minzoom,
    filter: ["==", ["get", "kind"], kind],
    layout: {
      "text-field": ["get", "name"],
      "text-font": [MAP_FONT],
      "text-size": kind === "water" ? 15 : 11,
      "text-max-width": 8,
    },
    paint: { "text-color": color, ...halo, ...(kind === "water" ? { "text-halo-width": 0 } : {}) },
  });
  return [
    {
      id: "name-stream",
      type: "symbol",
      source: "streams",
      minzoom: 10,
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 380,
        "text-field": ["get", "name"],
        "text-font": [MAP_FONT],
        "text-size": 12,
      },
      paint: {
        "text-color": ["match", ["get", "kind"], "river", map["label-water"], map["label-park"]],
        "text-halo-color": map["halo"],
        "text-halo-width": ["match", ["get", "kind"], "river", 0, 1.2],
      },
    },
    {
      id: "landmark-dot",
      type: "circle",
      source: "labels",
      minzoom: 12,
      filter: ["==", ["get", "kind"], "landmark"],
      paint: {
        "circle-radius": 2.2,
        "circle-color": map.label,
        "circle-stroke-width": 1.2,
        "circle-stroke-color": map["halo"],
      },
    },
    {
      id: "landmark",
      type: "symbol",
      source: "labels",
      minzoom: 12.4,
      filter: ["==", ["get", "kind"], "landmark"],
      layout: {
        "text-field": ["get", "name"],
        "text-font": [MAP_FONT],
        "text-size": 11,
        "text-variable-anchor": ["top", "bottom", "left", "right"],
        "text-radial-offset": 0.5,
      },
      paint: { "text-color": map.label, ...halo },
    },
    area("campus", 12, map.label),
    area("park", 12, map["label-park"]),
    area("island", 11.8, map.label),
    area("airport", 10, map.label),
    area("water", 7, map["label-water"]),
    district(3, 11.7, 10.5),
    district(2, 10.6, 11),
    district(1, 9.4, 12),
    {
      id: "city",
      type: "symbol",
      source: "labels",
      maxzoom: 9.4,
      filter: ["==", ["get", "kind"], "city"],
      layout: { "text-field": ["get", "name"], "text-font": [MAP_FONT_STRONG], "text-size": 17 },
      paint: { "text-color": map["label-strong"], ...halo },
    },
  ];
}

/** Builds the style; cheap enough to be rebuilt whenever theme or language changes. */
export function schematicStyle({ palette, language, attribution }: SchematicOptions): StyleSpecification {
  const features = basemapFeatures(language);
  const source = (data: (typeof features)[keyof typeof features]) => ({
    type: "geojson" as const,
    data,
    tolerance: 0.2,
  });
  return {
    version: 8,
    "font-faces": mapFontFaces(),
    sources: {
      towns: { ...source(features.towns), attribution },
      zones: source(features.zones),
      blocks: source(features.blocks),
      areas: source(features.areas),
      streams: source(features.streams),
      roads: source(features.roads),
      labels: source(features.labels),
    },
    layers: [...groundLayers(palette), ...roadLayers(palette), ...labelLayers(palette)],
  };
}
