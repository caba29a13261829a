/**
 * Actions: concurrent, without a transaction, at most once. Owns checking and invoking them and the calls they make
 * into queries, mutations and other actions.
 */
import type { Address } from "../functions/address";
import type { ActionRunner, ActionScope } from "../functions/actionSyscalls";
import type { FunctionInfo } from "../functions/application";
import { checkArguments, checkResult } from "../functions/callChecks";
import { Execution, type ExecutionOptions } from "../functions/execution";
import { CallRefused, InnerFailure } from "../functions/failure";
import type { ComponentPath, JSONObject } from "../values/json";
import type { TableNames } from "../values/validator";
import { type ActionRuns, exportedMethod } from "./actionRuns";
import type { ActionRun, FunctionCall } from "./api";
import type { MutationExecutor } from "./mutationExecutor";
import type { CallTarget, StepRunner } from "./stepRunner";

const maxDepth = 8;

export interface ActionExecutorOptions {
  runner: StepRunner;
  runs: ActionRuns;
  mutations: MutationExecutor;
}

interface Invocation {
  target: CallTarget;
  args: JSONObject;
  execution: Execution;
  depth: number;
}

export class ActionExecutor {
  readonly #runner: StepRunner;
  readonly #runs: ActionRuns;
  /** What running actions call. */
  readonly calls: ActionRunner;

  constructor({ runner, runs, mutations }: ActionExecutorOptions) {
    this.#runner = runner;
    this.#runs = runs;
    this.calls = {
      query: (target, args, scope) => mutations.queryInner(target, args, this.#inherited(scope)),
      mutation: (target, args, scope) =>
        mutations.runInner({ target, args, options: this.#inherited(scope) }),
      action: (target, args, scope) => this.#nested(target, args, scope),
      transact: (work) => mutations.transact(work),
      read: (work) => work(this.#begin()),
    };
  }

  /** A client's action. Never rejects for user errors. */
  async run(call: FunctionCall): Promise<ActionRun> {
    const runner = this.#runner;
    const execution = new Execution({ ...call, nowMs: runner.now() });
    try {
      const valueText = await this.#invoke({ target: call, args: call.args, execution, depth: 0 });
      return { outcome: { ok: true, valueText }, logLines: runner.visibleLines(execution) };
    } catch (error) {
      const failure = runner.present(error, call.requestId);
      return { outcome: { ok: false, error: failure }, logLines: runner.visibleLines(execution) };
    }
  }

  /** An action on behalf of a job; rejects with `InnerFailure`. */
  async runInner(address: Address, args: JSONObject, options: ExecutionOptions): Promise<string> {
    const target = { ...address, allowInternal: true };
    return this.#invoke({ target, args, execution: new Execution(options), depth: 0 });
  }

  async #nested(address: Address, args: JSONObject, scope: ActionScope): Promise<string> {
    const depth = scope.depth + 1;
    if (depth > maxDepth)
      throw new CallRefused(
        `Nested function calls are limited to a depth of ${maxDepth} (calling ${address.path}).`,
      );
    const target = { ...address, allowInternal: true };
    return this.#invoke({ target, args, execution: new Execution(this.#inherited(scope)), depth });
  }

  async #invoke({ target, args, execution, depth }: Invocation): Promise<string> {
    const startedAt = performance.now();
    const runner = this.#runner;
    let failure: unknown = null;
    try {
      const info = runner.find(target, "action");
      const argsText = checkArguments(info, args, this.#tables(target.component), false);
      const run = this.#runs.begin({ execution, component: target.component, info, depth }, this.calls);
      const text = await run
        .timed(async () => {
          const exported = (await run.realm.load(info.module))[info.name];
          return await invokeAction(exported, info, execution.executionId, argsText);
        })
        .finally(run.giveBack);
      checkResult(info, text, this.#tables(target.component));
      return text;
    } catch (error) {
      failure = error;
      throw new InnerFailure(runner.describe(error), { cause: error });
    } finally {
      runner.end("Action", target, execution, failure, startedAt);
    }
  }

  /** A nested call is the same request of the same caller at a later time. */
  #inherited(scope: ActionScope): ExecutionOptions {
    const { requestId, caller, ip, userAgent, scheduledFunctionId } = scope.execution;
    return { requestId, caller, ip, userAgent, scheduledFunctionId, nowMs: this.#runner.now() };
  }

  #tables(component: ComponentPath): TableNames {
    return this.#runner.services.database.tableNames(component);
  }

  #begin() {
    const { services, now } = this.#runner;
    return services.database.begin({ kind: "query", beginMs: now() });
  }
}

async function invokeAction(
  exported: unknown,
  info: FunctionInfo,
  executionId: string,
  argsText: string,
): Promise<string> {
  const invoke = exportedMethod(exported, "invokeAction");
  if (invoke === null) throw new CallRefused(`Export "${info.name}" of ${info.module} is no action.`);
  const text: unknown = await invoke(executionId, argsText);
  return typeof text === "string" ? text : "null";
}
