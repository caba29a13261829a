/** One timer that fires at a point of the wall clock, however far away. Setting it again moves it. */

/** Longest delay `setTimeout` takes; later points are reached in hops. */
const maxDelayMs = 2_147_483_647;

export class Alarm {
  readonly #ring: () => void;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | null = null;

  constructor(now: () => number, ring: () => void) {
    this.#now = now;
    this.#ring = ring;
  }

  /** `atMs` is epoch ms; null silences it. */
  set(atMs: number | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (atMs === null) return;
    const delayMs = Math.max(0, atMs - this.#now());
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        if (delayMs > maxDelayMs) this.set(atMs);
        else this.#ring();
      },
      Math.min(delayMs, maxDelayMs),
    );
    this.#timer.unref();
  }
}
