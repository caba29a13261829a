/** Mapbox GL's map in the product's words (mapSurface.ts). The only file that calls Mapbox's map methods. */
import type { GeoJSONSource, LayerSpecification, Map as MapboxMap } from "mapbox-gl";
import type { MapPoint } from "../mapContract";
import { keysOf, type MapHit, type MapPixel, type MapSurface } from "../mapSurface";
import { TICKET_CLUSTERING } from "../overlayLayers";

const FLIGHT_MS = 600;
/** Names every Mapbox style can serve; letters are drawn from the page's own typeface anyway. */
const FONTS = {
  plain: ["DIN Pro Medium", "Arial Unicode MS Regular"],
  strong: ["DIN Pro Bold", "Arial Unicode MS Bold"],
} as const;

function lngLat(point: MapPoint): [number, number] {
  return [point.lng, point.lat];
}

/** `ready` says whether the present style may be changed; the engine component keeps it. */
export function mapboxSurface(map: MapboxMap, ready: () => boolean): MapSurface {
  const source = (id: string): GeoJSONSource | undefined => map.getSource<GeoJSONSource>(id);
  return {
    fonts: FONTS,
    styleReady: ready,
    hasSource: (id) => source(id) !== undefined,
    addSource: (id, data, options) => {
      map.addSource(id, {
        type: "geojson",
        data,
        ...(options.dynamic ? { dynamic: true } : {}),
        ...(options.cluster
          ? {
              cluster: true,
              clusterRadius: TICKET_CLUSTERING.radiusPx,
              clusterMaxZoom: TICKET_CLUSTERING.maxZoom,
              clusterMinPoints: TICKET_CLUSTERING.minPoints,
              clusterProperties: { worst: TICKET_CLUSTERING.worst, tickets: TICKET_CLUSTERING.tickets },
            }
          : {}),
      });
    },
    setData: (id, data) => void source(id)?.setData(data),
    movePoints: (id, moves) => {
      // Mapbox replaces the whole feature: properties travel with the point.
      source(id)?.updateData({
        type: "FeatureCollection",
        features: moves.map((move) => ({
          type: "Feature",
          id: move.id,
          properties: move.properties,
          geometry: { type: "Point", coordinates: lngLat(move.point) },
        })),
      });
    },
    hasLayer: (id) => Boolean(map.getLayer(id)),
    // Both engines speak the same style language for the layer kinds we use; only the declared types differ.
    addLayer: (layer) => void map.addLayer(layer as LayerSpecification),
    removeLayer: (id) => void map.removeLayer(id),
    hasImage: (name) => map.hasImage(name),
    addImage: (name, image, pixelRatio) => map.addImage(name, image, { pixelRatio }),
    hits: (at, reachPx, layerIds) => {
      const layers = layerIds.filter((id) => Boolean(map.getLayer(id)));
      if (layers.length === 0) return [];
      return map
        .queryRenderedFeatures(
          [
            [at.x - reachPx, at.y - reachPx],
            [at.x + reachPx, at.y + reachPx],
          ],
          { layers },
        )
        .flatMap((feature): MapHit[] => {
          if (feature.geometry.type !== "Point") return [];
          const [lng = 0, lat = 0] = feature.geometry.coordinates;
          return [
            {
              layerId: feature.layer?.id ?? "",
              properties: feature.properties ?? {},
              point: { lat, lng },
            },
          ];
        });
    },
    project: (point) => map.project(lngLat(point)),
    flyTo: (point, zoom, still) => {
      const camera = { center: lngLat(point), ...(zoom === null ? {} : { zoom }) };
      if (still) map.jumpTo(camera);
      else map.easeTo({ ...camera, duration: FLIGHT_MS });
    },
    camera: () => {
      const { lat, lng } = map.getCenter();
      return { center: { lat, lng }, zoom: map.getZoom() };
    },
    fit: (points, paddingPx, still) => {
      if (points.length === 0) return;
      const lngs = points.map((point) => point.lng);
      const lats = points.map((point) => point.lat);
      map.fitBounds(
        [
          [Math.min(...lngs), Math.min(...lats)],
          [Math.max(...lngs), Math.max(...lats)],
        ],
        { padding: paddingPx, maxZoom: 14.5, duration: still ? 0 : FLIGHT_MS },
      );
    },
    zoomBy: (steps) => void map.easeTo({ zoom: map.getZoom() + steps, duration: 180 }),
    clusterZoom: (sourceId, clusterId) =>
      new Promise((resolve) => {
        const known = source(sourceId);
        if (!known) resolve(null);
        else
          known.getClusterExpansionZoom(clusterId, (error, zoom) => resolve(error ? null : (zoom ?? null)));
      }),
    inView: (point) => map.getBounds()?.contains(lngLat(point)) ?? false,
    bounds: () => {
      const bounds = map.getBounds();
      return {
        west: bounds?.getWest() ?? -180,
        south: bounds?.getSouth() ?? -90,
        east: bounds?.getEast() ?? 180,
        north: bounds?.getNorth() ?? 90,
      };
    },
    setPanning: (on) => (on ? map.dragPan.enable() : map.dragPan.disable()),
    setCursor: (cursor) => {
      map.getCanvas().style.cursor = cursor;
    },
    element: () => map.getContainer(),
    on: (happening, listener) => {
      const event = happening === "style" ? "style.load" : happening;
      map.on(event, listener);
      return () => void map.off(event, listener);
    },
    onMissingImage: (listener) => {
      const hear = (event: { id: string }) => listener(event.id);
      map.on("styleimagemissing", hear);
      return () => void map.off("styleimagemissing", hear);
    },
    onClick: (listener) => {
      const hear = (event: { point: MapPixel; originalEvent: MouseEvent }) =>
        listener(event.point, keysOf(event.originalEvent));
      map.on("click", hear);
      return () => void map.off("click", hear);
    },
    onPointer: (listener) => {
      const move = (event: { point: MapPixel }) => listener(event.point);
      const leave = () => listener(null);
      map.on("mousemove", move);
      map.on("mouseout", leave);
      return () => {
        map.off("mousemove", move);
        map.off("mouseout", leave);
      };
    },
  };
}
