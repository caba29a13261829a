/**
 * Mutations: run in their turn, commit, answer when on disk. Owns session records' place in the commit, the wait for
 * unhandled rejections, and retries. Queries of actions wait in the same lane, so that an action sees its own writes.
 */
import type { Address } from "../functions/address";
import { Execution, type ExecutionOptions } from "../functions/execution";
import { InnerFailure } from "../functions/failure";
import { rejectionCount } from "../functions/rejections";
import type { CommitResult, Transaction } from "../transaction/api";
import { ConflictError } from "../transaction/errors";
import type { JSONObject } from "../values/json";
import type { FunctionCall, MutationRun } from "./api";
import type { RejectionWatch } from "./rejectionWatch";
import type { SessionKey, SessionRecords, SettledMutation } from "./sessions";
import type { LaneJob, StepLane } from "./stepLane";
import type { CallTarget, StepRunner } from "./stepRunner";

const maxRetries = 4;

/** A mutation that ran and awaits nothing but the disk; or the record of one that ran before. */
type SettledCall =
  | { kind: "committed"; valueText: string; commit: CommitResult }
  | { kind: "replayed"; record: SettledMutation };

interface Work {
  target: CallTarget;
  args: JSONObject;
  /** Runs in the transaction ahead of the function; an answer takes its place. */
  before?: ((tx: Transaction) => SettledMutation | null) | undefined;
  /** Writes in the mutation's own commit. */
  also?: ((tx: Transaction, valueText: string) => void) | undefined;
}

/** A mutation on behalf of an action or a job. */
export interface InnerMutation extends Omit<Work, "target"> {
  target: Address;
  options: ExecutionOptions;
}

export interface MutationExecutorOptions {
  runner: StepRunner;
  lane: StepLane;
  sessions: SessionRecords;
  rejections: RejectionWatch;
}

export class MutationExecutor {
  readonly #runner: StepRunner;
  readonly #lane: StepLane;
  readonly #sessions: SessionRecords;
  readonly #rejections: RejectionWatch;

  constructor(options: MutationExecutorOptions) {
    this.#runner = options.runner;
    this.#lane = options.lane;
    this.#sessions = options.sessions;
    this.#rejections = options.rejections;
  }

  /** A client's mutation. Never rejects for user errors. */
  async run(call: FunctionCall, session?: SessionKey): Promise<MutationRun> {
    const runner = this.#runner;
    const execution = new Execution({ ...call, nowMs: runner.now() });
    const work: Work = { target: call, args: call.args };
    if (session !== undefined) {
      // Looked up in the mutation's own turn: the first delivery may still be waiting in the lane.
      work.before = () => this.#sessions.find(session);
      work.also = (tx, valueText) => {
        const logLines = runner.visibleLines(execution);
        this.#sessions.record(tx, session, { valueText, logLines }, execution.nowMs);
      };
    }
    try {
      const settled = await this.#settle(execution, work);
      if (settled.kind === "replayed") {
        const { database } = runner.services;
        const ts = database.latestTs;
        await database.flush();
        const { valueText, logLines } = settled.record;
        return { outcome: { ok: true, valueText }, ts, logLines };
      }
      const { valueText, commit } = settled;
      await commit.durable;
      return { outcome: { ok: true, valueText }, ts: commit.ts, logLines: runner.visibleLines(execution) };
    } catch (error) {
      const failure = runner.present(error, call.requestId);
      return { outcome: { ok: false, error: failure }, ts: null, logLines: runner.visibleLines(execution) };
    }
  }

  /** Resolves to the result's JSON text when on disk; rejects with `InnerFailure`. */
  async runInner(mutation: InnerMutation): Promise<string> {
    try {
      const target = { ...mutation.target, allowInternal: true };
      const settled = await this.#settle(new Execution(mutation.options), { ...mutation, target });
      if (settled.kind === "replayed") return settled.record.valueText;
      await settled.commit.durable;
      return settled.valueText;
    } catch (error) {
      throw new InnerFailure(this.#runner.describe(error), { cause: error });
    }
  }

  /** A query of an action, in its turn; rejects with `InnerFailure`. */
  async queryInner(address: Address, args: JSONObject, options: ExecutionOptions): Promise<string> {
    const startedAt = performance.now();
    const runner = this.#runner;
    const execution = new Execution(options);
    const target = { ...address, allowInternal: true };
    let failure: unknown = null;
    try {
      return await new Promise<string>((resolve, reject) => {
        const step = (): "done" => {
          const begin = (of: Execution) => {
            const tx = runner.services.database.begin({ kind: "query", beginMs: of.nowMs });
            return { tx, execution: of };
          };
          const again = () => begin(new Execution({ ...options, nowMs: execution.nowMs }));
          resolve(runner.queryStep(begin(execution), again, target, args));
          return "done";
        };
        this.#lane.add({ step, commit: () => undefined, fail: reject });
      });
    } catch (error) {
      failure = error;
      throw new InnerFailure(runner.describe(error), { cause: error });
    } finally {
      runner.end("Query", target, execution, failure, startedAt);
    }
  }

  /** Engine work in a transaction of its own; resolves when on disk. */
  async transact<T>(work: (tx: Transaction) => T): Promise<T> {
    const { services, now } = this.#runner;
    const tx = services.database.begin({ kind: "mutation", beginMs: now() });
    const value = work(tx);
    await services.database.commit(tx).durable;
    return value;
  }

  /** Waits for its turn, runs, commits. */
  #settle(execution: Execution, work: Work): Promise<SettledCall> {
    const startedAt = performance.now();
    const runner = this.#runner;
    const { database } = runner.services;
    const { target } = work;
    return new Promise((resolve, reject) => {
      let attempts = 0;
      let ran: { tx: Transaction; valueText: string } | null = null;
      const fail = (error: unknown) => {
        runner.end("Mutation", target, execution, error, startedAt);
        reject(error);
      };
      const commit = () => {
        if (ran === null) return;
        try {
          const result = database.commit(ran.tx);
          runner.end("Mutation", target, execution, null, startedAt);
          resolve({ kind: "committed", valueText: ran.valueText, commit: result });
        } catch (error) {
          if (!(error instanceof ConflictError) || attempts > maxRetries) fail(error);
          else this.#lane.add(job);
        }
      };
      const step = (): ReturnType<LaneJob["step"]> => {
        attempts += 1;
        const tx = database.begin({ kind: "mutation", beginMs: execution.nowMs });
        execution.beginAttempt();
        const record = work.before?.(tx) ?? null;
        if (record !== null) {
          resolve({ kind: "replayed", record });
          return "done";
        }
        const rejectedBefore = rejectionCount();
        const valueText = runner.step(tx, execution, target, "mutation", work.args);
        work.also?.(tx, valueText);
        ran = { tx, valueText };
        if (execution.failedOperations === 0 && rejectionCount() === rejectedBefore) return "commit";
        // Something failed and the handler went on: unless the error was caught, the call must fail.
        return this.#rejections.proveHandled().then(commit, fail);
      };
      const job = { step, commit, fail };
      this.#lane.add(job);
    });
  }
}
