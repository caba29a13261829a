/** Keeps the camera with one technician while he moves, until somebody moves the map by hand. */
import { useEffect, useEffectEvent } from "react";
import type { MapPoint } from "./mapContract";
import type { MapSurface } from "./mapSurface";

export function useFollow(
  surface: MapSurface | null,
  followId: string | null,
  point: MapPoint | null,
  still: boolean,
  onEnd: () => void,
): void {
  const ended = useEffectEvent(onEnd);
  const [lat, lng] = [point?.lat, point?.lng];
  useEffect(() => {
    if (surface && followId !== null && lat !== undefined && lng !== undefined)
      surface.flyTo({ lat, lng }, null, still);
  }, [surface, followId, lat, lng, still]);
  useEffect(() => {
    if (!surface || followId === null) return;
    const element = surface.element();
    let from: { x: number; y: number } | null = null;
    const down = (event: PointerEvent) => {
      from = { x: event.clientX, y: event.clientY };
    };
    // A press alone selects something; only a drag takes the map away.
    const move = (event: PointerEvent) => {
      if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > 8) ended();
    };
    const up = () => {
      from = null;
    };
    element.addEventListener("pointerdown", down);
    element.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    return () => {
      element.removeEventListener("pointerdown", down);
      element.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
    };
  }, [surface, followId]);
}
