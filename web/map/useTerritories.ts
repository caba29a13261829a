/** Draws the cities somebody works in, with their districts, once they are asked for: the drawings are loaded then. */
import { useEffect } from "react";
import type { Overlay } from "./overlay";
import { territoryShapes } from "./trailFeatures";

/** Cities the product has an outline of. */
export const DRAWN_CITIES: readonly string[] = ["riyadh", "jeddah", "cairo"];

const NONE = territoryShapes([]);

/** `cities` undefined draws nothing. */
export function useTerritories(
  overlay: Overlay | null,
  cities: readonly string[] | undefined,
  language: "ar" | "en",
): void {
  const codes = cities?.join(" ");
  useEffect(() => {
    if (!overlay) return;
    if (codes === undefined) {
      overlay.show("maydan-territories", NONE);
      return;
    }
    let wanted = true;
    void import("./basemap/territories").then(({ cityTerritories }) => {
      if (wanted)
        overlay.show("maydan-territories", territoryShapes(cityTerritories(codes.split(" "), language)));
    });
    return () => {
      wanted = false;
    };
  }, [overlay, codes, language]);
}
