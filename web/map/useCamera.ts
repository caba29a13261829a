/** Where the map looks: flies to another view when its key changes and follows a selection made elsewhere. */
import { useEffect, useEffectEvent, useRef } from "react";
import type { MapPoint, MapSelection, MapView } from "./mapContract";
import type { MapSurface } from "./mapSurface";

export function useCamera(
  surface: MapSurface | null,
  view: MapView,
  selection: MapSelection | null,
  pointOf: (selection: MapSelection) => MapPoint | null,
  still: boolean,
): void {
  const seenKey = useRef(view.key);
  const toView = useEffectEvent((on: MapSurface) => {
    if (seenKey.current === view.key) return;
    seenKey.current = view.key;
    on.flyTo(view.center, view.zoom, still);
  });
  const toSelection = useEffectEvent((on: MapSurface) => {
    const point = selection && pointOf(selection);
    if (point && !on.inView(point)) on.flyTo(point, null, still);
  });
  useEffect(() => {
    if (surface) toView(surface);
  }, [surface, view.key]);
  useEffect(() => {
    if (surface) toSelection(surface);
  }, [surface, selection?.kind, selection?.id]);
}
