/**
 * Keeps the overlay on the map whatever happens to the basemap under it: adds sources and layers when a style
 * arrives, replaces data when rows change, moves points without rebuilding. Holds the last data handed to it, so a
 * style switch never loses what was drawn.
 */
import type { FeatureCollection } from "geojson";
import { drawSymbol, SYMBOL_RATIO } from "./drawSymbol";
import type { MapSurface, PointMove } from "./mapSurface";
import { OVERLAY_SOURCES, overlayLayers, type OverlayLook, type OverlaySourceId } from "./overlayLayers";
import { symbolLook } from "./symbolName";

const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };
const SOURCE_IDS = Object.keys(OVERLAY_SOURCES).filter((id): id is OverlaySourceId => id in OVERLAY_SOURCES);

export class Overlay {
  private readonly data = new Map<OverlaySourceId, FeatureCollection>();
  private readonly endings: (() => void)[];
  private layersFor: OverlayLook | null = null;

  constructor(
    private readonly surface: MapSurface,
    private look: OverlayLook,
  ) {
    this.endings = [
      surface.on("style", () => this.settle()),
      surface.onMissingImage((name) => this.supply(name)),
    ];
    this.settle();
  }

  /** Changes theme or digits; layers are rebuilt, data stays. */
  restyle(look: OverlayLook): void {
    this.look = look;
    this.settle();
  }

  /** Replaces what one source shows. */
  show(id: OverlaySourceId, data: FeatureCollection): void {
    if (this.data.get(id) === data) return;
    this.data.set(id, data);
    if (this.surface.styleReady() && this.surface.hasSource(id)) this.surface.setData(id, data);
  }

  /** Moves some technicians; the next full `show` carries their places by itself. */
  move(moves: readonly PointMove[]): void {
    const id = "maydan-technicians";
    if (moves.length > 0 && this.surface.styleReady() && this.surface.hasSource(id))
      this.surface.movePoints(id, moves);
  }

  end(): void {
    for (const ending of this.endings) ending();
  }

  private settle(): void {
    const { surface } = this;
    if (!surface.styleReady()) return;
    for (const id of SOURCE_IDS)
      if (!surface.hasSource(id)) surface.addSource(id, this.data.get(id) ?? EMPTY, OVERLAY_SOURCES[id]);
    const layers = overlayLayers(this.look);
    const missing = layers.some((layer) => !surface.hasLayer(layer.id));
    if (!missing && this.layersFor === this.look) return;
    for (const layer of layers) {
      if (surface.hasLayer(layer.id)) surface.removeLayer(layer.id);
      surface.addLayer(layer);
    }
    this.layersFor = this.look;
  }

  private supply(name: string): void {
    const look = symbolLook(name);
    if (!look || this.surface.hasImage(name)) return;
    const image = drawSymbol(look, this.look.palette);
    if (image) this.surface.addImage(name, image, SYMBOL_RATIO);
  }
}
