/**
 * The line in which mutations (and the queries of actions) wait for their turn: strictly one after another, in
 * arrival order, many under one watchdog. Between batches the event loop gets its turn. A job that must wait before it
 * commits holds the line: nothing that came later sees or overtakes the state it left. Holds no transactions.
 */
import type { Batch, StepGuard } from "../functions/stepGuard";
import { StepTimedOut } from "../functions/transactionRealm";

export interface LaneJob {
  /**
   * Runs user code. "commit": it is due at once. "done": there is nothing to commit. A promise: the job ends itself,
   * and the line moves on when the promise has settled. Throws to fail.
   */
  step(): "commit" | "done" | Promise<void>;
  /** Engine work that must not be torn apart; begins right after `step`, before any other job. Must not throw. */
  commit(): void;
  fail(error: unknown): void;
}

export interface StepLaneOptions {
  guard: StepGuard;
  /** The realms in which a killed step left things half done. */
  discardRealms(): void;
  /** At the end of a batch: no other commit follows in this turn. */
  onDrained(): void;
}

export class StepLane {
  readonly #options: StepLaneOptions;
  #waiting: LaneJob[] = [];
  #scheduled = false;
  #held = false;

  constructor(options: StepLaneOptions) {
    this.#options = options;
  }

  add(job: LaneJob): void {
    this.#waiting.push(job);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#held) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#drain();
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  #holdUntil(settled: Promise<void>): void {
    this.#held = true;
    const moveOn = () => {
      this.#held = false;
      if (this.#waiting.length > 0) this.#schedule();
    };
    settled.then(moveOn, moveOn);
  }

  #drain(): void {
    const { guard, discardRealms, onDrained } = this.#options;
    const queue = this.#waiting;
    let next = 0;
    let current: LaneJob | null = null;
    const outcome = guard.run((batch: Batch) => {
      for (; next < queue.length && !this.#held && batch.next(); next++) {
        const job = queue[next];
        if (job === undefined) continue;
        current = job;
        const due = runStep(job);
        // It ends, or has ended, by itself: a kill that comes too late for it is no failure of its.
        if (due !== "commit") current = null;
        if (due instanceof Promise) this.#holdUntil(due);
        if (due !== "commit") continue;
        if (!batch.canSpare) return;
        batch.untouched(() => {
          current = null;
          job.commit();
        });
      }
    });
    const interrupted = current as LaneJob | null;
    // Jobs may have been added meanwhile.
    this.#waiting = queue.slice(interrupted === null ? next : next + 1);
    if (outcome === "killed") {
      discardRealms();
      interrupted?.fail(new StepTimedOut(guard.stepTimeoutMs));
    } else {
      interrupted?.commit();
    }
    onDrained();
  }
}

function runStep(job: LaneJob): ReturnType<LaneJob["step"]> {
  try {
    return job.step();
  } catch (error) {
    job.fail(error);
    return "done";
  }
}
