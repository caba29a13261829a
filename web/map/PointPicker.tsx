/**
 * Choosing one point on a map [W-02]: the map is moved under a pin that stays, tapped where the pin shall stand, or brought
 * to where the device is. Asks the device only when told to. Draws nothing of the product on the ground.
 */
import { LocateFixed, MapPin } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences, useTheme } from "../lib/preferences";
import { Button } from "../ui/Button";
import type { MapPoint } from "./mapContract";
import { MapFrame } from "./MapFrame";
import type { MapSurface } from "./mapSurface";
import { pointAt } from "./pointAt";
import { useReducedMotion } from "./useReducedMotion";

export interface PointPickerProps {
  readonly value: MapPoint | null;
  readonly onChange: (point: MapPoint) => void;
  /** Where the map opens while nothing is chosen. */
  readonly center: MapPoint;
  readonly label: string;
}

const OPEN_ZOOM = 11;
const CLOSE_ZOOM = 16;
const WAIT_MS = 15_000;

type Finding = "idle" | "looking" | "refused";

export function PointPicker({ value, onChange, center, label }: PointPickerProps) {
  const { t } = useTranslation();
  const theme = useTheme();
  const { locale } = usePreferences();
  const still = useReducedMotion();
  const [surface, setSurface] = useState<MapSurface | null>(null);
  const [view] = useState({ key: "pick", center: value ?? center, zoom: value ? CLOSE_ZOOM : OPEN_ZOOM });
  const [finding, setFinding] = useState<Finding>("idle");
  const touched = useRef(false);
  const latest = useRef(onChange);
  latest.current = onChange;
  const onSurface = useCallback((next: MapSurface | null) => setSurface(next), []);

  useEffect(() => {
    if (!surface) return;
    const element = surface.element();
    const take = () => {
      touched.current = true;
    };
    const middle = () => ({ x: element.clientWidth / 2, y: element.clientHeight / 2 });
    element.addEventListener("pointerdown", take);
    element.addEventListener("wheel", take, { passive: true });
    element.addEventListener("keydown", take);
    const endings = [
      surface.on("idle", () => {
        // The first rest of the map is its opening, not somebody's choice.
        if (touched.current) latest.current(pointAt(surface, middle()));
      }),
      surface.onClick((at) => {
        touched.current = true;
        surface.flyTo(pointAt(surface, at), null, still);
      }),
    ];
    return () => {
      for (const ending of endings) ending();
      element.removeEventListener("pointerdown", take);
      element.removeEventListener("wheel", take);
      element.removeEventListener("keydown", take);
    };
  }, [surface, still]);

  const locate = () => {
    setFinding("looking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setFinding("idle");
        const here = { lat: coords.latitude, lng: coords.longitude };
        touched.current = true;
        surface?.flyTo(here, CLOSE_ZOOM, still);
        onChange(here);
      },
      () => setFinding("refused"),
      { enableHighAccuracy: true, timeout: WAIT_MS },
    );
  };

  return (
    <div className="flex flex-col gap-2">
      <div className="relative h-72 overflow-hidden rounded-lg border border-line-strong">
        <MapFrame
          view={view}
          theme={theme}
          language={locale}
          direction={locale === "ar" ? "rtl" : "ltr"}
          label={label}
          onSurface={onSurface}
        />
        <MapPin
          aria-hidden
          className={`pointer-events-none absolute inset-x-0 top-1/2 mx-auto size-10 -translate-y-full ${value ? "fill-accent-soft text-accent" : "text-ink-3"}`}
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          size="phone"
          icon={<LocateFixed aria-hidden className="size-5" />}
          isPending={finding === "looking"}
          onPress={locate}
        >
          {t("request.place.here")}
        </Button>
        <output className="min-w-0 flex-1 text-sm text-ink-2">
          {finding === "refused"
            ? t("request.place.noFix")
            : value
              ? t("request.place.picked", {
                  point: `\u2066${value.lat.toFixed(5)}, ${value.lng.toFixed(5)}\u2069`,
                })
              : t("request.place.pick")}
        </output>
      </div>
    </div>
  );
}
