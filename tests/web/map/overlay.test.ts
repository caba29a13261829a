/* The overlay over a scripted surface: it outlives style changes and moves points without rebuilding. */
import type { FeatureCollection } from "geojson";
import { describe, expect, test } from "vitest";
import { symbolHit, technicianHit } from "../../../web/map/mapHits";
import type { MapHit, MapSurface, PointMove } from "../../../web/map/mapSurface";
import { Overlay } from "../../../web/map/overlay";
import { LAYER } from "../../../web/map/overlayLayers";
import { palette } from "../support/mapPalette";

class ScriptedSurface {
  ready = false;
  readonly data = new Map<string, FeatureCollection>();
  readonly layers: string[] = [];
  readonly moves: PointMove[][] = [];
  hitsHere: MapHit[] = [];
  replaced = 0;
  private styleListener: () => void = () => undefined;

  /** A style arrives: whatever was drawn before is gone. */
  loadStyle(): void {
    this.data.clear();
    this.layers.length = 0;
    this.ready = true;
    this.styleListener();
  }

  get surface(): MapSurface {
    return {
      fonts: { plain: ["P"], strong: ["S"] },
      styleReady: () => this.ready,
      hasSource: (id: string) => this.data.has(id),
      addSource: (id: string, data: FeatureCollection) => void this.data.set(id, data),
      setData: (id: string, data: FeatureCollection) => {
        this.replaced += 1;
        this.data.set(id, data);
      },
      movePoints: (_id: string, moves: PointMove[]) => void this.moves.push(moves),
      hasLayer: (id: string) => this.layers.includes(id),
      addLayer: (layer: { id: string }) => void this.layers.push(layer.id),
      removeLayer: (id: string) => void this.layers.splice(this.layers.indexOf(id), 1),
      hits: (_at: unknown, _reach: number, ids: readonly string[]) =>
        this.hitsHere.filter((hit) => ids.includes(hit.layerId)),
      project: (point: { lat: number; lng: number }) => ({ x: point.lng, y: point.lat }),
      on: (_happening: string, listener: () => void) => {
        this.styleListener = listener;
        return () => undefined;
      },
      onMissingImage: () => () => undefined,
    } as unknown as MapSurface;
  }
}

const look = {
  theme: "light" as const,
  palette,
  fonts: { plain: ["P"], strong: ["S"] },
  numberTag: "en",
  crowded: false,
};
const rows = (count: number): FeatureCollection => ({
  type: "FeatureCollection",
  features: Array.from({ length: count }, () => ({
    type: "Feature",
    properties: {},
    geometry: { type: "Point", coordinates: [0, 0] },
  })),
});

describe("overlay", () => {
  test("data handed over before the style is there is drawn when it comes", () => {
    const script = new ScriptedSurface();
    const overlay = new Overlay(script.surface);
    overlay.dress(look);
    overlay.show("maydan-tickets", rows(3));
    expect(script.data.size).toBe(0);
    script.loadStyle();
    expect(script.data.get("maydan-tickets")?.features).toHaveLength(3);
    expect(script.layers).toContain(LAYER.clusters);
  });

  test("a new style loses nothing, and symbols lie in the same order", () => {
    const script = new ScriptedSurface();
    const overlay = new Overlay(script.surface);
    overlay.dress(look);
    script.loadStyle();
    overlay.show("maydan-technicians", rows(2));
    const before = [...script.layers];
    script.loadStyle();
    expect(script.data.get("maydan-technicians")?.features).toHaveLength(2);
    expect(script.layers).toEqual(before);
    expect(before.indexOf(LAYER.technicians)).toBeGreaterThan(before.indexOf(LAYER.tickets));
    expect(before.indexOf(LAYER.ticketsAlone)).toBeGreaterThan(before.indexOf(LAYER.technicians));
  });

  test("[d-5] moves go out as one batch and the same rows are not sent twice", () => {
    const script = new ScriptedSurface();
    const overlay = new Overlay(script.surface);
    overlay.dress(look);
    script.loadStyle();
    const technicians = rows(2);
    overlay.show("maydan-technicians", technicians);
    overlay.show("maydan-technicians", technicians);
    expect(script.replaced).toBe(1);
    const move = { id: "a", point: { lat: 1, lng: 1 }, properties: {} };
    overlay.move([move, { ...move, id: "b" }]);
    overlay.move([]);
    expect(script.moves).toHaveLength(1);
    expect(script.moves[0]).toHaveLength(2);
    expect(script.replaced).toBe(1);
  });

  test("held data appears with the next style only", () => {
    const script = new ScriptedSurface();
    const overlay = new Overlay(script.surface);
    overlay.dress(look);
    script.loadStyle();
    overlay.hold("maydan-technicians", rows(5));
    expect(script.data.get("maydan-technicians")?.features).toHaveLength(0);
    script.loadStyle();
    expect(script.data.get("maydan-technicians")?.features).toHaveLength(5);
  });
});

describe("[S-35] hit test", () => {
  const hit = (layerId: string, id: string, lng: number): MapHit => ({
    layerId,
    properties: { id },
    point: { lat: 0, lng },
  });

  test("the nearest technician wins, tickets beside him do not", () => {
    const script = new ScriptedSurface();
    script.hitsHere = [
      hit(LAYER.technicians, "far", 20),
      hit(LAYER.technicians, "near", 6),
      hit(LAYER.tickets, "ticket", 1),
    ];
    expect(technicianHit(script.surface, { x: 0, y: 0 }, 14)).toBe("near");
    expect(symbolHit(script.surface, { x: 0, y: 0 })).toEqual({ kind: "ticket", id: "ticket" });
  });

  test("nothing in reach is nothing; a cluster is told apart from a ticket", () => {
    const script = new ScriptedSurface();
    expect(technicianHit(script.surface, { x: 0, y: 0 }, 14)).toBeNull();
    script.hitsHere = [{ layerId: LAYER.clusters, properties: { cluster_id: 7 }, point: { lat: 0, lng: 0 } }];
    expect(symbolHit(script.surface, { x: 0, y: 0 })).toMatchObject({ kind: "cluster", clusterId: 7 });
  });
});
