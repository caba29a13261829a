/**
 * Hours in which a customer's phone stays silent, by the clock on his wall. Messages somebody waits for (codes, a
 * technician on his way) do not ask here. Reads no clock.
 */
import { addDays, instantAt, minuteOfDay, serviceDayOf } from "../time/zones";

/** From `fromMinute` in the evening to `untilMinute` in the morning, local minutes after midnight. */
interface QuietHours {
  readonly fromMinute: number;
  readonly untilMinute: number;
}

const USUAL: QuietHours = { fromMinute: 21 * 60 + 30, untilMinute: 8 * 60 };
/** Evenings are longer in Egypt, mornings too. */
const BY_ZONE: Readonly<Record<string, QuietHours>> = {
  "Africa/Cairo": { fromMinute: 22 * 60, untilMinute: 9 * 60 },
};

/** The quiet hours of a zone's market. */
function quietHoursOf(zone: string): QuietHours {
  return BY_ZONE[zone] ?? USUAL;
}

/** Whether a phone should stay silent at this instant. */
export function isQuiet(at: number, zone: string): boolean {
  const { fromMinute, untilMinute } = quietHoursOf(zone);
  const minute = minuteOfDay(at, zone);
  return minute >= fromMinute || minute < untilMinute;
}

/** The first instant from `at` on at which a message may go. */
export function nextAudible(at: number, zone: string): number {
  if (!isQuiet(at, zone)) return at;
  const { fromMinute, untilMinute } = quietHoursOf(zone);
  const today = serviceDayOf(at, zone);
  const morning = minuteOfDay(at, zone) >= fromMinute ? addDays(today, 1) : today;
  return instantAt(morning, untilMinute, zone);
}

/** The evening before a quiet instant, just before the phones go silent; a loud instant is itself. */
export function lastAudible(at: number, zone: string): number {
  if (!isQuiet(at, zone)) return at;
  const { fromMinute } = quietHoursOf(zone);
  const today = serviceDayOf(at, zone);
  const evening = minuteOfDay(at, zone) >= fromMinute ? today : addDays(today, -1);
  return instantAt(evening, fromMinute, zone) - 1;
}
