/**
 * How often the boards of a branch hear of moving technicians. Positions are collected and handed out in beats: a board
 * that heard of every fix by itself would be sent the whole branch for each of them. The more people move, the longer a
 * beat, so that what a board receives stays bounded; a fix is never later on a board than one beat.
 */

/** Somebody who reported within this long counts as moving. */
export const MOVING_FOR_MS = 60_000;

const BEATS = [
  { upTo: 60, gapMs: 1_000 },
  { upTo: 400, gapMs: 2_000 },
] as const;
/** The gap when more move than any step above holds; phones report about as often. */
export const LONGEST_BEAT_MS = 5_000;

/** Time from one beat to the next while `moving` technicians report. */
export function beatGapMs(moving: number): number {
  return BEATS.find((step) => moving <= step.upTo)?.gapMs ?? LONGEST_BEAT_MS;
}

/** So many at rest among the moving are not worth a new base sheet. */
const FEW = 40;

/**
 * Whether those who came to rest should move from the sheet that is sent at every beat to the one that is sent seldom:
 * when they are many and no fewer than those still moving, so that the seldom sheet costs no more than it saves.
 */
export function needsNewBase(moving: number, resting: number): boolean {
  return resting > FEW && resting >= moving;
}
