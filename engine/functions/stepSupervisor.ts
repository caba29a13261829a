/**
 * The thread that looks after the steps of this one. It wakes up now and then, and only when a step is overdue it does
 * something: it asks the inspector to end what runs here, as a developer would by hand.
 * Owns that thread and the memory both share; what a step is, and its budget, is `stepGuard.ts`.
 *
 * A step cannot end while its end is being ordered: both sides claim it with one atomic exchange. So an order never
 * hits what comes after the step.
 */
import { isMainThread, Worker } from "node:worker_threads";

const lookEveryMs = 100;

/** Cells of the shared memory. */
const stateCell = 0;
const stepCell = 1;
const budgetCell = 2;

const idle = 0;
const running = 1;
const overdue = 2;

/** Runs in the thread, as text: no names from outside. */
function supervise(everyMs: number): void {
  const { Session } = process.getBuiltinModule("node:inspector");
  const { parentPort, workerData } = process.getBuiltinModule("node:worker_threads");
  const cells: Int32Array = workerData;
  let seenStep = -1;
  let seenAt = 0;
  setInterval(() => {
    if (Atomics.load(cells, 0) !== 1) return;
    const step = Atomics.load(cells, 1);
    const now = performance.now();
    if (step !== seenStep) {
      seenStep = step;
      seenAt = now;
    } else if (now - seenAt >= Atomics.load(cells, 2) && Atomics.compareExchange(cells, 0, 1, 2) === 1) {
      seenStep = -1;
      // Only for as long as it takes: a process does not exit while somebody is connected from another thread.
      const session = new Session();
      session.connectToMainThread();
      session.post("Runtime.terminateExecution", () => session.disconnect());
    }
  }, everyMs);
  parentPort?.postMessage("ready");
}

export class StepSupervisor {
  readonly #cells = new Int32Array(new SharedArrayBuffer(12));
  readonly #whenReady: Promise<void>;
  #isReady = false;

  constructor() {
    this.#whenReady = this.#start();
  }

  /** The thread looks: steps may be begun. It takes some hundredths of a second to get there. */
  get isReady(): boolean {
    return this.#isReady;
  }

  get whenReady(): Promise<void> {
    return this.#whenReady;
  }

  /** From now on the step has its whole budget. */
  begin(budgetMs: number): void {
    Atomics.store(this.#cells, budgetCell, budgetMs);
    Atomics.add(this.#cells, stepCell, 1);
    Atomics.store(this.#cells, stateCell, running);
  }

  /** Does not return if the step's end is on its way: it shall hit the step and nothing else. */
  end(): void {
    const before = Atomics.compareExchange(this.#cells, stateCell, running, idle);
    for (let waiting = before === overdue; waiting; );
  }

  /** After a step was ended from outside. */
  reset(): void {
    Atomics.store(this.#cells, stateCell, idle);
  }

  #start(): Promise<void> {
    // The inspector of another thread cannot be reached.
    if (!isMainThread) return Promise.resolve();
    const worker = new Worker(`const __name = (f) => f; (${supervise.toString()})(${lookEveryMs})`, {
      eval: true,
      workerData: this.#cells,
      execArgv: [],
    });
    return new Promise((resolve, reject) => {
      worker.once("message", () => {
        this.#isReady = true;
        worker.unref();
        resolve();
      });
      worker.once("error", reject);
      worker.once("exit", () => {
        this.#isReady = false;
      });
    });
  }
}

let shared: StepSupervisor | null = null;

/** One for the process: it runs one step at a time. */
export function stepSupervisor(): StepSupervisor {
  shared ??= new StepSupervisor();
  return shared;
}
