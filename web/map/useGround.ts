/** The ground a map stands on now: which engine with which style. Null while a foreign style is being asked for. */
import type { StyleSpecification } from "maplibre-gl";
import { useEffect, useMemo, useState } from "react";
import { type BaseKind, type BaseWish, loadForeignStyle, MAPBOX_STYLES } from "./baseStyle";
import type { schematicStyle } from "./basemap/schematicStyle";
import type { MapboxStyle } from "./engines/MapboxEngine";
import type { MapPalette } from "./mapPalette";

export type Ground =
  | { readonly engine: "mapbox"; readonly style: MapboxStyle }
  | { readonly engine: "maplibre"; readonly style: StyleSpecification };

export interface GroundWish {
  readonly kind: BaseKind;
  readonly config: BaseWish;
  readonly theme: "light" | "dark";
  readonly language: "ar" | "en";
  /** Null before the page is laid out or before the map begins; nothing is drawn until then. */
  readonly palette: MapPalette | null;
  readonly attribution: string;
}

interface Answer {
  readonly question: string;
  /** Null: nobody answered, the schematic is drawn. */
  readonly style: StyleSpecification | null;
}

export function useGround({
  kind,
  config,
  theme,
  language,
  palette,
  attribution,
}: GroundWish): Ground | null {
  const { mapboxToken, mapStyleUrl } = config;
  const [answer, setAnswer] = useState<Answer | null>(null);
  const question = `${kind} ${mapStyleUrl ?? ""} ${theme} ${language}`;
  const foreign = kind === "mapbox" || kind === "schematic" ? null : kind;

  useEffect(() => {
    if (foreign === null) return;
    let wanted = true;
    const load = async () => {
      const style = await loadForeignStyle({
        kind: foreign,
        wish: { mapboxToken, mapStyleUrl },
        theme,
        language,
      });
      if (wanted) setAnswer({ question, style });
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [foreign, mapboxToken, mapStyleUrl, theme, language, question]);

  // The drawn cities weigh something: they come with the map, not with the page.
  const [draw, setDraw] = useState<typeof schematicStyle | null>(null);
  const begins = palette !== null;
  useEffect(() => {
    if (!begins) return;
    import("./basemap/schematicStyle").then(
      (module) => setDraw(() => module.schematicStyle),
      // To the nearest boundary, as when the engine itself cannot be loaded.
      (error: unknown) =>
        setDraw(() => {
          throw error;
        }),
    );
  }, [begins]);
  const schematic = useMemo(
    () => palette && draw && draw({ palette, language, attribution }),
    [palette, draw, language, attribution],
  );

  return useMemo((): Ground | null => {
    if (kind === "mapbox")
      return mapboxToken === null
        ? null
        : { engine: "mapbox", style: { token: mapboxToken, url: MAPBOX_STYLES[theme] } };
    if (!schematic) return null;
    if (foreign === null) return { engine: "maplibre", style: schematic };
    // While the same network is asked again (other theme, other language) the previous ground stays.
    if (!answer) return null;
    return { engine: "maplibre", style: answer.style ?? schematic };
  }, [kind, mapboxToken, theme, schematic, foreign, answer]);
}
