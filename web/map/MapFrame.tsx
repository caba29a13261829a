/**
 * The room every map of the product stands in: reads the palette, chooses the ground (baseStyle.ts), loads the one
 * engine that is needed, and changes the engine with a visible notice when Mapbox refuses the token. Knows nothing
 * of tickets; what lies on the map is drawn by the caller through the surface it receives.
 */
import "./mapChrome.css";
import "./mapTokens.css";
import type { StyleSpecification } from "maplibre-gl";
import { X } from "lucide-react";
import { Suspense, lazy, useCallback, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { loadPatiently } from "../lib/loadPatiently";
import { runtimeConfig } from "../lib/runtimeConfig";
import { IconButton } from "../ui/IconButton";
import { Notice } from "../ui/Notice";
import { baseKind } from "./baseStyle";
import type { EngineFailure } from "./engines/engineProps";
import type { MapView } from "./mapContract";
import { mapFontsReady } from "./mapFontFamily";
import { type MapPalette, readMapPalette } from "./mapPalette";
import type { MapSurface } from "./mapSurface";
import { useGround } from "./useGround";

// Symbols are drawn once with the letters that are there at that moment, so the typeface comes first.
const MapLibreEngine = lazy(async () => {
  const [engine] = await Promise.all([
    loadPatiently(async () => {
      const { MapLibreEngine: loaded, fetchMapWorker } = await import("./engines/MapLibreEngine");
      await fetchMapWorker();
      return loaded;
    }),
    mapFontsReady(),
  ]);
  return { default: engine };
});
const MapboxEngine = lazy(async () => {
  const [{ MapboxEngine: engine }] = await Promise.all([
    loadPatiently(() => import("./engines/MapboxEngine")),
    mapFontsReady(),
  ]);
  return { default: engine };
});

export interface MapFrameProps {
  readonly view: MapView;
  readonly theme: "light" | "dark";
  readonly language: "ar" | "en";
  readonly direction: "rtl" | "ltr";
  readonly label: string;
  readonly onSurface: (surface: MapSurface | null, palette: MapPalette) => void;
  /** The engine is not loaded before this is false for the first time. */
  readonly waits?: boolean;
  /** Lies over the map: controls, legend, list. */
  readonly children?: ReactNode;
}

export function MapFrame({
  view,
  theme,
  language,
  direction,
  label,
  onSurface,
  waits = false,
  children,
}: MapFrameProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const [palette, setPalette] = useState<MapPalette | null>(null);
  const [failure, setFailure] = useState<EngineFailure | null>(null);
  const [read, setRead] = useState(false);
  const [begun, setBegun] = useState(!waits);
  if (!waits && !begun) setBegun(true);
  const surface = useRef<MapSurface | null>(null);

  useLayoutEffect(() => {
    if (frame.current) setPalette(readMapPalette(frame.current));
  }, [theme]);

  useLayoutEffect(() => {
    if (palette) onSurface(surface.current, palette);
  }, [palette, onSurface]);

  const adopt = useCallback(
    (next: MapSurface | null) => {
      surface.current = next;
      if (palette) onSurface(next, palette);
    },
    [palette, onSurface],
  );

  const config = runtimeConfig();
  const kind = baseKind(config, failure === "token" || failure === "unreachable");
  const ground = useGround({
    kind,
    config,
    theme,
    language,
    palette: begun ? palette : null,
    attribution: t("map.schematic"),
  });
  const engineProps = { view, language, direction, label, onSurface: adopt, onFailure: setFailure };

  const engine = (): ReactNode => {
    if (failure === "webgl" || !ground || !begun) return null;
    return ground.engine === "mapbox" ? (
      <MapboxEngine {...engineProps} style={ground.style} />
    ) : (
      <MapLibreEngine {...engineProps} style={ground.style satisfies StyleSpecification} />
    );
  };

  return (
    <div
      ref={frame}
      data-theme={theme}
      data-ground={kind}
      className="relative size-full overflow-hidden bg-[var(--map-land)] text-ink"
    >
      <div dir="ltr" className="absolute inset-0">
        <Suspense fallback={null}>{engine()}</Suspense>
      </div>
      {(!ground || !begun) && failure === null && <output className="sr-only">{t("map.drawing")}</output>}
      {children}
      {failure !== null && !read && (
        <Notice
          tone="problem"
          title={t(`map.failure.${failure}.title`)}
          className="absolute inset-x-3 top-3 z-20 mx-auto max-w-md shadow-lift"
          action={
            <IconButton
              size="small"
              label={t("map.close")}
              icon={<X aria-hidden className="size-4" />}
              onPress={() => setRead(true)}
            />
          }
        >
          {t(`map.failure.${failure}.text`)}
        </Notice>
      )}
    </div>
  );
}
