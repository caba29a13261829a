/** MapLibre's map in the product's words (mapSurface.ts). The only file that calls MapLibre's map methods. */
import type { GeoJSONSource, Map as MapLibreMap } from "maplibre-gl";
import type { MapPoint } from "../mapContract";
import { MAP_FONT, MAP_FONT_STRONG } from "../mapFonts";
import { keysOf, type MapHit, type MapPixel, type MapSurface } from "../mapSurface";
import { TICKET_CLUSTERING } from "../overlayLayers";

const FLIGHT_MS = 600;

function lngLat(point: MapPoint): [number, number] {
  return [point.lng, point.lat];
}

/** `ready` says whether the present style may be changed; the engine component keeps it. */
export function mapLibreSurface(map: MapLibreMap, ready: () => boolean): MapSurface {
  const source = (id: string) => map.getSource<GeoJSONSource>(id);
  return {
    fonts: { plain: [MAP_FONT], strong: [MAP_FONT_STRONG] },
    styleReady: ready,
    hasSource: (id) => map.getSource(id) !== undefined,
    addSource: (id, data, options) => {
      map.addSource(id, {
        type: "geojson",
        data,
        ...(options.cluster
          ? {
              cluster: true,
              clusterRadius: TICKET_CLUSTERING.radiusPx,
              clusterMaxZoom: TICKET_CLUSTERING.maxZoom,
              clusterMinPoints: TICKET_CLUSTERING.minPoints,
              clusterProperties: {
                worst: [...TICKET_CLUSTERING.worst],
                tickets: [...TICKET_CLUSTERING.tickets],
              },
            }
          : {}),
      });
    },
    setData: (id, data) => void source(id)?.setData(data),
    movePoints: (id, moves) => {
      void source(id)?.updateData({
        update: moves.map((move) => ({
          id: move.id,
          newGeometry: { type: "Point", coordinates: lngLat(move.point) },
        })),
      });
    },
    hasLayer: (id) => map.getLayer(id) !== undefined,
    addLayer: (layer) => void map.addLayer(layer),
    removeLayer: (id) => void map.removeLayer(id),
    hasImage: (name) => map.hasImage(name),
    addImage: (name, image, pixelRatio) => void map.addImage(name, image, { pixelRatio }),
    hits: (at, reachPx, layerIds) => {
      const layers = layerIds.filter((id) => map.getLayer(id) !== undefined);
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
          return [{ layerId: feature.layer.id, properties: feature.properties, point: { lat, lng } }];
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
      const [first] = points;
      if (!first) return;
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
    clusterZoom: async (sourceId, clusterId) => {
      try {
        return (await source(sourceId)?.getClusterExpansionZoom(clusterId)) ?? null;
      } catch {
        // The cluster was rebuilt between the click and the question.
        return null;
      }
    },
    inView: (point) => map.getBounds().contains(lngLat(point)),
    bounds: () => {
      const bounds = map.getBounds();
      return {
        west: bounds.getWest(),
        south: bounds.getSouth(),
        east: bounds.getEast(),
        north: bounds.getNorth(),
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
      map.setMissingStyleImageResolver(listener);
      return () => void map.setMissingStyleImageResolver(null);
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
