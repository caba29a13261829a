/**
 * Promise rejections that nobody handled. In a mutation they fail the call (a forgotten `await` on a write that was
 * refused must not commit the rest); elsewhere they are reported. Node announces them only after the current step,
 * so a mutation in which something was rejected waits here for one turn of the event loop before it commits. Queries
 * cannot wait: `StepRunner.queryStep` finds theirs.
 */
import { isForgiving } from "../functions/rejections";

export class RejectionWatch {
  readonly #report: (reason: unknown) => void;
  readonly #waiting = new Set<unknown[]>();

  /** `report` gets every unhandled rejection that belongs to no waiting mutation. */
  constructor(report: (reason: unknown) => void) {
    this.#report = report;
  }

  readonly #listener = (reason: unknown): void => {
    // Errors of the engine's own realm cannot stem from a mutation. Among mutations of the same turn the culprit
    // cannot be told apart: all of them are refused.
    if (this.#waiting.size === 0 && isForgiving() && !(reason instanceof Error)) return;
    if (this.#waiting.size === 0 || reason instanceof Error) this.#report(reason);
    else for (const seen of this.#waiting) seen.push(reason);
  };

  start(): void {
    process.on("unhandledRejection", this.#listener);
  }

  stop(): void {
    process.off("unhandledRejection", this.#listener);
  }

  /** Call in the same step as the mutation's run. Throws the reason if a rejection of that step stayed unhandled. */
  async proveHandled(): Promise<void> {
    const seen: unknown[] = [];
    this.#waiting.add(seen);
    await new Promise((next) => setImmediate(next));
    this.#waiting.delete(seen);
    if (seen.length > 0) throw seen[0];
  }
}
