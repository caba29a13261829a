/**
 * The colours canvas code draws with, read once per theme from the style sheet. Holds no colour of its own;
 * tokens.css and mapTokens.css are the only places that do.
 */
import { VISUAL_PHASES, type VisualPhase } from "../ui/phaseShapes";

export const MAP_TOKENS = [
  "land",
  "town",
  "zone-a",
  "zone-b",
  "zone-c",
  "zone-line",
  "block",
  "water",
  "park",
  "campus",
  "airport",
  "valley",
  "road",
  "road-casing",
  "motorway",
  "motorway-casing",
  "label",
  "label-strong",
  "label-road",
  "label-water",
  "label-park",
  "halo",
] as const;
type MapToken = (typeof MAP_TOKENS)[number];

export interface MapPalette {
  readonly map: Readonly<Record<MapToken, string>>;
  readonly phase: Readonly<Record<VisualPhase, string>>;
  readonly raised: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly lineStrong: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly onMark: string;
  readonly urgent: string;
}

/** A colour every engine accepts, for the moment before style sheets are there. */
const UNREAD = "gray";

/** Reads the palette in force on `element`; the nearest `data-theme` decides. */
export function readMapPalette(element: Element): MapPalette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim() || UNREAD;
  const table = <K extends string>(keys: readonly K[], prefix: string) => {
    const entries: Partial<Record<K, string>> = {};
    for (const key of keys) entries[key] = read(`${prefix}-${key}`);
    return entries as Readonly<Record<K, string>>;
  };
  return {
    map: table(MAP_TOKENS, "map"),
    phase: table(VISUAL_PHASES, "phase"),
    raised: read("raised"),
    ink: read("ink"),
    inkSoft: read("ink-3"),
    lineStrong: read("line-strong"),
    accent: read("accent"),
    onAccent: read("on-accent"),
    onMark: read("on-mark"),
    urgent: read("urgent"),
  };
}
