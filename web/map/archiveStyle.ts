/**
 * A style over one `.pmtiles` file of the operator's: streets without a tile server. Loaded only when such a file
 * is configured. The file's host must answer Range requests.
 */
import { addProtocol, type LayerSpecification, type StyleSpecification } from "maplibre-gl";
import { layers, namedFlavor } from "@protomaps/basemaps";
import { PMTiles, Protocol } from "pmtiles";
import { MAP_FONT, MAP_FONT_STRONG, mapFontFaces } from "./mapFonts";

const SOURCE = "archive";
let protocol: Protocol | undefined;

/** Null when the file cannot be opened; the caller then draws the schematic. */
export async function archiveStyle(
  url: string,
  theme: "light" | "dark",
  language: "ar" | "en",
): Promise<StyleSpecification | null> {
  if (!protocol) {
    protocol = new Protocol();
    addProtocol("pmtiles", protocol.tile);
  }
  const address = new URL(url, document.baseURI).href;
  const archive = new PMTiles(address);
  try {
    await archive.getHeader();
  } catch {
    // Not there, no Range support, or not an archive.
    return null;
  }
  protocol.add(archive);
  return {
    version: 8,
    "font-faces": mapFontFaces(),
    sources: {
      [SOURCE]: { type: "vector", url: `pmtiles://${address}`, attribution: "© OpenStreetMap" },
    },
    layers: layers(SOURCE, namedFlavor(theme), { lang: language }).flatMap((layer): LayerSpecification[] => {
      // Shields and points of interest need a sprite sheet, which an archive does not bring.
      if (layer.type !== "symbol") return [layer];
      const { "icon-image": icon, ...layout } = layer.layout ?? {};
      if (icon !== undefined && layout["text-field"] === undefined) return [];
      const strong = JSON.stringify(layout["text-font"] ?? "").includes("Medium");
      return [{ ...layer, layout: { ...layout, "text-font": [strong ? MAP_FONT_STRONG : MAP_FONT] } }];
    }),
  };
}
