/*
 * "Now" for saying how long ago something was. The page's clock beats every few seconds, so news is often younger
 * than the last beat; it must never read as if it lay ahead.
 */

/** A present that lies at least a second after `atMs`. */
export function pastMoment(atMs: number, nowMs: number): number {
  return Math.max(nowMs, atMs + 1_000);
}
