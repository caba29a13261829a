/** Tells the page where the map looks and what is under the pointer, for those who follow this view. */
import { useEffect, useEffectEvent } from "react";
import type { MapCamera, MapSelection } from "./mapContract";
import type { MapSurface } from "./mapSurface";

export function useSharedLook(
  surface: MapSurface | null,
  hovered: MapSelection | null,
  onLook: ((camera: MapCamera) => void) | undefined,
  onPoint: ((pointed: MapSelection | null) => void) | undefined,
): void {
  const look = useEffectEvent((from: MapSurface) => onLook?.(from.camera()));
  const point = useEffectEvent((at: MapSelection | null) => onPoint?.(at));
  useEffect(() => {
    if (!surface) return;
    look(surface);
    return surface.on("move", () => look(surface));
  }, [surface]);
  useEffect(() => point(hovered), [hovered]);
}
