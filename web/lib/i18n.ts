/*
 * Binds the message catalogues of shared/i18n to i18next and to the reader's language. Every interpolated
 * value is wrapped in Unicode isolates, so a Latin name cannot reorder an Arabic sentence or the other way
 * round; `{{count, number}}` writes digits as the reader chose. Holds no words.
 */
import i18next, { type i18n as I18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Locale } from "../../shared/core/localized";
import { ar, en } from "./catalogues";
import { currentFormat } from "./useFormat";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    returnNull: false;
  }
}

const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** Prepares the translator; resolves at once because the catalogues are part of the bundle. */
export function startI18n(locale: Locale): I18n {
  void i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    resources: { ar: { translation: ar }, en: { translation: en } },
    initAsync: false,
    interpolation: {
      escapeValue: true,
      escape: (value) => `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}`,
    },
    returnNull: false,
  });
  i18next.services.formatter?.add("number", (value: unknown) =>
    typeof value === "number" ? currentFormat().number(value) : String(value),
  );
  return i18next;
}
