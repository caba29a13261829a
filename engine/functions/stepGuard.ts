/**
 * The watchdog over synchronous steps of user code. Node starts a thread for every guarded call (about 0.1 ms, more
 * than a small query takes), so steps run in batches under one guard. A batch takes no new step once its slice is
 * over; the guard allows the slice plus one whole step, so whatever it kills is a step that used up its own budget.
 *
 * A kill unwinds every frame inside without running `finally`: work that must not be torn apart is only begun while
 * the guard is still far from firing (`isCalm`).
 */
import { executionAsyncId } from "node:async_hooks";
import { type Context, createContext, Script } from "node:vm";

const sliceMs = 50;

export interface Batch {
  /** Elapsed ms since the guard was set. */
  elapsedMs(): number;
  /** True while another step may begin. */
  hasTime(): boolean;
  /** True while work that must not be interrupted may begin. */
  isCalm(): boolean;
}

/** `killed`: the step that was running used up its budget; the batch's closure was unwound where it stood. */
export type BatchOutcome = "finished" | "killed";

function isTimeout(error: unknown): boolean {
  // The error is made in the realm that was stopped, so it is no `Error` of this one.
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}

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

const entry = new Script("work()", { filename: "engine:guard" });

export class StepGuard {
  readonly stepTimeoutMs: number;
  readonly #context: Context;
  #work: (() => void) | null = null;
  #depth = 0;

  constructor(stepTimeoutMs: number) {
    this.stepTimeoutMs = stepTimeoutMs;
    this.#context = createContext({ work: () => this.#work?.() });
  }

  /** Runs the closure under the watchdog. Errors it throws pass through. */
  run(work: (batch: Batch) => void): BatchOutcome {
    const startedAt = performance.now();
    const elapsedMs = () => performance.now() - startedAt;
    const batch: Batch = {
      elapsedMs,
      hasTime: () => elapsedMs() < sliceMs,
      isCalm: () => elapsedMs() < sliceMs + this.stepTimeoutMs / 4,
    };
    // Called from within a guarded step (an analysis inside a mutation, say): the outer guard watches.
    if (this.#depth > 0) {
      work(batch);
      return "finished";
    }
    const asyncId = executionAsyncId();
    this.#depth += 1;
    this.#work = () => work(batch);
    try {
      entry.runInContext(this.#context, { timeout: sliceMs + this.stepTimeoutMs });
      return "finished";
    } catch (error) {
      if (!isTimeout(error)) throw error;
      if (executionAsyncId() !== asyncId) clearAsyncStack();
      return "killed";
    } finally {
      this.#work = null;
      this.#depth -= 1;
    }
  }
}
