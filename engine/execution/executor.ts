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
import { StepTimedOut } from "../functions/transactionRealm";
import { ConflictError } from "../transaction/errors";
import type { CommitResult, Transaction } from "../transaction/api";
import type { JSONObject } from "../values/json";
import type { FunctionCall, MutationRun, Outcome, QueryRun, UdfType } from "./api";
import type { ExecutionLog } from "./executionLog";
import type { RejectionWatch } from "./rejectionWatch";
import type { SessionKey, SessionRecords } from "./sessions";

/** Every query depends on this key: a push reruns all. */
export const codeKey = "modules";

const maxRetries = 4;

export interface TransactionExecutorOptions {
  services: Services;
  sessions: SessionRecords;
  log: ExecutionLog;
  mode: DeploymentMode;
  rejections: RejectionWatch;
  /** Wall-clock budget of one query or mutation, ms. */
  stepTimeoutMs: number;
  now(): number;
}

/** A mutation that ran and awaits nothing but the disk. */
export interface CommittedCall {
  valueText: string;
  commit: CommitResult;
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
  /** Runs in the transaction ahead of the function. */
  before?: ((tx: Transaction) => void) | undefined;
  also?: AlsoCommit | undefined;
}

export class TransactionExecutor {
  readonly #services: Services;
  readonly #sessions: SessionRecords;
  readonly #log: ExecutionLog;
  readonly #mode: DeploymentMode;
  readonly #rejections: RejectionWatch;
  readonly #stepTimeoutMs: number;
  readonly #now: () => number;

  constructor(options: TransactionExecutorOptions) {
    this.#services = options.services;
    this.#sessions = options.sessions;
    this.#log = options.log;
    this.#mode = options.mode;
    this.#rejections = options.rejections;
    this.#stepTimeoutMs = options.stepTimeoutMs;
    this.#now = options.now;
  }

  runQuery(call: FunctionCall, journal: string | null): QueryRun {
    const startedAt = performance.now();
    const execution = new Execution({ ...call, nowMs: this.#now() });
    const tx = this.#services.database.begin({ kind: "query", beginMs: execution.nowMs, journal });
    tx.readSet.addKey(codeKey);
    let outcome: Outcome;
    let failure: Failure | null = null;
    try {
      const info = this.#find(call.component, call.path, call.allowInternal, "query");
      outcome = { ok: true, valueText: this.#step(tx, execution, call.component, info, call.args) };
    } catch (error) {
      failure = this.describe(error);
      outcome = { ok: false, error: presentFailure(failure, call.requestId, this.#mode) };
    }
    this.#log.add({
      udfType: "Query",
      identifier: storedPath(parseFunctionPath(call.path)),
      component: call.component,
      execution,
      failure,
      startedAt,
    });
    return {
      outcome,
      ts: tx.snapshotTs,
      logLines: this.#visibleLines(execution),
      journal: tx.journalOut,
      readSet: tx.readSet,
      usedIdentity: execution.usedIdentity,
    };
  }

  /** A query on behalf of an action or of the engine; throws `InnerFailure`. */
  queryText(target: Address, args: JSONObject, options: ExecutionOptions): string {
    const startedAt = performance.now();
    const execution = new Execution(options);
    const tx = this.#services.database.begin({ kind: "query", beginMs: execution.nowMs });
    let failure: Failure | null = null;
    try {
      const info = this.#find(target.component, target.path, true, "query");
      return this.#step(tx, execution, target.component, info, args);
    } catch (error) {
      failure = this.describe(error);
      throw new InnerFailure(failure);
    } finally {
      this.#log.add({
        udfType: "Query",
        identifier: this.#identifier(target),
        component: target.component,
        execution,
        failure,
        startedAt,
      });
    }
  }

  async runMutation(call: FunctionCall, session?: SessionKey): Promise<MutationRun> {
    const execution = new Execution({ ...call, nowMs: this.#now() });
    const { database } = this.#services;
    if (session !== undefined) {
      const settled = this.#sessions.find(
        database.begin({ kind: "query", beginMs: execution.nowMs }),
        session,
      );
      if (settled !== null) {
        const ts = database.latestTs;
        await database.flush();
        return { outcome: { ok: true, valueText: settled.valueText }, ts, logLines: settled.logLines };
      }
    }
    const also: AlsoCommit | undefined =
      session === undefined
        ? undefined
        : (tx, valueText) =>
            this.#sessions.record(
              tx,
              session,
              { valueText, logLines: this.#visibleLines(execution) },
              execution.nowMs,
            );
    try {
      const { valueText, commit } = await this.#transact(execution, {
        target: call,
        args: call.args,
        allowInternal: call.allowInternal,
        also,
      });
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
      const { valueText, commit } = await this.#transact(new Execution(request.options), request);
      await commit.durable;
      return valueText;
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

  #identifier(target: { path: string }): string {
    return storedPath(parseFunctionPath(target.path));
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

  #step(
    tx: Transaction,
    execution: Execution,
    component: string,
    info: FunctionInfo,
    args: JSONObject,
  ): string {
    try {
      return runTransactionCall({
        tx,
        services: this.#services,
        execution,
        component,
        info,
        args,
        depth: 0,
        timeoutMs: this.#stepTimeoutMs,
      });
    } catch (error) {
      if (error instanceof StepTimedOut) this.#services.active().realms.discardAll();
      throw error;
    }
  }

  async #transact(execution: Execution, request: Omit<MutationRequest, "options">): Promise<CommittedCall> {
    const startedAt = performance.now();
    const { target } = request;
    let failure: Failure | null = null;
    try {
      const info = this.#find(target.component, target.path, request.allowInternal, "mutation");
      for (let attempt = 0; ; attempt++) {
        const tx = this.#services.database.begin({ kind: "mutation", beginMs: execution.nowMs });
        execution.failedOperations = 0;
        request.before?.(tx);
        const valueText = this.#step(tx, execution, target.component, info, request.args);
        const settled = request.also?.(tx, valueText, execution);
        // An operation failed and the handler went on: unless it caught the error, the call must fail.
        if (execution.failedOperations > 0) await this.#rejections.proveHandled();
        try {
          const commit = this.#services.database.commit(tx);
          settled?.();
          return { valueText, commit };
        } catch (error) {
          if (!(error instanceof ConflictError) || attempt >= maxRetries) throw error;
        }
      }
    } catch (error) {
      failure = this.describe(error);
      throw error;
    } finally {
      this.#log.add({
        udfType: "Mutation",
        identifier: this.#identifier(target),
        component: target.component,
        execution,
        failure,
        startedAt,
      });
    }
  }
}
