/**
 * Node's timers (and the fake ones) end at 24.8 days and fire at once beyond that; a deployment's schedule reaches years.
 * convex-test schedules with setTimeout, so a promise due next month would be woken now. Long waits are cut into pieces.
 */
const LONGEST_MS = 2 ** 31 - 1;

/** Replaces the present `setTimeout`, real or fake, by one that waits as long as it is told. Answers the way back. */
export function installLongTimers(): () => void {
  const plain = globalThis.setTimeout;
  const long = (callback: () => void, delayMs = 0): ReturnType<typeof plain> =>
    delayMs <= LONGEST_MS
      ? plain(callback, delayMs)
      : plain(() => void long(callback, delayMs - LONGEST_MS), LONGEST_MS);
  globalThis.setTimeout = Object.assign(
    (callback: (...given: unknown[]) => void, delayMs?: number, ...given: unknown[]) =>
      long(() => callback(...given), delayMs),
    plain,
  ) as typeof plain;
  return () => {
    globalThis.setTimeout = plain;
  };
}
