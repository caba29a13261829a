/**
 * Draws with Mapbox GL when the operator gave a token. Loaded lazily. Mapbox wipes its canvas when a token is
 * missing or refused although `load` has fired, so success is never concluded from `load`: any such error is
 * reported and DispatchMap changes the engine.
 */
import "mapbox-gl/dist/mapbox-gl.css";
import * as mapbox from "mapbox-gl/esm";
import rtlTextUrl from "../../../node_modules/@mapbox/mapbox-gl-rtl-text/dist/mapbox-gl-rtl-text.js?url";
import { useCallback, useRef } from "react";
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

export function MapboxEngine({ style, view, language, onSurface, onFailure }: EngineProps<MapboxStyle>) {
  const ready = useRef(false);
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
      projection="mercator"
      dragRotate={false}
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
      }}
    />
  );
}
