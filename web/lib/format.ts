/*
 * The one place where numbers, instants, lengths of time and distances become text. Language and digits are
 * arguments; zones are always named by the caller. Pure: never reads a clock.
 */
import type { Locale } from "../../shared/core/localized";
import type { Digits } from "./preferences";

export interface Format {
  readonly locale: Locale;
  /** Language tag with calendar and digits, for components that format by themselves. */
  readonly tag: string;
  number(value: number, fractionDigits?: number): string;
  percent(share: number): string;
  /** Writes the digits of a ready text, such as a wall clock "08:30", in the reader's form. */
  digits(text: string): string;
  /** Wall time in a zone, 24 hours: 14:05. */
  time(atMs: number, zone: string): string;
  /** Full hour of a ruler: 14. */
  hour(hour: number): string;
  /** Weekday, day and month of an instant in a zone. */
  day(atMs: number, zone: string): string;
  /** The same for a service day (YYYY-MM-DD), which is a calendar day and not an instant. */
  serviceDay(day: string, style?: "long" | "short"): string;
  dateTime(atMs: number, zone: string): string;
  /** Two instants of one day: 14:05–15:35. */
  span(startsAt: number, endsAt: number, zone: string): string;
  /** Length of time in its two largest units: 2h 5m; under a minute: 0m. */
  duration(lengthMs: number): string;
  /** "3 minutes ago" / "in 2 hours", from `nowMs`. */
  relative(atMs: number, nowMs: number): string;
  /** "tomorrow", "in 3 days". */
  relativeDays(days: number): string;
  distance(distanceM: number): string;
  bytes(count: number): string;
  list(items: readonly string[]): string;
  /** An amount in minor units of a currency. */
  money(amountMinor: number, currency: string): string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const YEAR_DAYS = 365;
/** From here on hours no longer tell anybody anything. */
const MANY_DAYS = 10;

/** Builds the formatter of one reader. Keep and reuse it: the Intl objects inside are costly to make. */
export function createFormat(locale: Locale, digits: Digits): Format {
  const numbering = digits === "auto" ? (locale === "ar" ? "arab" : "latn") : digits;
  const tag = `${locale === "ar" ? "ar-SA" : "en-GB"}-u-ca-gregory-nu-${numbering}`;
  const dateCache = new Map<string, Intl.DateTimeFormat>();
  const numberCache = new Map<string, Intl.NumberFormat>();
  const nearDays = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  const relativeFormat = new Intl.RelativeTimeFormat(tag, { numeric: "always", style: "short" });
  const listFormat = new Intl.ListFormat(tag, { type: "conjunction", style: "long" });

  const dates = (key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const known = dateCache.get(key);
    if (known) return known;
    const made = new Intl.DateTimeFormat(tag, options);
    dateCache.set(key, made);
    return made;
  };
  const numbers = (key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const known = numberCache.get(key);
    if (known) return known;
    const made = new Intl.NumberFormat(tag, options);
    numberCache.set(key, made);
    return made;
  };
  const unit = (value: number, name: string) =>
    numbers(`unit ${name}`, {
      style: "unit",
      unit: name,
      unitDisplay: "short",
      maximumFractionDigits: 1,
    }).format(value);

  const narrow = (value: number, name: string) =>
    numbers(`narrow ${name}`, { style: "unit", unit: name, unitDisplay: "narrow" }).format(value);

  const time = (atMs: number, zone: string) =>
    dates(`time ${zone}`, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(
      atMs,
    );

  return {
    locale,
    tag,
    number: (value, fractionDigits = 0) =>
      numbers(`number ${fractionDigits}`, { maximumFractionDigits: fractionDigits }).format(value),
    digits: (text) =>
      numbering === "arab"
        ? text.replace(/[0-9]/g, (digit) => String.fromCharCode(0x0660 + Number(digit)))
        : text,
    percent: (share) => numbers("percent", { style: "percent", maximumFractionDigits: 0 }).format(share),
    time,
    hour: (hour) => numbers("hour", { minimumIntegerDigits: 2 }).format(hour),
    day: (atMs, zone) =>
      dates(`day ${zone}`, { weekday: "short", day: "numeric", month: "short", timeZone: zone }).format(atMs),
    serviceDay: (day, style = "long") =>
      dates(`serviceDay ${style}`, {
        weekday: style,
        day: "numeric",
        month: style,
        timeZone: "UTC",
      }).format(Date.parse(`${day}T00:00:00Z`)),
    dateTime: (atMs, zone) =>
      dates(`dateTime ${zone}`, {
        day: "numeric",
        month: "short",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
        timeZone: zone,
      }).format(atMs),
    span: (startsAt, endsAt, zone) => `${time(startsAt, zone)}–${time(endsAt, zone)}`,
    duration: (lengthMs) => {
      const length = Math.max(0, lengthMs);
      const days = Math.floor(length / DAY_MS);
      const hours = Math.floor((length % DAY_MS) / HOUR_MS);
      const minutes = Math.floor((length % HOUR_MS) / MINUTE_MS);
      if (days >= YEAR_DAYS) return narrow(Math.floor(days / YEAR_DAYS), "year");
      if (days >= MANY_DAYS) return narrow(days, "day");
      if (days > 0)
        return hours === 0 ? narrow(days, "day") : `${narrow(days, "day")} ${narrow(hours, "hour")}`;
      if (hours > 0)
        return minutes === 0
          ? narrow(hours, "hour")
          : `${narrow(hours, "hour")} ${narrow(minutes, "minute")}`;
      return narrow(minutes, "minute");
    },
    relativeDays: (days) => nearDays.format(days, "day"),
    relative: (atMs, nowMs) => {
      const delta = atMs - nowMs;
      const size = Math.abs(delta);
      if (size < MINUTE_MS) return relativeFormat.format(Math.round(delta / 1000), "second");
      if (size < HOUR_MS) return relativeFormat.format(Math.round(delta / MINUTE_MS), "minute");
      if (size < DAY_MS) return relativeFormat.format(Math.round(delta / HOUR_MS), "hour");
      return relativeFormat.format(Math.round(delta / DAY_MS), "day");
    },
    distance: (distanceM) =>
      distanceM < 950 ? unit(Math.round(distanceM / 10) * 10, "meter") : unit(distanceM / 1000, "kilometer"),
    bytes: (count) =>
      count < 1_000_000 ? unit(count / 1000, "kilobyte") : unit(count / 1_000_000, "megabyte"),
    list: (items) => listFormat.format(items),
    money: (amountMinor, currency) => {
      const amounts = numbers(`money ${currency}`, { style: "currency", currency });
      return amounts.format(amountMinor / 10 ** (amounts.resolvedOptions().maximumFractionDigits ?? 2));
    },
  };
}
