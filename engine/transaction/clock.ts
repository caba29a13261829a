/**
 * The two clocks of the database, both strictly growing whatever the wall clock does: commit timestamps in nanoseconds,
 * and `_creationTime` in (fractional) milliseconds.
 */
const NS_PER_MS = 1_000_000n;

export class CommitClock {
  constructor(
    /** Latest timestamp given out. */
    public latest: bigint,
    readonly nowMs: () => number,
  ) {}

  tick(): bigint {
    const now = BigInt(Math.floor(this.nowMs())) * NS_PER_MS;
    this.latest = now > this.latest ? now : this.latest + 1n;
    return this.latest;
  }
}

export class CreationClock {
  #last: number;

  /** `last`: the greatest `_creationTime` that exists. */
  constructor(last: number) {
    this.#last = last;
  }

  /** Not less than the transaction's begin, and greater than every one before. */
  next(beginMs: number): number {
    this.#last = Math.max(beginMs, nextUp(this.#last));
    return this.#last;
  }
}

const cell = new Float64Array(1);
const bits = new BigInt64Array(cell.buffer);

/** The next larger representable number; for numbers that are not negative. */
function nextUp(value: number): number {
  cell[0] = value;
  bits[0] = (bits[0] ?? 0n) + 1n;
  return cell[0] ?? value;
}
