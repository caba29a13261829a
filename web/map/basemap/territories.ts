/** Outlines of the hand-drawn cities and their districts as areas to lay over any ground. Schematic, no official border. */
import type { MapPoint, MapTerritory } from "../mapContract";
import { CITY_BASEMAPS } from "./basemapFeatures";
import type { LngLat } from "./cityBasemap";
import { districtZones } from "./districtZones";
import { smoothLine } from "./smoothLine";

const point = ([lng, lat]: LngLat): MapPoint => ({ lat, lng });

/** The named cities that are drawn: each as a whole, and its districts. */
export function cityTerritories(codes: readonly string[], language: "ar" | "en"): MapTerritory[] {
  return CITY_BASEMAPS.filter((city) => codes.includes(city.code)).flatMap((city): MapTerritory[] => {
    const zones = districtZones(city);
    return [
      {
        id: city.code,
        name: city.name[language],
        ring: smoothLine(city.extent, true).map(point),
        kind: "own",
      },
      ...city.districts.map(
        (district): MapTerritory => ({
          id: `${city.code}/${district.id}`,
          name: district.name[language],
          ring: (zones.get(district.id) ?? []).map(point),
          kind: "part",
        }),
      ),
    ];
  });
}
