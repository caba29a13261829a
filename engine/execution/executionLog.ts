/**
 * The stream of finished executions, as log readers want it. Keeps nothing: who needs history buffers it.
 */
import type { Execution } from "../functions/execution";
import type { Failure } from "../functions/failure";
import type { ComponentPath } from "../values/json";
import type { ExecutionLogEntry } from "./api";

export interface FinishedExecution {
  udfType: ExecutionLogEntry["udfType"];
  identifier: string;
  component: ComponentPath;
  execution: Execution;
  failure: Failure | null;
  /** `performance.now()` at the start. */
  startedAt: number;
}

export class ExecutionLog {
  readonly #listeners = new Set<(entry: ExecutionLogEntry) => void>();

  onEntry(listener: (entry: ExecutionLogEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(finished: FinishedExecution): void {
    if (this.#listeners.size === 0) return;
    const { execution } = finished;
    const elapsedMs = performance.now() - finished.startedAt;
    const entry: ExecutionLogEntry = {
      kind: "Completion",
      udfType: finished.udfType,
      identifier: finished.identifier,
      componentPath: finished.component === "" ? null : finished.component,
      logLines: execution.logs.lines,
      timestamp: (execution.nowMs + elapsedMs) / 1000,
      executionTimestamp: execution.nowMs / 1000,
      executionTime: elapsedMs / 1000,
      documentsRead: execution.documentsRead,
      error: finished.failure?.text ?? null,
      caller: execution.scheduledFunctionId === null ? execution.caller.kind : "Scheduler",
      requestId: execution.requestId,
      executionId: execution.executionId,
    };
    for (const listener of this.#listeners) listener(entry);
  }
}
