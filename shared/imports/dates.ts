/**
 * Dates as files write them: ISO with or without zone, "MM/DD/YYYY hh:mm:ss AM" of open-data exports, "DD/MM/YYYY" when
 * only that can be meant. A wall time without zone is the branch's own.
 */
import { instantAt, isServiceDay, MINUTE_MS } from "../time/zones";
import { latinDigits } from "./text";

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const SLASHED = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(AM|PM|ص|م)?)?$/i;

const two = (n: number) => String(n).padStart(2, "0");

/** Epoch ms, or null when the text is no date. */
export function parseInstant(text: string, zone: string): number | null {
  const plain = latinDigits(text).trim();
  const iso = ISO.exec(plain);
  if (iso) {
    const [, y, mo, d, h, mi, s, offset] = iso;
    return compose(
      Number(y),
      Number(mo),
      Number(d),
      Number(h ?? 0),
      Number(mi ?? 0),
      Number(s ?? 0),
      zone,
      offset,
    );
  }
  const slashed = SLASHED.exec(plain);
  if (!slashed) return null;
  const [, first, second, y, h, mi, s, half] = slashed;
  const [a, b] = [Number(first), Number(second)];
  // Month first as open data writes it, unless the first number cannot be a month.
  const [month, day] = a > 12 ? [b, a] : [a, b];
  const hour = hourOf(Number(h ?? 0), half);
  return hour === null
    ? null
    : compose(Number(y), month, day, hour, Number(mi ?? 0), Number(s ?? 0), zone, undefined);
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  const afternoon = /^(pm|م)$/i.test(half);
  return (hour % 12) + (afternoon ? 12 : 0);
}

function compose(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  zone: string,
  offset: string | undefined,
): number | null {
  const serviceDay = `${year}-${two(month)}-${two(day)}`;
  if (year < 1970 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  if (!isServiceDay(serviceDay) || hour > 23 || minute > 59 || second > 59) return null;
  const minutes = hour * 60 + minute;
  if (offset === undefined) return instantAt(serviceDay, minutes, zone) + second * 1000;
  const utc = Date.parse(`${serviceDay}T00:00:00Z`) + minutes * MINUTE_MS + second * 1000;
  if (/^z$/i.test(offset)) return utc;
  const sign = offset.startsWith("-") ? -1 : 1;
  const digits = offset.replace(/\D/g, "");
  return utc - sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4))) * MINUTE_MS;
}
