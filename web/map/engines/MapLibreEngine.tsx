/**
 * Draws with MapLibre: the engine without an account. Loaded lazily, so a page with another engine never pays for
 * it. Owns the map's life; what lies on it comes from overlay.ts through the surface.
 */
import "maplibre-gl/dist/maplibre-gl.css";
import * as maplibre from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { useCallback, useLayoutEffect, useRef } from "react";
import { AttributionControl, Map, type MapRef } from "react-map-gl/maplibre";
import type { EngineProps } from "./engineProps";
import { mapLibreSurface } from "./mapLibreSurface";

maplibre.setWorkerUrl(workerUrl);

/**
 * The worker's program is in the browser's cache from then on. Without it a map that begins while the connection is
 * lost stays empty for good: MapLibre starts its worker once.
 */
export async function fetchMapWorker(): Promise<void> {
  const answer = await fetch(workerUrl);
  if (!answer.ok) throw new Error(`the map's worker answered ${answer.status}`);
  await answer.arrayBuffer();
}

export function MapLibreEngine({
  style,
  view,
  direction,
  label,
  onSurface,
  onFailure,
}: EngineProps<maplibre.StyleSpecification>) {
  const ready = useRef(false);
  // A new style is handed to the map by the child's effect just before this one; it is usable again from style.load.
  useLayoutEffect(() => {
    ready.current = false;
  }, [style]);

  const adopt = useCallback(
    (ref: MapRef | null) => {
      if (!ref) {
        onSurface(null);
        return;
      }
      const map = ref.getMap();
      map.touchZoomRotate.disableRotation();
      map.keyboard.disableRotation();
      onSurface(mapLibreSurface(map, () => ready.current));
    },
    [onSurface],
  );

  return (
    <Map
      ref={adopt}
      mapLib={maplibre}
      mapStyle={style}
      styleDiffing={false}
      initialViewState={{ longitude: view.center.lng, latitude: view.center.lat, zoom: view.zoom }}
      attributionControl={false}
      locale={{ "Map.Title": label }}
      dragRotate={false}
      // Shift and a drag select what lies in a box (MapBox.tsx).
      boxZoom={false}
      pitchWithRotate={false}
      touchPitch={false}
      maxPitch={0}
      minZoom={5}
      maxZoom={18}
      fadeDuration={0}
      // The first word of a style that it may be changed; it can come before the map is handed to us.
      onStyleData={() => {
        ready.current = true;
      }}
      onError={(event) => {
        if (/webgl/i.test(event.error.message)) onFailure("webgl");
      }}
    >
      <AttributionControl
        key={direction}
        compact={false}
        position={direction === "rtl" ? "bottom-left" : "bottom-right"}
      />
    </Map>
  );
}
