/**
 * Queries of clients: each a pure function of the latest snapshot, many under one watchdog. Keeps no results; who
 * shares them is `subscriptions/`.
 */
import { Execution } from "../functions/execution";
import type { StepGuard } from "../functions/stepGuard";
import { StepTimedOut } from "../functions/transactionRealm";
import type { Transaction } from "../transaction/api";
import type { FunctionCall, QueryRun } from "./api";
import type { StepRunner } from "./stepRunner";

/** Every query depends on this key: a push reruns all. */
export const codeKey = "modules";

export interface QueryRequest {
  call: FunctionCall;
  journal: string | null;
}

interface BegunQuery extends QueryRequest {
  execution: Execution;
  tx: Transaction;
  startedAt: number;
}

type StepResult = { valueText: string } | { error: unknown };

export class QueryExecutor {
  readonly #runner: StepRunner;
  readonly #guard: StepGuard;

  constructor(runner: StepRunner, guard: StepGuard) {
    this.#runner = runner;
    this.#guard = guard;
  }

  run(request: QueryRequest): QueryRun {
    const [run] = this.runAll([request]);
    if (run === undefined) throw new Error("A query ended without an outcome.");
    return run;
  }

  /** One query in a transaction begun elsewhere. */
  runIn(call: FunctionCall, begin: (nowMs: number) => Transaction): QueryRun {
    const made = () => {
      const execution = new Execution({ ...call, nowMs: this.#runner.now() });
      return { call, journal: null, execution, tx: begin(execution.nowMs), startedAt: performance.now() };
    };
    const begun = made();
    let result: StepResult = { error: new StepTimedOut(this.#guard.stepTimeoutMs) };
    const outcome = this.#guard.run(() => {
      result = this.#step(begun, made);
    });
    if (outcome === "killed") this.#runner.services.active().realms.discardAll();
    return this.#settle(begun, result);
  }

  runAll(requests: readonly QueryRequest[]): QueryRun[] {
    const runs: QueryRun[] = [];
    while (runs.length < requests.length) {
      let begun: BegunQuery | null = null;
      let answered = 0;
      const outcome = this.#guard.run((batch) => {
        for (let next = runs.length; next < requests.length && batch.next(); next++) {
          const request = requests[next];
          if (request === undefined) return;
          begun = this.#begin(request);
          answered = next;
          runs.push(this.#settle(begun, this.#step(begun)));
        }
      });
      const interrupted = begun as BegunQuery | null;
      if (outcome === "killed" && interrupted !== null) {
        this.#runner.services.active().realms.discardAll();
        // Killed when it was done already: its answer stands.
        if (runs.length === answered)
          runs.push(this.#settle(interrupted, { error: new StepTimedOut(this.#guard.stepTimeoutMs) }));
      }
    }
    return runs;
  }

  #begin({ call, journal }: QueryRequest, nowMs = this.#runner.now()): BegunQuery {
    const { services } = this.#runner;
    const execution = new Execution({ ...call, nowMs });
    const tx = services.database.begin({ kind: "query", beginMs: execution.nowMs, journal });
    tx.readSet.addKey(codeKey);
    return { call, journal, execution, tx, startedAt: performance.now() };
  }

  #step(begun: BegunQuery, again = () => this.#begin(begun, begun.execution.nowMs)): StepResult {
    const { call } = begun;
    try {
      return { valueText: this.#runner.queryStep(begun, again, call, call.args) };
    } catch (error) {
      return { error };
    }
  }

  #settle({ call, execution, tx, startedAt }: BegunQuery, result: StepResult): QueryRun {
    const failed = "error" in result;
    this.#runner.end("Query", call, execution, failed ? result.error : null, startedAt);
    return {
      outcome: failed
        ? { ok: false, error: this.#runner.present(result.error, call.requestId) }
        : { ok: true, valueText: result.valueText },
      ts: tx.snapshotTs,
      logLines: this.#runner.visibleLines(execution),
      journal: tx.journalOut,
      readSet: tx.readSet,
      usedIdentity: execution.usedIdentity,
    };
  }
}
