/**
 * The thread that looks after the steps of this one. It wakes up now and then, and only when a step is overdue it does
 * something: it asks the inspector to end what runs here, as a developer would by hand.
 *
 * A budget is processor time of the main thread, as on Convex: on a machine that is busy with other work a step is slow,
 * and that is no fault of its. Where the system does not tell (other than Linux), the clock counts. Several budgets of
 * the clock end a step in any case: it may wait and use nothing.
 * Owns that thread and the memory both share; what a step is, and its budget, is `stepGuard.ts`.
 *
 * A step cannot end while its end is being ordered: both sides claim it with one atomic exchange. So an order never
 * hits what comes after the step.
 */
import { isMainThread, Worker } from "node:worker_threads";

const lookEveryMs = 100;
/** So many budgets of the clock. Convex: 1 s of processor time, 15 s in all. */
const clockBudgets = 5;

/** Cells of the shared memory. */
const stateCell = 0;
const stepCell = 1;
const budgetCell = 2;

const idle = 0;
const running = 1;
const overdue = 2;

/** Runs in the thread, as text: no names from outside. */
function supervise(everyMs: number, budgetsOfClock: number): void {
  const { readFileSync } = process.getBuiltinModule("node:fs");
  const { Session } = process.getBuiltinModule("node:inspector");
  const { parentPort, workerData } = process.getBuiltinModule("node:worker_threads");
  const cells: Int32Array = workerData;
  // The main thread has the number of the process; its user and system time stand there in hundredths of a second.
  const accounts = `/proc/${process.pid}/task/${process.pid}/stat`;
  const usedMs = () => {
    try {
      const fields = readFileSync(accounts, "utf8").split(") ")[1]?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) * 10;
    } catch {
      return performance.now();
    }
  };
  let seenStep = -1;
  let seenAt = 0;
  let seenUsedMs = 0;
  const isOverdue = (budgetMs: number) =>
    usedMs() - seenUsedMs >= budgetMs || performance.now() - seenAt >= budgetMs * budgetsOfClock;
  setInterval(() => {
    if (Atomics.load(cells, 0) !== 1) return;
    const step = Atomics.load(cells, 1);
    if (step !== seenStep) {
      seenStep = step;
      seenAt = performance.now();
      seenUsedMs = usedMs();
    } else if (isOverdue(Atomics.load(cells, 2)) && Atomics.compareExchange(cells, 0, 1, 2) === 1) {
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
    const worker = new Worker(
      `const __name = (f) => f; (${supervise.toString()})(${lookEveryMs}, ${clockBudgets})`,
      {
        eval: true,
        workerData: this.#cells,
        execArgv: [],
      },
    );
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
