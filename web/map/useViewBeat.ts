/** Renders again whenever the map comes to rest somewhere else; silent while not `wanted`. */
import { useEffect, useReducer } from "react";
import type { MapSurface } from "./mapSurface";

export function useViewBeat(surface: MapSurface | null, wanted: boolean): void {
  const [, beat] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!surface || !wanted) return;
    return surface.on("idle", beat);
  }, [surface, wanted]);
}
