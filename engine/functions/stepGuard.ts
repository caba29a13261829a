/**
 * The watchdog over synchronous steps of user code. Steps run inside an evaluation of the inspector, because that is where
 * Node lets a forced end stop (`stepSupervisor.ts` gives the order). Entering one costs some microseconds, `vm`'s own
 * timeout ten times as much: it starts and joins a thread for every call. Steps run in batches all the same, and a batch
 * takes no new step once its slice is over.
 *
 * A kill unwinds every frame inside without running `finally`: work that must not be torn apart runs `untouched`.
 */
import { executionAsyncId } from "node:async_hooks";
import { Session } from "node:inspector";
import { stepSupervisor } from "./stepSupervisor";

const sliceMs = 50;

export interface Batch {
  /** True while another step may begin. It then has its whole budget. */
  next(): boolean;
  /** False when the guard cannot spare anything: leave it first. */
  readonly canSpare: boolean;
  /** Runs what must not be interrupted. */
  untouched(work: () => void): void;
}

/** `killed`: the step that was running used up its budget; the batch's closure was unwound where it stood. */
export type BatchOutcome = "finished" | "killed";

class KilledStep extends Error {}

/**
 * With async hooks on (an `AsyncLocalStorage` in a `"use node"` module is enough) Node keeps a stack of async ids. A
 * kill in the middle of a promise reaction leaves that stack too deep, and Node aborts the process at the end of the
 * current callback. Node itself clears it when it handles an uncaught exception, so it is shown one. Only the async
 * context of the current callback is lost.
 */
function clearAsyncStack(): void {
  const handle: unknown = "_fatalException" in process ? process._fatalException : undefined;
  if (typeof handle !== "function" || process.hasUncaughtExceptionCaptureCallback()) return;
  process.setUncaughtExceptionCaptureCallback(() => undefined);
  try {
    handle.call(process, new KilledStep(), false);
  } finally {
    process.setUncaughtExceptionCaptureCallback(null);
  }
}

/** The inspector evaluates texts only, in the global scope: there the work to do is found. */
const guardedWork = Symbol.for("engine.guardedWork");
const expression = `globalThis[Symbol.for("engine.guardedWork")]()`;
let pendingWork: () => void = () => undefined;
Object.defineProperty(globalThis, guardedWork, { value: () => pendingWork(), configurable: true });

let session: Session | null = null;

/**
 * False when the work was ended from outside, by the supervisor or when `timeoutMs` is over. (The timeout makes two other
 * threads work for every call: it is for the time in which there is no supervisor.)
 */
function enter(work: () => void, timeoutMs: number | null): boolean {
  if (session === null) {
    session = new Session();
    session.connect();
  }
  let finished = false;
  const failures: unknown[] = [];
  pendingWork = () => {
    try {
      work();
    } catch (error) {
      failures.push(error);
    }
    finished = true;
  };
  const timeout = timeoutMs === null ? {} : { timeout: timeoutMs };
  const refusals: Error[] = [];
  session.post("Runtime.evaluate", { expression, silent: true, ...timeout }, (error) => {
    if (error !== null) refusals.push(error);
  });
  if (failures.length > 0) throw failures[0];
  if (!finished && refusals.length === 0) throw new Error("A guarded step ended without an outcome.");
  return finished;
}

export class StepGuard {
  readonly stepTimeoutMs: number;
  readonly #supervisor = stepSupervisor();
  #depth = 0;

  constructor(stepTimeoutMs: number) {
    this.stepTimeoutMs = stepTimeoutMs;
  }

  /** Until then steps are watched at a higher price. */
  get whenReady(): Promise<void> {
    return this.#supervisor.whenReady;
  }

  /** Runs the closure under the watchdog. Errors it throws pass through. */
  run(work: (batch: Batch) => void): BatchOutcome {
    // Called from within a guarded step (an analysis inside a mutation, say): the outer guard watches.
    if (this.#depth > 0) {
      work({ next: () => true, canSpare: false, untouched: (spared) => spared() });
      return "finished";
    }
    const asyncId = executionAsyncId();
    this.#depth += 1;
    try {
      const finished = this.#supervisor.isReady ? this.#runSupervised(work) : this.#runTimed(work);
      if (finished) return "finished";
      if (executionAsyncId() !== asyncId) clearAsyncStack();
      return "killed";
    } finally {
      this.#depth -= 1;
    }
  }

  #runSupervised(work: (batch: Batch) => void): boolean {
    const supervisor = this.#supervisor;
    const begin = () => supervisor.begin(this.stepTimeoutMs);
    const startedAt = performance.now();
    const batch: Batch = {
      canSpare: true,
      next: () => {
        supervisor.end();
        if (performance.now() - startedAt >= sliceMs) return false;
        begin();
        return true;
      },
      untouched: (spared) => {
        supervisor.end();
        spared();
      },
    };
    const guarded = () => {
      begin();
      try {
        work(batch);
      } finally {
        supervisor.end();
      }
    };
    const finished = enter(guarded, null);
    if (!finished) supervisor.reset();
    return finished;
  }

  /** One step, with a timeout around it. */
  #runTimed(work: (batch: Batch) => void): boolean {
    let begun = false;
    const batch: Batch = {
      canSpare: false,
      next: () => {
        if (begun) return false;
        begun = true;
        return true;
      },
      untouched: (spared) => spared(),
    };
    return enter(() => work(batch), this.stepTimeoutMs);
  }
}
