/**
 * The customer's map: where he waits and where the technician is, nothing else. Follows the trip until the reader
 * moves the map himself. Draws with the same symbols, glide and ground as the dispatch map.
 */
import type { FeatureCollection } from "geojson";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "../lib/useNow";
import type { MapPoint, MapTechnician } from "./mapContract";
import { MapFrame } from "./MapFrame";
import { useGlidingTechnicians } from "./useGlidingTechnicians";
import { useOverlay } from "./useOverlay";
import { useReducedMotion } from "./useReducedMotion";

export interface TripMapProps {
  readonly technician: MapTechnician;
  readonly destination: MapPoint | null;
  readonly theme: "light" | "dark";
  readonly language: "ar" | "en";
  readonly direction: "rtl" | "ltr";
}

const TRIP_ZOOM = 13;
const PADDING_PX = 56;

export function TripMap({ technician, destination, theme, language, direction }: TripMapProps) {
  const { t } = useTranslation();
  const still = useReducedMotion();
  const nowMs = useNow(15_000);
  const { surface, overlay, onSurface } = useOverlay(theme);
  const start = destination ?? technician.fix?.point ?? { lat: 0, lng: 0 };
  const [view] = useState({ key: "trip", center: start, zoom: TRIP_ZOOM });
  const technicians = useMemo(() => [technician], [technician]);
  const letters = useMemo(
    () => ({
      available: t("map.letters.available"),
      busy: t("map.letters.busy"),
      on_route: t("map.letters.on_route"),
      off_duty: t("map.letters.off_duty"),
      stale: t("map.letters.stale"),
    }),
    [t],
  );
  const scene = useMemo(
    () => ({ theme, nowMs, selection: null, drag: null, letters }),
    [theme, nowMs, letters],
  );
  useGlidingTechnicians(overlay, technicians, scene, still);

  useEffect(() => {
    const data: FeatureCollection = {
      type: "FeatureCollection",
      features: destination
        ? [
            {
              type: "Feature",
              properties: {},
              geometry: { type: "Point", coordinates: [destination.lng, destination.lat] },
            },
          ]
        : [],
    };
    overlay?.show("maydan-destination", data);
  }, [overlay, destination]);

  const moved = useRef(false);
  useEffect(() => {
    if (!surface) return;
    const element = surface.element();
    const take = () => {
      moved.current = true;
    };
    element.addEventListener("pointerdown", take);
    element.addEventListener("wheel", take, { passive: true });
    return () => {
      element.removeEventListener("pointerdown", take);
      element.removeEventListener("wheel", take);
    };
  }, [surface]);

  const place = technician.fix?.point;
  const [lat, lng] = [place?.lat, place?.lng];
  useEffect(() => {
    if (!surface || moved.current) return;
    const points = [
      ...(destination ? [destination] : []),
      ...(lat !== undefined && lng !== undefined ? [{ lat, lng }] : []),
    ];
    surface.fit(points, PADDING_PX, still);
  }, [surface, destination, lat, lng, still]);

  return <MapFrame {...{ view, theme, language, direction, onSurface }} label={t("map.tripLabel")} />;
}
