/**
 * What every call has in common: finding the function, running its step, wording its failure, logging its end.
 * Who commits, and when, is `queryExecutor.ts` and `mutationExecutor.ts`.
 */
import { findFunction, requireKind } from "../functions/callChecks";
import type { Execution, Services } from "../functions/execution";
import {
  type DeploymentMode,
  describeThrown,
  type Failure,
  InnerFailure,
  presentFailure,
} from "../functions/failure";
import type { FunctionInfo } from "../functions/application";
import { displayPath, parseFunctionPath, storedPath } from "../functions/functionPath";
import { forgiveThisTurn, rejectionCount, unhandledIn } from "../functions/rejections";
import { runTransactionCall } from "../functions/transactionCall";
import type { Transaction } from "../transaction/api";
import type { ComponentPath, JSONObject } from "../values/json";
import type { ExecutionLogEntry, FunctionFailure, UdfType } from "./api";
import type { ExecutionLog } from "./executionLog";

export interface StepRunnerOptions {
  services: Services;
  log: ExecutionLog;
  mode: DeploymentMode;
  now(): number;
}

/** Whom a call addresses, and whether it may see internal functions. */
export interface CallTarget {
  component: ComponentPath;
  path: string;
  allowInternal: boolean;
}

export interface BegunStep {
  tx: Transaction;
  execution: Execution;
}

export class StepRunner {
  readonly services: Services;
  readonly mode: DeploymentMode;
  /** Epoch ms. */
  readonly now: () => number;
  readonly #log: ExecutionLog;

  constructor(options: StepRunnerOptions) {
    this.services = options.services;
    this.mode = options.mode;
    this.now = options.now;
    this.#log = options.log;
  }

  /** Throws `CallRefused` when there is no such function of that kind. */
  find(target: CallTarget, kind: UdfType): FunctionInfo {
    const { application } = this.services.active();
    const info = findFunction({ application, ...target });
    requireKind(info, kind, { path: displayPath(parseFunctionPath(target.path)) });
    return info;
  }

  /** One query or mutation in a transaction, inside a guard. Returns JSON text; throws what stopped it. */
  step(tx: Transaction, execution: Execution, target: CallTarget, kind: UdfType, args: JSONObject): string {
    const info = this.find(target, kind);
    const { services } = this;
    const { component } = target;
    const text = runTransactionCall({ tx, services, execution, component, info, args, depth: 0 });
    execution.documentsRead = tx.documentsRead;
    for (const warning of tx.limitWarnings()) execution.logs.push("WARN", warning);
    return text;
  }

  /**
   * A query, which also fails for a rejection that nothing handles. Only when there may be one, it runs once more
   * under a watch; `again` begins the same call afresh for that.
   */
  queryStep(first: BegunStep, again: () => BegunStep, target: CallTarget, args: JSONObject): string {
    const before = rejectionCount();
    const text = this.step(first.tx, first.execution, target, "query", args);
    if (rejectionCount() === before) return text;
    const { tx, execution } = again();
    const [unhandled] = unhandledIn(() => this.step(tx, execution, target, "query", args));
    const { application, realms } = this.services.active();
    const code = application.components.get("");
    if (unhandled === undefined || code === undefined) return text;
    forgiveThisTurn();
    realms.realm(code, 0).rethrow(unhandled);
    return text;
  }

  describe(error: unknown): Failure {
    if (error instanceof InnerFailure)
      return { text: error.message, ...(error.data === undefined ? {} : { data: error.data }) };
    return describeThrown(error, this.services.active().application);
  }

  /** What the caller may see of a failure. */
  present(error: unknown, requestId: string): FunctionFailure {
    return presentFailure(this.describe(error), requestId, this.mode);
  }

  /** Log lines that may leave the deployment. */
  visibleLines(execution: Execution): string[] {
    return this.mode === "dev" ? execution.logs.lines : [];
  }

  /** `startedAt` is `performance.now()` at the start; `error` null on success. */
  end(
    udfType: ExecutionLogEntry["udfType"],
    target: { path: string; component: ComponentPath },
    execution: Execution,
    error: unknown,
    startedAt: number,
  ): void {
    const failure = error === null ? null : this.describe(error);
    const identifier = udfType === "HttpAction" ? target.path : storedPath(parseFunctionPath(target.path));
    this.#log.add({ udfType, identifier, component: target.component, execution, failure, startedAt });
  }
}
