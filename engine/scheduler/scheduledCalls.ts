/**
 * How jobs and crons run their functions: without identity, each under a request id of its own, through the same
 * executors as everybody's calls.
 */
import { randomBytes } from "node:crypto";
import type { ActionExecutor } from "../execution/actionExecutor";
import type { MutationExecutor } from "../execution/mutationExecutor";
import type { StepRunner } from "../execution/stepRunner";
import type { ExecutionOptions } from "../functions/execution";
import { displayPath, parseFunctionPath } from "../functions/functionPath";
import type { Transaction } from "../transaction/api";
import { ConflictError } from "../transaction/errors";
import type { ComponentPath } from "../values/json";
import type { CronExecution } from "./cronRunner";
import type { JobExecution } from "./jobRunner";

export interface ScheduledCallsOptions {
  runner: StepRunner;
  mutations: MutationExecutor;
  actions: ActionExecutor;
}

export function scheduledCalls({ runner, mutations, actions }: ScheduledCallsOptions): {
  jobs: JobExecution;
  crons: CronExecution;
} {
  const call = (scheduledFunctionId: string | null): ExecutionOptions => ({
    requestId: randomBytes(8).toString("hex"),
    caller: { kind: "anonymous" },
    nowMs: runner.now(),
    scheduledFunctionId,
  });
  const target = (name: string, component: ComponentPath) => ({
    component,
    path: displayPath(parseFunctionPath(name)),
  });
  const joining = (work: (tx: Transaction) => void) => (tx: Transaction) => {
    work(tx);
    return undefined;
  };
  const shared = {
    transact: <T>(work: (tx: Transaction) => T) => mutations.transact(work),
    read: <T>(work: (tx: Transaction) => T) =>
      work(runner.services.database.begin({ kind: "query", beginMs: runner.now() })),
  };
  return {
    jobs: {
      ...shared,
      async mutation(job, before, after) {
        await mutations.runInner({
          target: target(job.name, job.component),
          args: job.args,
          options: call(job.id),
          before: (tx) => {
            before(tx);
            return null;
          },
          also: joining(after),
        });
      },
      async action(job) {
        await actions.runInner(target(job.name, job.component), job.args, call(job.id));
      },
      isTransient: (error) => error instanceof Error && error.cause instanceof ConflictError,
    },
    crons: {
      ...shared,
      kindOf(path) {
        const kind = runner.services.active().application.find("", path)?.udfType;
        return kind === "mutation" || kind === "action" ? kind : null;
      },
      async mutation(spec, args, after) {
        await mutations.runInner({
          target: target(spec.name, ""),
          args,
          options: call(null),
          also: joining(after),
        });
      },
      async action(spec, args) {
        await actions.runInner(target(spec.name, ""), args, call(null));
      },
    },
  };
}
