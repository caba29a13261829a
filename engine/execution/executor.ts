/**
 * Runs functions for everybody who asks: sockets, HTTP, scheduler, actions. Owns begin, run, commit, session records
 * and what callers may see of a failure. A query or mutation is one synchronous step, so calls never interleave and
 * a mutation cannot conflict with another.
 */
import type { Address } from "../functions/address";
import type { FunctionInfo } from "../functions/application";
import { findFunction, requireKind } from "../functions/callChecks";
import { Execution, type ExecutionOptions, type Services } from "../functions/execution";
import {
  type DeploymentMode,
  describeThrown,
  type Failure,
  InnerFailure,
  presentFailure,
} from "../functions/failure";
import { displayPath, parseFunctionPath, storedPath } from "../functions/functionPath";
import { runTransactionCall } from "../functions/transactionCall";
import type { Batch, StepGuard } from "../functions/stepGuard";
import { StepTimedOut } from "../functions/transactionRealm";
import { ConflictError } from "../transaction/errors";
import type { CommitResult, Transaction } from "../transaction/api";
import type { JSONObject } from "../values/json";
import type { FunctionCall, MutationRun, Outcome, QueryRun, UdfType } from "./api";
import type { ExecutionLog } from "./executionLog";
import type { RejectionWatch } from "./rejectionWatch";
import type { SessionKey, SessionRecords, SettledMutation } from "./sessions";
import { StepLane } from "./stepLane";

/** Every query depends on this key: a push reruns all. */
export const codeKey = "modules";

const maxRetries = 4;

export interface TransactionExecutorOptions {
  services: Services;
  sessions: SessionRecords;
  log: ExecutionLog;
  mode: DeploymentMode;
  rejections: RejectionWatch;
  guard: StepGuard;
  /** Memory and disk may differ: the process must start again. */
  onTorn(error: Error): void;
  now(): number;
}

/** A mutation that ran and awaits nothing but the disk; or the record of one that ran before. */
export type SettledCall =
  | { kind: "committed"; valueText: string; commit: CommitResult }
  | { kind: "replayed"; record: SettledMutation };

export interface QueryRequest {
  call: FunctionCall;
  journal: string | null;
}

/** Writes that belong to the same commit as the mutation: a session record, a job's state. */
export type AlsoCommit = (
  tx: Transaction,
  valueText: string,
  execution: Execution,
) => (() => void) | undefined;

export interface MutationRequest {
  target: Address;
  args: JSONObject;
  allowInternal: boolean;
  options: ExecutionOptions;
  /** Runs in the transaction ahead of the function; an answer takes its place. */
  before?: ((tx: Transaction) => SettledMutation | null) | undefined;
  also?: AlsoCommit | undefined;
}

export class TransactionExecutor {
  readonly #services: Services;
  readonly #sessions: SessionRecords;
  readonly #log: ExecutionLog;
  readonly #mode: DeploymentMode;
  readonly #rejections: RejectionWatch;
  readonly #guard: StepGuard;
  readonly #lane: StepLane;
  readonly #now: () => number;

