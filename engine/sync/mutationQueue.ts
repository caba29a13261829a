/**
 * The mutations of one socket: one at a time, in order of arrival.
 * Owns waiting and turns; running one and answering it is the session's.
 */
import type { Caller } from "../auth/api";
import type { MutationMessage } from "./protocol";

const MAX_WAITING = 1000;

export interface QueuedMutation {
  message: MutationMessage;
  /** Who called, at the time of the message. */
  caller: Caller;
}

export class MutationQueue {
  readonly #run: (mutation: QueuedMutation) => Promise<void>;
  readonly #waiting: QueuedMutation[] = [];
  #running = false;
  #settled: Promise<void> = Promise.resolve();
  #predecessor: Promise<void> | null = null;

  /** @param run must not reject. */
  constructor(run: (mutation: QueuedMutation) => Promise<void>) {
    this.#run = run;
  }

  get isRunning(): boolean {
    return this.#running;
  }

  /** Resolves when the mutation that runs now has ended. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** What another socket of the session still runs: nothing starts before its outcome is known. */
  startAfter(predecessor: Promise<void> | null): void {
    this.#predecessor = predecessor;
  }

  /** False when too many wait already. */
  push(mutation: QueuedMutation): boolean {
    if (this.#waiting.length >= MAX_WAITING) return false;
    this.#waiting.push(mutation);
    return true;
  }

  startNext(): void {
    if (this.#running) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#running = true;
    this.#settled = this.#turn(next);
  }

  /** Drops what has not begun. */
  clear(): void {
    this.#waiting.length = 0;
  }

  async #turn(mutation: QueuedMutation): Promise<void> {
    if (this.#predecessor !== null) {
      await this.#predecessor;
      this.#predecessor = null;
    }
    await this.#run(mutation);
    this.#running = false;
  }
}
