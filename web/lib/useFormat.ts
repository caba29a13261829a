/* The formatter of the current reader; one object per language and digit choice. */
import { createFormat, type Format } from "./format";
import { type Preferences, getPreferences, usePreferences } from "./preferences";

const made = new Map<string, Format>();

/** The formatter for a set of preferences, made once. */
function formatFor({ locale, digits }: Pick<Preferences, "locale" | "digits">): Format {
  const key = `${locale}/${digits}`;
  const known = made.get(key);
  if (known) return known;
  const format = createFormat(locale, digits);
  made.set(key, format);
  return format;
}

export function useFormat(): Format {
  return formatFor(usePreferences());
}

/** The formatter outside a component, e.g. inside the message catalogue binding. */
export function currentFormat(): Format {
  return formatFor(getPreferences());
}
