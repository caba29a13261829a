/**
 * Turns a stored message into text in its reader's language. Pure: the zone and the language come with the message.
 * A secret that has been wiped, or that the reader may not see, is written as dots.
 */
import { type Locale, nameFor } from "../core/localized";
import { escalationTypes as arTypes, slaRules as arRules } from "../i18n/ar/escalations";
import { escalationTypes as enTypes, slaRules as enRules } from "../i18n/en/escalations";
import { isServiceDay } from "../time/zones";
import { ar } from "./ar";
import { en } from "./en";
import { type ParamKind, type StoredParam, TEMPLATES, type TemplateCode } from "./templates";
import type { MessageText } from "./text";

const CATALOGUES = { ar, en } as const;
const WORDS: Record<Locale, Readonly<Record<string, string>>> = {
  ar: { ...arTypes, ...arRules },
  en: { ...enTypes, ...enRules },
};
const HIDDEN = "••••••";

/** A message before it is written. */
export interface MessageSource {
  readonly template: TemplateCode;
  readonly params: Readonly<Record<string, StoredParam>>;
  /** Secret parameters that are still known; a missing one is written as dots. */
  readonly secrets: Readonly<Record<string, string>>;
  /** IANA zone of every instant in the text. */
  readonly zone: string;
}

/** Subject and body in one language. Arabic uses the digits phones and mail programs copy without trouble. */
export function renderMessage(source: MessageSource, locale: Locale): MessageText {
  const kinds: Readonly<Record<string, ParamKind>> = TEMPLATES[source.template];
  const text = CATALOGUES[locale][source.template];
  const fill = (pattern: string) =>
    pattern.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) =>
      written(
        kinds[name],
        kinds[name] === "secret" ? source.secrets[name] : source.params[name],
        source.zone,
        locale,
      ),
    );
  return { subject: fill(text.subject), body: fill(text.body) };
}

function written(
  kind: ParamKind | undefined,
  value: StoredParam | undefined,
  zone: string,
  locale: Locale,
): string {
  if (kind === "secret") return typeof value === "string" ? value : HIDDEN;
  if (value === undefined) return "";
  if (typeof value === "object") return nameFor(value, locale);
  if (typeof value === "number" && (kind === "instant" || kind === "clock"))
    return instantFormat(locale, zone, kind).format(value);
  if (kind === "day" && typeof value === "string") return dayText(value, locale);
  if (kind === "code" && typeof value === "string") return WORDS[locale][value] ?? value;
  return String(value);
}

/** "Monday 30 November"; what is no service day stays as it is. */
function dayText(day: string, locale: Locale): string {
  if (!isServiceDay(day)) return day;
  const format = new Intl.DateTimeFormat(tagOf(locale), {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
  });
  return format.format(Date.parse(`${day}T00:00:00Z`));
}

const tagOf = (locale: Locale) =>
  locale === "ar" ? "ar-SA-u-ca-gregory-nu-latn" : "en-GB-u-ca-gregory-nu-latn";

const formats = new Map<string, Intl.DateTimeFormat>();

function instantFormat(locale: Locale, zone: string, kind: "instant" | "clock"): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${kind}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(tagOf(locale), {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(kind === "instant" ? { weekday: "long", day: "numeric", month: "long" } : {}),
  });
  formats.set(key, made);
  return made;
}
