/** Which symbol is meant by a point on the map: the nearest one within reach, technicians apart from tickets. */
import { LAYER } from "./overlayLayers";
import type { MapPoint } from "./mapContract";
import { pileMembers } from "./ticketFeatures";
import type { MapHit, MapPixel, MapSurface } from "./mapSurface";

/** Added around a symbol's own box: much for drops, which are aimed in motion, little for presses. */
export const DROP_REACH_PX = 14;
export const PRESS_REACH_PX = 5;

export type SymbolHit =
  | { readonly kind: "ticket"; readonly id: string }
  | { readonly kind: "technician"; readonly id: string }
  /** Several tickets on one point, worst first. */
  | { readonly kind: "pile"; readonly ids: readonly string[]; readonly point: MapPoint }
  | { readonly kind: "cluster"; readonly clusterId: number; readonly hit: MapHit };

function nearestFirst(surface: MapSurface, at: MapPixel, hits: readonly MapHit[]): MapHit[] {
  const distance = (hit: MapHit) => {
    const pixel = surface.project(hit.point);
    return Math.hypot(pixel.x - at.x, pixel.y - at.y);
  };
  return hits
    .map((hit) => ({ hit, away: distance(hit) }))
    .sort((a, b) => a.away - b.away)
    .map(({ hit }) => hit);
}

function idOf(hit: MapHit | undefined): string | null {
  const id = hit?.properties["id"];
  return typeof id === "string" ? id : null;
}

/** Nearest technician within `reachPx`, else null. */
export function technicianHit(surface: MapSurface, at: MapPixel, reachPx: number): string | null {
  return idOf(nearestFirst(surface, at, surface.hits(at, reachPx, [LAYER.technicians]))[0]);
}

/** Nearest single ticket within `reachPx`, else null; a pile is none. */
export function ticketHit(surface: MapSurface, at: MapPixel, reachPx: number): string | null {
  const layers = [LAYER.ticketsAlone, LAYER.tickets];
  const [hit] = nearestFirst(surface, at, surface.hits(at, reachPx, layers));
  return hit && pileMembers(hit.properties).length > 0 ? null : idOf(hit);
}

/** The symbol under the pointer: whatever is nearest, of any kind. */
export function symbolHit(surface: MapSurface, at: MapPixel, reachPx = PRESS_REACH_PX): SymbolHit | null {
  const layers = [LAYER.ticketsAlone, LAYER.technicians, LAYER.tickets, LAYER.clusters];
  const [hit] = nearestFirst(surface, at, surface.hits(at, reachPx, layers));
  if (!hit) return null;
  if (hit.layerId === LAYER.clusters) {
    const clusterId = hit.properties["cluster_id"];
    return typeof clusterId === "number" ? { kind: "cluster", clusterId, hit } : null;
  }
  const ids = pileMembers(hit.properties);
  if (ids.length > 0) return { kind: "pile", ids, point: hit.point };
  const id = idOf(hit);
  if (id === null) return null;
  return { kind: hit.layerId === LAYER.technicians ? "technician" : "ticket", id };
}
