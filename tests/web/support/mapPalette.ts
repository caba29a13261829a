/* A palette of plain colours for tests that build styles without a page. */
import { VISUAL_PHASES } from "../../../web/ui/phaseShapes";
import { MAP_TOKENS, type MapPalette } from "../../../web/map/mapPalette";

const all = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, "#808080"]));

export const palette = {
  map: all(MAP_TOKENS),
  phase: all(VISUAL_PHASES),
  raised: "#ffffff",
  ink: "#000000",
  inkSoft: "#444444",
  lineStrong: "#888888",
  accent: "#005f67",
  onAccent: "#ffffff",
  onMark: "#ffffff",
  urgent: "#ba0135",
} as unknown as MapPalette;
