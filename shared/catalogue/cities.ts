import type { Point } from "../geo/point";
import type { MarketCountry } from "../market/profiles";

/**
 * Cities the product has words for. A ticket's city is free text from its source; when it names one of these in
 * either language the code is stored instead, so that filters and labels agree.
 */
export const CITIES = [
  "riyadh",
  "jeddah",
  "dammam",
  "makkah",
  "madinah",
  "cairo",
  "giza",
  "alexandria",
] as const;
export type City = (typeof CITIES)[number];

/** Country and middle of a city, for opening a branch there. */
export const CITY_PLACES: Record<City, { readonly country: MarketCountry; readonly center: Point }> = {
  riyadh: { country: "SA", center: { lat: 24.7136, lng: 46.6753 } },
  jeddah: { country: "SA", center: { lat: 21.5712, lng: 39.1658 } },
  dammam: { country: "SA", center: { lat: 26.4207, lng: 50.0888 } },
  makkah: { country: "SA", center: { lat: 21.4225, lng: 39.8262 } },
  madinah: { country: "SA", center: { lat: 24.4709, lng: 39.6122 } },
  cairo: { country: "EG", center: { lat: 30.0444, lng: 31.2757 } },
  giza: { country: "EG", center: { lat: 30.0131, lng: 31.2089 } },
  alexandria: { country: "EG", center: { lat: 31.2001, lng: 29.9187 } },
};

const SPELLINGS: Record<City, readonly string[]> = {
  riyadh: ["riyadh", "الرياض", "رياض"],
  jeddah: ["jeddah", "jidda", "جدة", "جده"],
  dammam: ["dammam", "الدمام"],
  makkah: ["makkah", "mecca", "مكة", "مكه", "مكة المكرمة"],
  madinah: ["madinah", "medina", "المدينة", "المدينة المنورة"],
  cairo: ["cairo", "القاهرة", "القاهره"],
  giza: ["giza", "الجيزة", "الجيزه"],
  alexandria: ["alexandria", "الإسكندرية", "الاسكندرية"],
};

/** The stored form of a city name: a known code, or the trimmed text itself. */
export function cityCode(text: string): string {
  const wanted = text.trim().toLowerCase();
  const known = CITIES.find((city) => SPELLINGS[city].includes(wanted));
  return known ?? text.trim();
}

export function isKnownCity(city: string): city is City {
  return (CITIES as readonly string[]).includes(city);
}
