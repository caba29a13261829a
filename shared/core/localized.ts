/**
 * A name kept in both languages of the product. Codes are stored and words rendered; names of people and
 * places are the exception, they are stored once per language. Holds no catalogue and no reader preference.
 */
export type Locale = "ar" | "en";

/** One name, written in Arabic and in Latin letters. */
export interface LocalizedName {
  readonly ar: string;
  readonly en: string;
}

/** The reader's form of a name; falls back to the other language when one is empty. */
export function nameFor(name: LocalizedName, locale: Locale): string {
  const wanted = name[locale];
  return wanted === "" ? name[locale === "ar" ? "en" : "ar"] : wanted;
}
