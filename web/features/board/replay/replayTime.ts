/* The moment of a replay as the address has it: the branch's wall clock, "14:05:30". */
import { instantAt, type ServiceDay, wallClock } from "../../../../shared/time/zones";

const TEXT = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

export function isReplayText(text: string): boolean {
  return TEXT.test(text);
}

/** The instant a text names on a day, or null when it is none. */
export function instantOf(text: string, day: ServiceDay, zone: string): number | null {
  const match = TEXT.exec(text);
  if (match === null) return null;
  const [, hours, minutes, seconds] = match;
  return instantAt(day, Number(hours) * 60 + Number(minutes), zone) + Number(seconds ?? 0) * 1_000;
}

const two = (value: number) => String(value).padStart(2, "0");

export function replayText(at: number, zone: string): string {
  const { hour, minute, second } = wallClock(at, zone);
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}
