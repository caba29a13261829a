/**
 * The layers that lie on any basemap: threads, tickets with their clusters, technicians with their names. Declares
 * what is drawn from which source; when and with which data is overlay.ts.
 */
import type { LayerSpecification } from "maplibre-gl";
import type { MapUrgency } from "./mapContract";
import type { MapPalette } from "./mapPalette";
import type { OverlaySourceOptions } from "./mapSurface";
import { symbolName } from "./symbolName";

export const OVERLAY_SOURCES = {
  "maydan-territories": { cluster: false, dynamic: false },
  "maydan-trail": { cluster: false, dynamic: false },
  "maydan-threads": { cluster: false, dynamic: false },
  "maydan-tickets": { cluster: true, dynamic: false },
  "maydan-tickets-alone": { cluster: false, dynamic: false },
  "maydan-technicians": { cluster: false, dynamic: true },
  "maydan-destination": { cluster: false, dynamic: false },
} as const satisfies Record<string, OverlaySourceOptions>;
export type OverlaySourceId = keyof typeof OVERLAY_SOURCES;

/**
 * Clustering of tickets: a dispatcher lifts single symbols, so only a heap that could not be told apart becomes one,
 * and never when zoomed in close.
 */
export const TICKET_CLUSTERING = {
  radiusPx: 20,
  minPoints: 3,
  maxZoom: 13,
  /** Cluster property that carries the worst urgency rank of the members. */
  worst: ["max", ["get", "urgencyRank"]],
  /** Cluster property that counts tickets: members may be piles of several. */
  tickets: ["+", ["get", "pile"]],
} as const;

export const LAYER = {
  clusters: "maydan-clusters",
  tickets: "maydan-ticket-symbols",
  ticketsAlone: "maydan-ticket-alone-symbols",
  technicians: "maydan-technician-symbols",
} as const;

export interface OverlayLook {
  readonly theme: "light" | "dark";
  readonly palette: MapPalette;
  readonly fonts: { readonly plain: readonly string[]; readonly strong: readonly string[] };
  /** Language tag whose digits count the members of a cluster. */
  readonly numberTag: string;
  /** So many symbols that laying names out around each of them would cost frames: see CROWDED_FROM. */
  readonly crowded: boolean;
}

/** From so many tickets or technicians on, symbols no longer push the ground's names aside and names wait for zoom. */
export const CROWDED_FROM = { tickets: 600, technicians: 120 } as const;
/** Where technicians' names appear in a crowd. */
const CROWDED_NAME_ZOOM = 12.5;

/** All overlay layers from bottom to top. */
export function overlayLayers({
  theme,
  palette,
  fonts,
  numberTag,
  crowded,
}: OverlayLook): LayerSpecification[] {
  const cluster = (urgency: MapUrgency) => symbolName({ kind: "cluster", theme, urgency });
  const ticketSymbols = (id: string, source: OverlaySourceId): LayerSpecification => ({
    id,
    type: "symbol",
    source,
    filter: ["!", ["has", "point_count"]],
    layout: {
      "icon-image": ["get", "icon"],
      // Always drawn, and names of the ground keep out of the way.
      "icon-allow-overlap": true,
      "icon-ignore-placement": crowded,
      "icon-padding": 0,
      "symbol-sort-key": ["get", "urgencyRank"],
      "text-field": [
        "case",
        [">", ["get", "pile"], 1],
        ["concat", "×", ["number-format", ["get", "pile"], { locale: numberTag }]],
        "",
      ],
      "text-font": [...fonts.strong],
      "text-size": 12,
      "text-anchor": "top",
      "text-offset": [0, 1],
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: { "text-color": palette.ink, "text-halo-color": palette.raised, "text-halo-width": 2 },
  });
  return [
    {
      id: "maydan-territory",
      type: "fill",
      source: "maydan-territories",
      paint: {
        "fill-color": palette.accent,
        "fill-opacity": ["match", ["get", "kind"], "own", 0.08, 0],
      },
    },
    {
      id: "maydan-territory-edge",
      type: "line",
      source: "maydan-territories",
      layout: { "line-join": "round" },
      paint: {
        "line-color": palette.accent,
        "line-opacity": ["match", ["get", "kind"], "own", 0.9, 0.25],
        "line-width": ["match", ["get", "kind"], "own", 2, 1],
      },
    },
    {
      id: "maydan-trail-edge",
      type: "line",
      source: "maydan-trail",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": palette.raised, "line-width": 6, "line-opacity": 0.8 },
    },
    {
      id: "maydan-trail",
      type: "line",
      source: "maydan-trail",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": palette.phase.travelling, "line-width": 3, "line-opacity": 0.85 },
    },
    {
      id: "maydan-thread",
      type: "line",
      source: "maydan-threads",
      layout: { "line-cap": "round" },
      paint: {
        "line-color": palette.accent,
        "line-width": 2,
        "line-opacity": 0.75,
        "line-dasharray": [0.4, 2],
      },
    },
    {
      id: "maydan-accuracy",
      type: "circle",
      source: "maydan-technicians",
      filter: [">", ["get", "accuracy20"], 0],
      paint: {
        "circle-radius": [
          "interpolate",
          ["exponential", 2],
          ["zoom"],
          8,
          ["/", ["get", "accuracy20"], 4096],
          20,
          ["get", "accuracy20"],
        ],
        "circle-color": palette.phase.travelling,
        "circle-opacity": 0.12,
        "circle-stroke-color": palette.phase.travelling,
        "circle-stroke-opacity": 0.5,
        "circle-stroke-width": 1,
      },
    },
    {
      id: LAYER.clusters,
      type: "symbol",
      source: "maydan-tickets",
      filter: ["has", "point_count"],
      layout: {
        "icon-image": [
          "match",
          ["get", "worst"],
          3,
          cluster("late"),
          2,
          cluster("urgent"),
          1,
          cluster("high"),
          cluster("normal"),
        ],
        "icon-allow-overlap": true,
        "icon-ignore-placement": crowded,
        "text-field": ["number-format", ["get", "tickets"], { locale: numberTag }],
        "text-font": [...fonts.strong],
        "text-size": 13,
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": palette.ink },
    },
    ticketSymbols(LAYER.tickets, "maydan-tickets"),
    {
      id: "maydan-destination-symbol",
      type: "symbol",
      source: "maydan-destination",
      layout: {
        "icon-image": symbolName({ kind: "destination", theme }),
        "icon-allow-overlap": true,
        "icon-anchor": "bottom",
      },
      paint: {},
    },
    {
      id: LAYER.technicians,
      type: "symbol",
      source: "maydan-technicians",
      layout: {
        "icon-image": ["get", "icon"],
        "icon-allow-overlap": true,
        "icon-ignore-placement": crowded,
        "symbol-sort-key": ["get", "order"],
        "text-field": crowded ? ["step", ["zoom"], "", CROWDED_NAME_ZOOM, ["get", "name"]] : ["get", "name"],
        "text-font": [...fonts.strong],
        "text-size": 11.5,
        "text-anchor": "top",
        "text-offset": [0, 1.75],
        "text-max-width": 9,
        "text-optional": true,
      },
      paint: {
        "text-color": palette.ink,
        "text-halo-color": palette.raised,
        "text-halo-width": 1.75,
      },
    },
    ticketSymbols(LAYER.ticketsAlone, "maydan-tickets-alone"),
  ];
}
