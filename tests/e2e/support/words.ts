/** What a user reads: the product's own catalogues, formatted and isolated exactly as on the pages. */
import i18next, { type TFunction } from "i18next";
import type { LocalizedName } from "../../../shared/core/localized";
import { ar, en } from "../../../web/lib/catalogues";
import { createFormat, type Format } from "../../../web/lib/format";

export type Language = "ar" | "en";
export const LANGUAGES = ["ar", "en"] as const satisfies readonly Language[];

export interface Reader {
  readonly language: Language;
  readonly t: TFunction;
  readonly format: Format;
  name(name: LocalizedName): string;
}

/** The words of one language. */
export function reader(language: Language): Reader {
  const format = createFormat(language, "auto");
  const i18n = i18next.createInstance();
  void i18n.init({
    lng: language,
    fallbackLng: false,
    resources: { ar: { translation: ar }, en: { translation: en } },
    initAsync: false,
    interpolation: { escapeValue: true, escape: (value) => `\u2068${value}\u2069` },
    returnNull: false,
  });
  i18n.services.formatter?.add("number", (value: unknown) =>
    typeof value === "number" ? format.number(value) : String(value),
  );
  return { language, t: i18n.t, format, name: (name) => name[language] };
}
