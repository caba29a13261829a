/**
 * Runs scheduled functions when they are due. The index of pending rows is the queue, so it survives a restart as it
 * is. A mutation and its `success` are one commit: exactly once. An action is marked before it starts: at most once;
 * one that a crash interrupted is failed at the next start.
 */
import type { Services } from "../functions/execution";
import { displayPath, parseFunctionPath } from "../functions/functionPath";
import type { Transaction } from "../transaction/api";
import { Alarm } from "./alarm";
import { findJob, type Job, jobsTable, parseJob, removeJob, setJobState } from "./jobRows";

const maxParallel = 8;
/** Ended rows deleted in one transaction. */
const sweepSlice = 500;
const keepFinishedMs = 7 * 24 * 60 * 60_000;
const firstRetryMs = 500;
const maxRetryMs = 60_000;

const interruptedText = "Transient error while executing action";

/** How a job's function is run; made of the executors. */
export interface JobExecution {
  /** `before` and `after` join the mutation's own commit. Rejects with the failure's text as message. */
  mutation(job: Job, before: (tx: Transaction) => void, after: (tx: Transaction) => void): Promise<void>;
  action(job: Job): Promise<void>;
  transact<T>(work: (tx: Transaction) => T): Promise<T>;
  read<T>(work: (tx: Transaction) => T): T;
  /** True when the failure is nobody's mistake and the mutation should be tried again. */
  isTransient(error: unknown): boolean;
}

class NoLongerPending extends Error {}

export interface JobRunnerOptions {
  services: Services;
  execution: JobExecution;
  now(): number;
  /** An engine failure while running a job; never user code's. */
  onError(error: unknown): void;
}

export class JobRunner {
  readonly #options: JobRunnerOptions;
  readonly #alarm: Alarm;
  readonly #running = new Set<string>();
  readonly #retries = new Map<string, { count: number; notBefore: number }>();
  #stopped = true;
  #woken = false;
  #unlisten: (() => void) | null = null;

  constructor(options: JobRunnerOptions) {
    this.#options = options;
    this.#alarm = new Alarm(options.now, () => this.#run());
  }

