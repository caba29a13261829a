/**
 * The bundled typeface as the map's own font: MapLibre draws every glyph from these files, so no glyph server is
 * asked and Arabic letters join. Mapbox takes the same family from the page (mapFontFamily.ts).
 */
import type { StyleSpecification } from "maplibre-gl";
import arabic500 from "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-500-normal.woff2?url";
import arabic600 from "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-600-normal.woff2?url";
import latin500 from "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-500-normal.woff2?url";
import latin600 from "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff2?url";

/** Font names to use in `text-font` of our own layers. */
export const MAP_FONT = "Maydan Sans";
export const MAP_FONT_STRONG = "Maydan Sans Strong";

const ARABIC_RANGE = ["U+0600-06FF", "U+0750-077F", "U+FB50-FDFF", "U+FE70-FEFF"];
const LATIN_RANGE = ["U+0000-00FF", "U+2000-206F"];

const absolute = (url: string) => new URL(url, document.baseURI).href;

/** The style property that binds our font names to the bundled files. */
export function mapFontFaces(): NonNullable<StyleSpecification["font-faces"]> {
  const face = (arabic: string, latin: string) => [
    { url: absolute(arabic), "unicode-range": ARABIC_RANGE },
    { url: absolute(latin), "unicode-range": LATIN_RANGE },
  ];
  return { [MAP_FONT]: face(arabic500, latin500), [MAP_FONT_STRONG]: face(arabic600, latin600) };
}
