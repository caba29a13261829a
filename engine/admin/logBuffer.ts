/**
 * The latest finished executions, for `convex dev` and `convex logs`.
 * Owns a bounded memory of them and the waiting of long polls; nothing here survives a restart.
 */
import type { ExecutionLogEntry } from "../execution/api";

const KEPT = 1_000;

interface Numbered {
  cursor: number;
  entry: ExecutionLogEntry;
}

export interface LogPage {
  entries: ExecutionLogEntry[];
  newCursor: number;
}

export class LogBuffer {
  readonly #kept: Numbered[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #now: () => number;
  #cursor = 0;

  /** @param now epoch ms: cursors look like times and go on rising after a restart. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  append(entry: ExecutionLogEntry): void {
    this.#cursor = Math.max(this.#now(), this.#cursor + 1);
    this.#kept.push({ cursor: this.#cursor, entry });
    if (this.#kept.length > KEPT) this.#kept.shift();
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  /** Entries after the cursor; waits for the first one until the signal aborts. Cursor 0 answers at once. */
  async after(cursor: number, signal: AbortSignal): Promise<LogPage> {
    if (cursor > 0 && this.#cursor <= cursor && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          signal.removeEventListener("abort", wake);
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
        signal.addEventListener("abort", wake);
      });
    }
    const entries = this.#kept.filter((numbered) => numbered.cursor > cursor).map(({ entry }) => entry);
    return { entries, newCursor: Math.max(this.#cursor, cursor, 1) };
  }
}
