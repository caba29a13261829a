/**
 * Draws technicians and lets them glide between fixes: full data only when somebody looks different or joins, plain
 * moves in one batch at most five times a second, nothing at all while everybody stands.
 */
import { useEffect, useMemo, useRef } from "react";
import { pixelsAtZoom20 } from "./basemap/basemapFeatures";
import { Glide } from "./glide";
import type { MapFix, MapPoint, MapTechnician } from "./mapContract";
import type { Overlay } from "./overlay";
import { type TechnicianLook, technicianFeatures, type TechnicianProperties } from "./technicianFeatures";

const TICK_MS = 200;

export type TechnicianScene = Omit<TechnicianLook, "placeOf" | "pixelsAtZoom20">;

/** Where a technician is drawn at this moment. */
export type PlaceOf = (id: string, fix: MapPoint) => MapPoint;

export function useGlidingTechnicians(
  overlay: Overlay | null,
  technicians: readonly MapTechnician[],
  scene: TechnicianScene,
  still: boolean,
): PlaceOf {
  const glide = useRef(new Glide());
  const shown = useRef({ overlay: null as Overlay | null, looks: "" });
  const properties = useRef(new Map<string, TechnicianProperties>());

  const fixes = useMemo(() => {
    const known = new Map<string, MapFix>();
    for (const technician of technicians) if (technician.fix) known.set(technician.id, technician.fix);
    return known;
  }, [technicians]);

  const placeOf = useMemo((): PlaceOf => (id, fix) => glide.current.place(id, fix, Date.now()), []);

  useEffect(() => {
    glide.current.accept(fixes, Date.now(), still);
  }, [fixes, still]);

  useEffect(() => {
    if (!overlay) return;
    const features = technicianFeatures(technicians, { ...scene, placeOf, pixelsAtZoom20 });
    properties.current = new Map(
      features.features.map((feature) => [feature.properties.id, feature.properties]),
    );
    const looks = JSON.stringify(features.features.map((feature) => feature.properties));
    const same = shown.current.overlay === overlay && shown.current.looks === looks;
    if (same) overlay.hold("maydan-technicians", features);
    else overlay.show("maydan-technicians", features);
    shown.current = { overlay, looks };
  }, [overlay, technicians, scene, placeOf]);

  useEffect(() => {
    if (!overlay) return;
    let lastMs = 0;
    const timer = setInterval(() => {
      const nowMs = Date.now();
      const moves = glide.current.moving(nowMs, lastMs);
      lastMs = nowMs;
      overlay.move(
        moves.flatMap((move) => {
          const carried = properties.current.get(move.id);
          return carried ? [{ ...move, properties: carried }] : [];
        }),
      );
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [overlay]);

  return placeOf;
}
