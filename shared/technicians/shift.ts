/**
 * A technician's weekly working hours as local wall-clock minutes of his branch, and the instants they are on one day.
 * Rotas are not part of this cut. A shift never crosses midnight; `endMinute` may be 1440.
 */
import { instantAt, type ServiceDay, weekdayOf } from "../time/zones";

export interface Shift {
  /** Minutes after local midnight, 0…1440. */
  readonly startMinute: number;
  readonly endMinute: number;
  /** Working days, 0 = Sunday … 6 = Saturday. */
  readonly weekdays: readonly number[];
}

export interface ShiftSpan {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Spans asked for again and again while thousands of people are judged; the same answer every time. */
const spans = new Map<string, ShiftSpan>();
const MAX_SPANS = 2_000;

/**
 * The instants between which somebody works on a service day; null on a day off. Where the clocks go through an hour
 * twice, a shift begins and ends the first time they show its minute: work in the repeated hour is after its end.
 */
export function shiftSpan(shift: Shift, day: ServiceDay, zone: string): ShiftSpan | null {
  const { startMinute, endMinute, weekdays } = shift;
  if (!weekdays.includes(weekdayOf(day))) return null;
  const key = `${day} ${startMinute} ${endMinute} ${zone}`;
  const known = spans.get(key);
  if (known) return known;
  const made = { startsAt: instantAt(day, startMinute, zone), endsAt: instantAt(day, endMinute, zone) };
  if (spans.size >= MAX_SPANS) spans.clear();
  spans.set(key, made);
  return made;
}