  /** Fails what a crash interrupted, then begins with whatever is due. */
  async start(): Promise<void> {
    const { execution, now, services } = this.#options;
    await execution.transact((tx) => {
      for (const component of this.#components())
        for (const row of tx.systemList(component, jobsTable, "by_state", ["inProgress"]))
          setJobState(tx, parseJob(tx, component, row), { kind: "failed", error: interruptedText }, now());
    });
    this.#stopped = false;
    this.#unlisten = services.database.onCommit((commit) => {
      if (commit.writes.some((write) => write.table === jobsTable)) this.wake();
    });
    this.wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#unlisten?.();
    this.#alarm.set(null);
  }

  /** Jobs that began and have not ended. */
  get running(): number {
    return this.#running.size;
  }

  /** Looks for due jobs after the current step. */
  wake(): void {
    if (this.#woken || this.#stopped) return;
    this.#woken = true;
    setImmediate(() => {
      this.#woken = false;
      this.#run();
    });
  }

  /** Deletes rows that ended a week ago, a slice per transaction: pools and workflows leave thousands an hour. */
  async sweep(): Promise<void> {
    for (const component of this.#components())
      for (const kind of ["success", "failed", "canceled"])
        while ((await this.#sweepSlice(component, kind)) === sweepSlice);
  }

  /** Returns how many it deleted. */
  async #sweepSlice(component: string, kind: string): Promise<number> {
    const { execution, now } = this.#options;
    return await execution.transact((tx) => {
      const old = tx
        .systemList(component, jobsTable, "by_state", [kind], sweepSlice)
        .map((row) => parseJob(tx, component, row))
        .filter((job) => job.completedTime !== null && now() - job.completedTime > keepFinishedMs);
      for (const job of old) removeJob(tx, job);
      return old.length;
    });
  }

  #components(): string[] {
    return [...new Set(["", ...this.#options.services.database.components()])];
  }

  #run(): void {
    if (this.#stopped) return;
    const { execution, now, services } = this.#options;
    const pending = execution.read((tx) =>
      this.#components()
        // What an unmounted component has scheduled waits until it is mounted again.
        .filter((component) => services.active().application.components.has(component))
        .flatMap((component) =>
          tx
            .systemList(component, jobsTable, "by_state", ["pending"], maxParallel * 2 + this.#running.size)
            .map((row) => parseJob(tx, component, row)),
        )
        .sort((a, b) => a.scheduledTime - b.scheduledTime),
    );
    const nowMs = now();
    let next: number | null = null;
    for (const job of pending) {
      if (this.#running.has(job.id)) continue;
      const dueAt = Math.max(job.scheduledTime, this.#retries.get(job.id)?.notBefore ?? 0);
      if (dueAt > nowMs) {
        next = next === null ? dueAt : Math.min(next, dueAt);
        continue;
      }
      if (this.#running.size >= maxParallel) break;
      void this.#runJob(job);
    }
    this.#alarm.set(next);
  }

  async #runJob(job: Job): Promise<void> {
    const { onError } = this.#options;
    this.#running.add(job.id);
    try {
      const info = this.#options.services
        .active()
        .application.find(job.target, displayPath(parseFunctionPath(job.name)));
      if (info?.udfType === "action") await this.#runAction(job);
      else await this.#runMutation(job);
      this.#retries.delete(job.id);
    } catch (error) {
      onError(error);
      this.#postpone(job);
    } finally {
      this.#running.delete(job.id);
      this.wake();
    }
  }

  #postpone(job: Job): void {
    const count = (this.#retries.get(job.id)?.count ?? 0) + 1;
    const delayMs = Math.min(maxRetryMs, firstRetryMs * 2 ** (count - 1));
    this.#retries.set(job.id, { count, notBefore: this.#options.now() + delayMs });
  }

  async #runMutation(job: Job): Promise<void> {
    const { execution, now } = this.#options;
    try {
      await execution.mutation(
        job,
        (tx) => {
          const current = findJob(tx, job.component, job.id);
          if (current?.state.kind !== "pending") throw new NoLongerPending();
          setJobState(tx, current, { kind: "inProgress" }, now());
        },
        (tx) => {
          // Absent or canceled when the function itself canceled its own job: that stays.
          const current = findJob(tx, job.component, job.id);
          if (current?.state.kind === "inProgress") setJobState(tx, current, { kind: "success" }, now());
        },
      );
    } catch (error) {
      if (error instanceof Error && error.cause instanceof NoLongerPending) return;
      if (execution.isTransient(error)) {
        this.#postpone(job);
        return;
      }
      await this.#finish(job, "pending", error);
    }
  }

  async #runAction(job: Job): Promise<void> {
    const { execution, now } = this.#options;
    const started = await execution.transact((tx) => {
      const current = findJob(tx, job.component, job.id);
      if (current?.state.kind !== "pending") return false;
      setJobState(tx, current, { kind: "inProgress" }, now());
      return true;
    });
    if (!started) return;
    try {
      await execution.action(job);
    } catch (error) {
      await this.#finish(job, "inProgress", error);
      return;
    }
    await this.#finish(job, "inProgress", null);
  }

  /** Ends a job unless something else, such as a cancel, did so first. */
  async #finish(job: Job, from: "pending" | "inProgress", error: unknown): Promise<void> {
    const { execution, now } = this.#options;
    await execution.transact((tx) => {
      const current = findJob(tx, job.component, job.id);
      if (current?.state.kind !== from) return;
      const text = error instanceof Error ? error.message : String(error);
      setJobState(tx, current, error === null ? { kind: "success" } : { kind: "failed", error: text }, now());
    });
  }
}
