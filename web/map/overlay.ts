/**
 * Keeps the overlay on the map whatever happens to the basemap under it: adds sources and layers when a style
 * arrives, replaces data when rows change, moves points without rebuilding. Holds the last data handed to it, so a
 * style switch never loses what was drawn.
 */
import type { FeatureCollection } from "geojson";
import { drawSymbol, SYMBOL_RATIO } from "./drawSymbol";
import type { MapBounds, MapSurface, PointMove } from "./mapSurface";
import { OVERLAY_SOURCES, overlayLayers, type OverlayLook, type OverlaySourceId } from "./overlayLayers";
import { symbolLook } from "./symbolName";

const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };
const SOURCE_IDS = Object.keys(OVERLAY_SOURCES).filter((id): id is OverlaySourceId => id in OVERLAY_SOURCES);

export class Overlay {
  private readonly data = new Map<OverlaySourceId, FeatureCollection>();
  private readonly endings: (() => void)[];
  private look: OverlayLook | null = null;
  private layersFor: OverlayLook | null = null;

  constructor(private readonly surface: MapSurface) {
    this.endings = [
      surface.on("style", () => this.settle()),
      surface.onMissingImage((name) => this.supply(name)),
    ];
  }

  /** Sets theme, fonts and digits; layers are built or rebuilt, data stays. Nothing is drawn before the first call. */
  dress(look: OverlayLook): void {
    this.look = look;
    this.settle();
  }

  /** Replaces what one source shows. */
  show(id: OverlaySourceId, data: FeatureCollection): void {
    if (this.data.get(id) === data) return;
    this.data.set(id, data);
    if (this.surface.styleReady() && this.surface.hasSource(id)) this.surface.setData(id, data);
  }

  /** Keeps newer data for the next style without redrawing: what is on screen already says the same. */
  hold(id: OverlaySourceId, data: FeatureCollection): void {
    this.data.set(id, data);
  }

  /** Moves some technicians; the next full `show` carries their places by itself. */
  move(moves: readonly PointMove[]): void {
    const id = "maydan-technicians";
    if (moves.length > 0 && this.surface.styleReady() && this.surface.hasSource(id))
      this.surface.movePoints(id, moves);
  }

  /** What part of the world is drawn. */
  bounds(): MapBounds {
    return this.surface.bounds();
  }

  /** Calls back when another part of the world is drawn; the answer ends it. */
  onView(listener: () => void): () => void {
    return this.surface.on("move", listener);
  }

  end(): void {
    for (const ending of this.endings) ending();
  }

  private settle(): void {
    const { surface, look } = this;
    if (!look || !surface.styleReady()) return;
    for (const id of SOURCE_IDS)
      if (!surface.hasSource(id)) surface.addSource(id, this.data.get(id) ?? EMPTY, OVERLAY_SOURCES[id]);
    const layers = overlayLayers(look);
    const missing = layers.some((layer) => !surface.hasLayer(layer.id));
    if (!missing && this.layersFor === look) return;
    for (const layer of layers) {
      if (surface.hasLayer(layer.id)) surface.removeLayer(layer.id);
      surface.addLayer(layer);
    }
    this.layersFor = look;
  }

  private supply(name: string): void {
    const look = symbolLook(name);
    if (!look || !this.look || this.surface.hasImage(name)) return;
    const image = drawSymbol(look, this.look.palette);
    if (image) this.surface.addImage(name, image, SYMBOL_RATIO);
  }
}
