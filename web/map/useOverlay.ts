/** The overlay of a drawn map: made when a surface arrives, dressed in theme and digits, ended with the map. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useFormat } from "../lib/useFormat";
import type { MapPalette } from "./mapPalette";
import type { MapSurface } from "./mapSurface";
import { Overlay } from "./overlay";

export interface OverlayHandle {
  readonly surface: MapSurface | null;
  readonly overlay: Overlay | null;
  readonly palette: MapPalette | null;
  /** Hand this to MapFrame. */
  readonly onSurface: (surface: MapSurface | null, palette: MapPalette) => void;
}

interface Drawn {
  readonly surface: MapSurface | null;
  readonly overlay: Overlay | null;
  readonly palette: MapPalette;
}

/** `crowded`: see CROWDED_FROM in overlayLayers.ts. */
export function useOverlay(theme: "light" | "dark", crowded = false): OverlayHandle {
  const { tag: numberTag } = useFormat();
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const current = useRef<{ surface: MapSurface; overlay: Overlay } | null>(null);

  const onSurface = useCallback((surface: MapSurface | null, palette: MapPalette) => {
    if (current.current?.surface !== surface) {
      current.current?.overlay.end();
      current.current = surface && { surface, overlay: new Overlay(surface) };
    }
    setDrawn({ surface, overlay: current.current?.overlay ?? null, palette });
  }, []);

  const surface = drawn?.surface ?? null;
  const overlay = drawn?.overlay ?? null;
  const palette = drawn?.palette ?? null;
  const look = useMemo(
    () => (surface && palette ? { theme, palette, fonts: surface.fonts, numberTag, crowded } : null),
    [surface, palette, theme, numberTag, crowded],
  );
  useEffect(() => {
    if (overlay && look) overlay.dress(look);
  }, [overlay, look]);

  return { surface, overlay, palette, onSurface };
}