  constructor(options: TransactionExecutorOptions) {
    this.#services = options.services;
    this.#sessions = options.sessions;
    this.#log = options.log;
    this.#mode = options.mode;
    this.#rejections = options.rejections;
    this.#guard = options.guard;
    this.#now = options.now;
    this.#lane = new StepLane({
      guard: options.guard,
      discardRealms: () => this.#services.active().realms.discardAll(),
      onTorn: options.onTorn,
    });
  }

  runQuery(request: QueryRequest): QueryRun {
    const [run] = this.runQueries([request]);
    if (run === undefined) throw new Error("A query ended without an outcome.");
    return run;
  }

  /** Each against the latest snapshot; many under one watchdog. */
  runQueries(requests: readonly QueryRequest[]): QueryRun[] {
    const runs: QueryRun[] = [];
    while (runs.length < requests.length) {
      let begun: PendingQuery | null = null;
      const outcome = this.#guard.run((batch: Batch) => {
        for (let next = runs.length; next < requests.length && batch.hasTime(); next++) {
          const request = requests[next];
          if (request === undefined) return;
          begun = this.#beginQuery(request);
          runs.push(this.#settleQuery(begun, this.#stepOutcome(begun)));
        }
      });
      const interrupted = begun as PendingQuery | null;
      if (outcome === "killed" && interrupted !== null) {
        this.#services.active().realms.discardAll();
        runs.push(this.#settleQuery(interrupted, { error: new StepTimedOut(this.#guard.stepTimeoutMs) }));
      }
    }
    return runs;
  }

  #beginQuery({ call, journal }: QueryRequest): PendingQuery {
    const execution = new Execution({ ...call, nowMs: this.#now() });
    const tx = this.#services.database.begin({ kind: "query", beginMs: execution.nowMs, journal });
    tx.readSet.addKey(codeKey);
    return { call, execution, tx, startedAt: performance.now() };
  }

  #stepOutcome({ call, execution, tx }: PendingQuery): { valueText: string } | { error: unknown } {
    try {
      const info = this.#find(call.component, call.path, call.allowInternal, "query");
      return { valueText: this.#step(tx, execution, call.component, info, call.args) };
    } catch (error) {
      return { error };
    }
  }

  #settleQuery(query: PendingQuery, result: { valueText: string } | { error: unknown }): QueryRun {
    const { call, execution, tx, startedAt } = query;
    let outcome: Outcome;
    let failure: Failure | null = null;
    if ("error" in result) {
      failure = this.describe(result.error);
      outcome = { ok: false, error: presentFailure(failure, call.requestId, this.#mode) };
    } else {
      outcome = { ok: true, valueText: result.valueText };
    }
    this.#logEnd("Query", call, execution, failure, startedAt);
    return {
      outcome,
      ts: tx.snapshotTs,
      logLines: this.#visibleLines(execution),
      journal: tx.journalOut,
      readSet: tx.readSet,
      usedIdentity: execution.usedIdentity,
    };
  }

  /** A query on behalf of an action; rejects with `InnerFailure`. */
  async queryText(target: Address, args: JSONObject, options: ExecutionOptions): Promise<string> {
    const startedAt = performance.now();
    const execution = new Execution(options);
    let failure: Failure | null = null;
    try {
      return await new Promise<string>((resolve, reject) => {
        this.#lane.add({
          step: () => {
            const tx = this.#services.database.begin({ kind: "query", beginMs: execution.nowMs });
            const info = this.#find(target.component, target.path, true, "query");
            resolve(this.#step(tx, execution, target.component, info, args));
            return false;
          },
          commit: () => undefined,
          fail: reject,
        });
      });
    } catch (error) {
      failure = this.describe(error);
      throw new InnerFailure(failure, { cause: error });
    } finally {
      this.#logEnd("Query", target, execution, failure, startedAt);
    }
  }

  async runMutation(call: FunctionCall, session?: SessionKey): Promise<MutationRun> {
    const execution = new Execution({ ...call, nowMs: this.#now() });
    const { database } = this.#services;
    const request: Omit<MutationRequest, "options"> = {
      target: call,
      args: call.args,
      allowInternal: call.allowInternal,
    };
    if (session !== undefined) {
      // Looked up in the mutation's own turn: the first delivery may still be waiting in the lane.
      request.before = (tx) => this.#sessions.find(tx, session);
      request.also = (tx, valueText) => {
        const logLines = this.#visibleLines(execution);
        return this.#sessions.record(tx, session, { valueText, logLines }, execution.nowMs);
      };
    }
    try {
      const settled = await this.#transact(execution, request);
      if (settled.kind === "replayed") {
        const { valueText, logLines } = settled.record;
        const ts = database.latestTs;
        await database.flush();
        return { outcome: { ok: true, valueText }, ts, logLines };
      }
      const { valueText, commit } = settled;
      await commit.durable;
      return { outcome: { ok: true, valueText }, ts: commit.ts, logLines: this.#visibleLines(execution) };
    } catch (error) {
      const failure = this.describe(error);
      return {
        outcome: { ok: false, error: presentFailure(failure, call.requestId, this.#mode) },
        ts: null,
        logLines: this.#visibleLines(execution),
      };
    }
  }

  /** A mutation on behalf of an action or a job; resolves when on disk, rejects with `InnerFailure`. */
  async mutationText(request: MutationRequest): Promise<string> {
    try {
      const settled = await this.#transact(new Execution(request.options), request);
      if (settled.kind === "replayed") return settled.record.valueText;
      await settled.commit.durable;
      return settled.valueText;
    } catch (error) {
      throw new InnerFailure(this.describe(error), { cause: error });
    }
  }

  /** Engine work in a transaction of its own; resolves when on disk. */
  async transact<T>(work: (tx: Transaction) => T): Promise<T> {
    const { database } = this.#services;
    const tx = database.begin({ kind: "mutation", beginMs: this.#now() });
    const value = work(tx);
    await database.commit(tx).durable;
    return value;
  }

  read<T>(work: (tx: Transaction) => T): T {
    return work(this.#services.database.begin({ kind: "query", beginMs: this.#now() }));
  }

  describe(error: unknown): Failure {
    if (error instanceof InnerFailure)
      return { text: error.message, ...(error.data === undefined ? {} : { data: error.data }) };
    return describeThrown(error, this.#services.active().application);
  }

  #visibleLines(execution: Execution): string[] {
    return this.#mode === "dev" ? execution.logs.lines : [];
  }

  #find(component: string, path: string, allowInternal: boolean, kind: UdfType): FunctionInfo {
    const { application } = this.#services.active();
    const info = findFunction({ application, component, path, allowInternal });
    requireKind(info, kind, { path: displayPath(parseFunctionPath(path)) });
    return info;
  }

  /** Inside a guard. */
  #step(
    tx: Transaction,
    execution: Execution,
    component: string,
    info: FunctionInfo,
    args: JSONObject,
  ): string {
    return runTransactionCall({ tx, services: this.#services, execution, component, info, args, depth: 0 });
  }

  /** Waits for its turn, runs, commits. */
  #transact(execution: Execution, request: Omit<MutationRequest, "options">): Promise<SettledCall> {
    const startedAt = performance.now();
    const { database } = this.#services;
    const { target } = request;
    return new Promise((resolve, reject) => {
      let attempts = 0;
      let ran: { tx: Transaction; valueText: string; settled: (() => void) | undefined } | null = null;
      const end = (failure: Failure | null) =>
        this.#logEnd("Mutation", target, execution, failure, startedAt);
      const fail = (error: unknown) => {
        end(this.describe(error));
        reject(error);
      };
      const commit = () => {
        if (ran === null) return;
        try {
          const result = database.commit(ran.tx);
          ran.settled?.();
          end(null);
          resolve({ kind: "committed", valueText: ran.valueText, commit: result });
        } catch (error) {
          if (!(error instanceof ConflictError) || attempts > maxRetries) fail(error);
          else this.#lane.add(job);
        }
      };
      const step = (): boolean => {
        attempts += 1;
        const info = this.#find(target.component, target.path, request.allowInternal, "mutation");
        const tx = database.begin({ kind: "mutation", beginMs: execution.nowMs });
        execution.failedOperations = 0;
        const record = request.before?.(tx) ?? null;
        if (record !== null) {
          resolve({ kind: "replayed", record });
          return false;
        }
        const valueText = this.#step(tx, execution, target.component, info, request.args);
        ran = { tx, valueText, settled: request.also?.(tx, valueText, execution) };
        if (execution.failedOperations === 0) return true;
        // An operation failed and the handler went on: unless it caught the error, the call must fail.
        this.#rejections.proveHandled().then(commit, fail);
        return false;
      };
      const job = { step, commit, fail };
      this.#lane.add(job);
    });
  }

  #logEnd(
    udfType: "Query" | "Mutation",
    target: { path: string; component: string },
    execution: Execution,
    failure: Failure | null,
    startedAt: number,
  ): void {
    const identifier = storedPath(parseFunctionPath(target.path));
    this.#log.add({ udfType, identifier, component: target.component, execution, failure, startedAt });
  }
}

interface PendingQuery {
  call: FunctionCall;
  execution: Execution;
  tx: Transaction;
  startedAt: number;
}
