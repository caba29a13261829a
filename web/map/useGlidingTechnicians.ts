/**
 * Draws technicians and lets them glide between fixes: full data only when somebody looks different or joins, plain
 * moves in one batch otherwise. One loop for all of them, only for who is on screen, slower the more they are, and none
 * at all while everybody on screen stands.
 */
import { useEffect, useMemo, useRef } from "react";
import { pixelsAtZoom20 } from "./basemap/pixelsAtZoom20";
import { Glide } from "./glide";
import type { MapFix, MapPoint, MapTechnician } from "./mapContract";
import type { MapBounds } from "./mapSurface";
import type { Overlay } from "./overlay";
import { type TechnicianLook, technicianFeatures, type TechnicianProperties } from "./technicianFeatures";

export type TechnicianScene = Omit<TechnicianLook, "placeOf" | "pixelsAtZoom20">;

/** Where a technician is drawn at this moment. */
export type PlaceOf = (id: string, fix: MapPoint) => MapPoint;

/** Time between two batches: every change of the source is laid out anew, which costs with its size. */
export function batchEveryMs(onScreen: number): number {
  if (onScreen <= 30) return 40;
  return onScreen <= 200 ? 100 : 250;
}

/** So long after the map itself moved, the technicians wait… */
const PANNING_MS = 120;
/** …but never longer than this. */
const LONGEST_WAIT_MS = 1_000;

function isInside(bounds: MapBounds, { lat, lng }: MapPoint): boolean {
  return lat >= bounds.south && lat <= bounds.north && lng >= bounds.west && lng <= bounds.east;
}

function sameLooks(
  before: ReadonlyMap<string, TechnicianProperties>,
  after: readonly { readonly properties: TechnicianProperties }[],
): boolean {
  return (
    before.size === after.length &&
    after.every(({ properties }) => {
      const known = before.get(properties.id);
      return (
        known !== undefined &&
        known.icon === properties.icon &&
        known.name === properties.name &&
        known.order === properties.order &&
        known.accuracy20 === properties.accuracy20
      );
    })
  );
}

export function useGlidingTechnicians(
  overlay: Overlay | null,
  technicians: readonly MapTechnician[],
  scene: TechnicianScene,
  still: boolean,
): PlaceOf {
  const glide = useRef(new Glide());
  const drawnBy = useRef<Overlay | null>(null);
  const properties = useRef<ReadonlyMap<string, TechnicianProperties>>(new Map());
  const wake = useRef<() => void>(() => undefined);

  const fixes = useMemo(() => {
    const known = new Map<string, MapFix>();
    for (const technician of technicians) if (technician.fix) known.set(technician.id, technician.fix);
    return known;
  }, [technicians]);

  const placeOf = useMemo((): PlaceOf => (id, fix) => glide.current.place(id, fix, Date.now()), []);

  useEffect(() => {
    glide.current.accept(fixes, Date.now(), still);
    wake.current();
  }, [fixes, still]);

  useEffect(() => {
    if (!overlay) return;
    const features = technicianFeatures(technicians, { ...scene, placeOf, pixelsAtZoom20 });
    const same = drawnBy.current === overlay && sameLooks(properties.current, features.features);
    properties.current = new Map(
      features.features.map((feature) => [feature.properties.id, feature.properties]),
    );
    drawnBy.current = overlay;
    if (same) overlay.hold("maydan-technicians", features);
    else overlay.show("maydan-technicians", features);
  }, [overlay, technicians, scene, placeOf]);

  useEffect(() => {
    if (!overlay) return;
    let frame: number | null = null;
    let lastMs = 0;
    let everyMs = batchEveryMs(0);
    let viewedMs = 0;
    let frameMs = 0;
    /** Moved while out of sight: drawn where they were, to be put right when the map shows them. */
    const behind = new Set<string>();

    const step = (): void => {
      frame = null;
      const nowMs = Date.now();
      const gapMs = nowMs - frameMs;
      frameMs = nowMs;
      const panning = nowMs - viewedMs < PANNING_MS && nowMs - lastMs < LONGEST_WAIT_MS;
      if (nowMs - lastMs >= everyMs && !panning) {
        const moving = glide.current.moving(nowMs, lastMs);
        lastMs = nowMs;
        const bounds = overlay.bounds();
        for (const { id } of moving) behind.add(id);
        const seen = [...behind].flatMap((id) => {
          const point = glide.current.find(id, nowMs);
          if (point !== null && !isInside(bounds, point)) return [];
          behind.delete(id);
          return point === null ? [] : [{ id, point }];
        });
        overlay.move(
          seen.flatMap((move) => {
            const carried = properties.current.get(move.id);
            return carried ? [{ ...move, properties: carried }] : [];
          }),
        );
        // Where a frame takes long, most of them belong to whoever moves the map.
        everyMs = Math.max(batchEveryMs(seen.length), Math.min(gapMs * 3, LONGEST_WAIT_MS));
        // Somebody off screen may still be under way; the next fix or the next view wakes the loop again.
        if (seen.length === 0) return;
      }
      frame = requestAnimationFrame(step);
    };
    wake.current = () => {
      if (frame !== null) return;
      frameMs = Date.now();
      frame = requestAnimationFrame(step);
    };
    wake.current();
    const end = overlay.onView(() => {
      viewedMs = Date.now();
      wake.current();
    });
    return () => {
      end();
      wake.current = () => undefined;
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [overlay]);

  return placeOf;
}
