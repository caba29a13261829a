/**
 * Which ground lies under the overlay: Mapbox when the operator gave a token; else the operator's style or tile
 * archive; else a free public vector style if it answers at once; else our own schematic, which needs nobody.
 * Decides and fetches; draws nothing.
 */
import type { StyleSpecification } from "maplibre-gl";
import { MAP_FONT, MAP_FONT_STRONG, mapFontFaces } from "./mapFonts";

/** Value of the style setting that asks for our own drawing whatever the network offers. */
const SCHEMATIC_ONLY = "schematic";

/** A public style that takes longer than this would keep a dispatcher waiting for a picture. */
export const PUBLIC_STYLE_WITHIN_MS = 1_500;

const PUBLIC_STYLES = {
  light: "https://tiles.openfreemap.org/styles/positron",
  dark: "https://tiles.openfreemap.org/styles/dark",
} as const;

export const MAPBOX_STYLES = {
  light: "mapbox://styles/mapbox/light-v11",
  dark: "mapbox://styles/mapbox/dark-v11",
} as const;

export interface BaseWish {
  readonly mapboxToken: string | null;
  readonly mapStyleUrl: string | null;
}

export type BaseKind = "mapbox" | "archive" | "operator" | "public" | "schematic";

/** The order of choice as a pure decision; what fails later falls through to `schematic`. */
export function baseKind(wish: BaseWish, tokenRefused: boolean): BaseKind {
  if (wish.mapStyleUrl === SCHEMATIC_ONLY) return "schematic";
  if (wish.mapboxToken !== null && !tokenRefused) return "mapbox";
  if (wish.mapStyleUrl === null) return "public";
  return /\.pmtiles(\?|#|$)/.test(wish.mapStyleUrl) ? "archive" : "operator";
}

function isStyle(value: unknown): value is StyleSpecification {
  return (
    typeof value === "object" &&
    value !== null &&
    Reflect.get(value, "version") === 8 &&
    Array.isArray(Reflect.get(value, "layers")) &&
    typeof Reflect.get(value, "sources") === "object"
  );
}

/**
 * A foreign style made to speak the reader's language in our typeface: names in `language` first, letters from the
 * bundled files, so no glyph server is asked.
 */
export function localizedStyle(style: StyleSpecification, language: "ar" | "en"): StyleSpecification {
  const { glyphs: _unused, ...rest } = style;
  return {
    ...rest,
    "font-faces": { ...rest["font-faces"], ...mapFontFaces() },
    layers: style.layers.map((layer) => {
      if (layer.type !== "symbol" || layer.layout?.["text-field"] === undefined) return layer;
      const named = JSON.stringify(layer.layout["text-field"]).includes("name");
      const strong = JSON.stringify(layer.layout["text-font"] ?? "").includes("Bold");
      return {
        ...layer,
        layout: {
          ...layer.layout,
          "text-font": [strong ? MAP_FONT_STRONG : MAP_FONT],
          ...(named
            ? {
                "text-field": [
                  "coalesce",
                  ["get", `name:${language}`],
                  ["get", language === "ar" ? "name" : "name:latin"],
                  ["get", "name"],
                ] as const,
              }
            : {}),
        },
      } as typeof layer;
    }),
  };
}

/** Fetches a style; null when it does not answer in time or answers with something else. */
async function fetchStyle(url: string, withinMs: number): Promise<StyleSpecification | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
    if (!answer.ok) return null;
    const style: unknown = await answer.json();
    return isStyle(style) ? style : null;
  } catch {
    // Closed network, refused by policy, or too slow: the schematic is always there.
    return null;
  }
}

const asked = new Map<string, Promise<StyleSpecification | null>>();

/** The same, asked once per page: a network that refused once is not asked again on every theme switch. */
function styleOnce(url: string, withinMs: number): Promise<StyleSpecification | null> {
  const known = asked.get(url);
  if (known) return known;
  const answer = fetchStyle(url, withinMs);
  asked.set(url, answer);
  return answer;
}

const OPERATOR_STYLE_WITHIN_MS = 8_000;

export interface ForeignStyle {
  readonly kind: Exclude<BaseKind, "mapbox" | "schematic">;
  readonly wish: BaseWish;
  readonly theme: "light" | "dark";
  readonly language: "ar" | "en";
}

/** Loads a style that is not ours, ready to draw; null means: take the schematic. */
export async function loadForeignStyle({
  kind,
  wish,
  theme,
  language,
}: ForeignStyle): Promise<StyleSpecification | null> {
  if (kind === "archive") {
    const { archiveStyle } = await import("./archiveStyle");
    return wish.mapStyleUrl === null ? null : archiveStyle(wish.mapStyleUrl, theme, language);
  }
  if (kind === "public" && !navigator.onLine) return null;
  const style =
    kind === "operator" && wish.mapStyleUrl !== null
      ? await styleOnce(wish.mapStyleUrl, OPERATOR_STYLE_WITHIN_MS)
      : await styleOnce(PUBLIC_STYLES[theme], PUBLIC_STYLE_WITHIN_MS);
  return style && localizedStyle(style, language);
}
