/** The overlay of a drawn map: made when a surface arrives, restyled with theme and digits, ended with the map. */
import { useCallback, useEffect, useMemo, useState } from "react";
import { useFormat } from "../lib/useFormat";
import type { MapPalette } from "./mapPalette";
import type { MapSurface } from "./mapSurface";
import { Overlay } from "./overlay";

export interface OverlayHandle {
  readonly surface: MapSurface | null;
  readonly overlay: Overlay | null;
  /** Hand this to MapFrame. */
  readonly onSurface: (surface: MapSurface | null, palette: MapPalette) => void;
}

export function useOverlay(theme: "light" | "dark"): OverlayHandle {
  const { tag: numberTag } = useFormat();
  const [drawn, setDrawn] = useState<{ surface: MapSurface | null; palette: MapPalette } | null>(null);
  const surface = drawn?.surface ?? null;
  const palette = drawn?.palette ?? null;
  const [overlay, setOverlay] = useState<Overlay | null>(null);

  const look = useMemo(
    () => (surface && palette ? { theme, palette, fonts: surface.fonts, numberTag } : null),
    [surface, palette, theme, numberTag],
  );

  useEffect(() => {
    if (!surface) return;
    const made = new Overlay(surface);
    setOverlay(made);
    return () => {
      made.end();
      setOverlay(null);
    };
  }, [surface]);

  useEffect(() => {
    if (overlay && look) overlay.dress(look);
  }, [overlay, look]);

  const onSurface = useCallback(
    (next: MapSurface | null, nextPalette: MapPalette) => setDrawn({ surface: next, palette: nextPalette }),
    [],
  );
  return { surface, overlay, onSurface };
}
