/**
 * Draws with Mapbox GL when the operator gave a token. Loaded lazily. Mapbox wipes its canvas when a token is
 * missing or refused although `load` has fired, so success is never concluded from `load`: any such error is
 * reported and DispatchMap changes the engine.
 */
import "mapbox-gl/dist/mapbox-gl.css";
import * as mapbox from "mapbox-gl/esm";
import rtlTextUrl from "../../../node_modules/@mapbox/mapbox-gl-rtl-text/dist/mapbox-gl-rtl-text.js?url";
import { useCallback, useEffect, useRef } from "react";
import { Map, type MapLib, type MapRef } from "react-map-gl/mapbox";
import { MAP_FONT_FAMILY } from "../mapFontFamily";
import type { EngineProps } from "./engineProps";
import { mapboxSurface } from "./mapboxSurface";
import { refusesToken } from "./refusesToken";

// The package declares its two entry points apart; they are one library and the adapter knows the other one.
const mapLib = mapbox as unknown as MapLib;

export interface MapboxStyle {
  readonly token: string;
  readonly url: string;
}

/** A style that is not there by then will not come: closed network, or a policy in between. */
const STYLE_WITHIN_MS = 10_000;
const STYLE_AFTER_ERROR_WITHIN_MS = 1_500;

export function MapboxEngine({
  style,
  view,
  language,
  label,
  onSurface,
  onFailure,
}: EngineProps<MapboxStyle>) {
  const ready = useRef(false);
  const patience = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const waitForStyle = useCallback(
    (withinMs: number) => {
      clearTimeout(patience.current);
      patience.current = setTimeout(() => {
        if (!ready.current) onFailure("unreachable");
      }, withinMs);
    },
    [onFailure],
  );
  useEffect(() => {
    waitForStyle(STYLE_WITHIN_MS);
    return () => clearTimeout(patience.current);
  }, [waitForStyle]);
  const adopt = useCallback(
    (ref: MapRef | null) => {
      if (!ref) {
        onSurface(null);
        return;
      }
      const map = ref.getMap();
      map.touchZoomRotate.disableRotation();
      onSurface(mapboxSurface(map, () => ready.current));
    },
    [onSurface],
  );

  return (
    <Map
      ref={adopt}
      // Another style address means another map: the overlay moves over by itself.
      key={style.url}
      mapLib={mapLib}
      mapboxAccessToken={style.token}
      RTLTextPlugin={rtlTextUrl}
      mapStyle={style.url}
      language={language}
      localFontFamily={MAP_FONT_FAMILY}
      initialViewState={{ longitude: view.center.lng, latitude: view.center.lat, zoom: view.zoom }}
      locale={{ "Map.Title": label }}
      projection="mercator"
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
        if (refusesToken(event.error)) onFailure("token");
        else if (/webgl/i.test(event.error.message)) onFailure("webgl");
        else if (!ready.current) waitForStyle(STYLE_AFTER_ERROR_WITHIN_MS);
      }}
    />
  );
}
