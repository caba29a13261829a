/*
 * The reader's own choices, kept in this browser: language, digits, theme, direction of time on the lanes.
 * Owns storage and the document attributes that follow from them (lang, dir, data-theme). Holds no words.
 */
import { useSyncExternalStore } from "react";
import type { Locale } from "../../shared/core/localized";

export type Digits = "auto" | "arab" | "latn";
type ThemeChoice = "system" | "light" | "dark";
/** Time on the lanes runs with the reading direction, or always left to right. */
type TimeDirection = "reading" | "ltr";

export interface Preferences {
  readonly locale: Locale;
  readonly digits: Digits;
  readonly theme: ThemeChoice;
  readonly timeDirection: TimeDirection;
}

const STORAGE_KEY = "maydan.preferences";
const DEFAULTS: Preferences = { locale: "ar", digits: "auto", theme: "system", timeDirection: "reading" };

function oneOf<T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.find((item) => item === value) ?? otherwise;
}

/** Reads stored text; anything unknown falls back to the default of that one choice. */
export function decodePreferences(text: string | null, fallback: Preferences = DEFAULTS): Preferences {
  let raw: unknown = null;
  try {
    raw = text === null ? null : JSON.parse(text);
  } catch {
    // Another program's or an older value: the defaults are always usable.
    return fallback;
  }
  const stored = typeof raw === "object" && raw !== null ? new Map(Object.entries(raw)) : new Map();
  return {
    locale: oneOf(stored.get("locale"), ["ar", "en"], fallback.locale),
    digits: oneOf(stored.get("digits"), ["auto", "arab", "latn"], fallback.digits),
    theme: oneOf(stored.get("theme"), ["system", "light", "dark"], fallback.theme),
    timeDirection: oneOf(stored.get("timeDirection"), ["reading", "ltr"], fallback.timeDirection),
  };
}

let current = DEFAULTS;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The choices now in force. */
export function getPreferences(): Preferences {
  return current;
}

/** Whether the page is dark now, the system's wish included. */
function effectiveTheme(choice: ThemeChoice): "light" | "dark" {
  if (choice !== "system") return choice;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function applyToDocument(): void {
  const root = document.documentElement;
  root.lang = current.locale;
  root.dir = current.locale === "ar" ? "rtl" : "ltr";
  root.dataset["theme"] = effectiveTheme(current.theme);
}

function adopt(next: Preferences): void {
  current = next;
  applyToDocument();
  for (const listener of listeners) listener();
}

/** Changes some choices, keeps them in this browser and tells every reader of them. */
export function setPreferences(change: Partial<Preferences>): void {
  adopt({ ...current, ...change });
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(current));
  } catch {
    // Storage may be full or forbidden; the choice then lasts for this page only.
  }
}

/** Loads stored choices and keeps following other tabs and the system theme. Call once at start. */
export function startPreferences(): void {
  const stored = () => {
    try {
      return localStorage.getItem(STORAGE_KEY);
    } catch {
      return null;
    }
  };
  adopt(decodePreferences(stored()));
  window.addEventListener("storage", (event) => {
    if (event.key === STORAGE_KEY) adopt(decodePreferences(event.newValue));
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => adopt({ ...current }));
}

/** The reader's choices, live. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, getPreferences, getPreferences);
}

/** The theme that is drawn now; follows the system when the reader asked for that. */
export function useTheme(): "light" | "dark" {
  return effectiveTheme(usePreferences().theme);
}
