/**
 * The slice of a map engine that the product uses, in its own words, so that one overlay drives MapLibre and Mapbox
 * alike and tests can stand in for both. An engine file implements it; nothing else imports an engine.
 */
import type { FeatureCollection } from "geojson";
import type { LayerSpecification } from "maplibre-gl";
import type { MapKeys, MapPoint } from "./mapContract";

/** The keys of a press, in the map's words. */
export function keysOf(event: {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}): MapKeys {
  return { many: event.ctrlKey || event.metaKey, range: event.shiftKey };
}

/** Container pixels from the top-left corner of the map. */
export interface MapPixel {
  readonly x: number;
  readonly y: number;
}

export interface OverlaySourceOptions {
  readonly cluster: boolean;
  /** Features will be moved one by one, many times a second. */
  readonly dynamic: boolean;
}

export interface MapHit {
  readonly layerId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly point: MapPoint;
}

export interface PointMove {
  readonly id: string;
  readonly point: MapPoint;
  readonly properties: Readonly<Record<string, string | number>>;
}

/** Edges of what is drawn, WGS84 degrees. */
export interface MapBounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface MapSurface {
  /** Fonts this engine can write with, plain and strong. */
  readonly fonts: { readonly plain: readonly string[]; readonly strong: readonly string[] };
  styleReady(): boolean;
  hasSource(id: string): boolean;
  addSource(id: string, data: FeatureCollection, options: OverlaySourceOptions): void;
  setData(id: string, data: FeatureCollection): void;
  movePoints(id: string, moves: readonly PointMove[]): void;
  hasLayer(id: string): boolean;
  addLayer(layer: LayerSpecification): void;
  removeLayer(id: string): void;
  hasImage(name: string): boolean;
  addImage(name: string, image: ImageData, pixelRatio: number): void;
  /** Everything drawn by the given layers inside a square round `at`. */
  hits(at: MapPixel, reachPx: number, layerIds: readonly string[]): MapHit[];
  project(point: MapPoint): MapPixel;
  flyTo(point: MapPoint, zoom: number | null, still: boolean): void;
  camera(): { center: MapPoint; zoom: number };
  fit(points: readonly MapPoint[], paddingPx: number, still: boolean): void;
  zoomBy(steps: number): void;
  /** Zoom at which a cluster falls apart; null when the engine no longer knows it. */
  clusterZoom(sourceId: string, clusterId: number): Promise<number | null>;
  inView(point: MapPoint): boolean;
  bounds(): MapBounds;
  setPanning(on: boolean): void;
  setCursor(cursor: string): void;
  element(): HTMLElement;
  /** Calls back on the named happening; the answer ends it. */
  on(happening: "style" | "move" | "idle", listener: () => void): () => void;
  /** Calls back when a layer wants an image that nobody added; adding it then is in time. */
  onMissingImage(listener: (name: string) => void): () => void;
  onClick(listener: (at: MapPixel, keys: MapKeys) => void): () => void;
  onPointer(listener: (at: MapPixel | null) => void): () => void;
}
