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
          target: target(job.name, job.target),
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
        await actions.runInner(target(job.name, job.target), job.args, call(job.id));
      },
      isTransient: (error) => error instanceof Error && error.cause instanceof ConflictError,
    },
    crons: {
      ...shared,
      components: () => [...runner.services.active().application.components.keys()],
      kindOf(component, path) {
        const kind = runner.services.active().application.find(component, path)?.udfType;
        return kind === "mutation" || kind === "action" ? kind : null;
      },
      async mutation(component, spec, args, after) {
        await mutations.runInner({
          target: target(spec.name, component),
          args,
          options: call(null),
          also: joining(after),
        });
      },
      async action(component, spec, args) {
        await actions.runInner(target(spec.name, component), args, call(null));
      },
    },
  };
}
