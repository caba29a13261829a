/** A small seeded generator, so that the demo is the same everywhere. Not for secrets. */

export interface Dice {
  /** Next number in [0, 1). */
  readonly next: () => number;
  readonly pick: <T>(list: readonly T[]) => T;
}

/** Mulberry-style generator over 32 bits of state. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    pick: (list) => {
      const chosen = list[Math.floor(next() * list.length)];
      if (chosen === undefined) throw new RangeError("nothing to pick from");
      return chosen;
    },
  };
}
