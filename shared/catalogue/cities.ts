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
