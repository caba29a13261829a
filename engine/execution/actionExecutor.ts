/**
 * Running actions and HTTP actions: concurrent, without a transaction, at most once. Owns their time limit, the calls
 * they make into transactions, and routing through the pushed `http.ts`.
 */
import type { AuthFailure } from "../auth/failure";
import type { Address } from "../functions/address";
import { type ActionRealm, ActionRealmPool } from "../functions/actionRealm";
import { type ActionRunner, type ActionScope, danglingWarning } from "../functions/actionSyscalls";
import type { Application, FunctionInfo } from "../functions/application";
import { checkArguments, checkResult, findFunction, requireKind } from "../functions/callChecks";
import { Execution, type ExecutionOptions, type Services } from "../functions/execution";
import {
  CallRefused,
  type DeploymentMode,
  type Failure,
  InnerFailure,
  presentFailure,
} from "../functions/failure";
import { displayPath, parseFunctionPath, storedPath } from "../functions/functionPath";
import type { ComponentPath, JSONObject } from "../values/json";
import type { ActionRun, FunctionCall } from "./api";
import type { ExecutionLog } from "./executionLog";
import type { TransactionExecutor } from "./executor";

const maxDepth = 8;

export interface ActionExecutorOptions {
  services: Services;
  transactions: TransactionExecutor;
  log: ExecutionLog;
  mode: DeploymentMode;
  projectDir: string;
  actionTimeoutMs: number;
  now(): number;
}

interface HttpRouterExport {
  isRouter: true;
  lookup(path: string, method: string): readonly [unknown, string, string] | null;
}

export interface ActionCall {
  target: Address;
  args: JSONObject;
  allowInternal: boolean;
  execution: Execution;
  depth: number;
}

export class ActionExecutor {
  readonly #options: ActionExecutorOptions;
  readonly #runner: ActionRunner;
  #pools: { application: Application; byComponent: Map<ComponentPath, ActionRealmPool> } | null = null;

  constructor(options: ActionExecutorOptions) {
    this.#options = options;
    const { transactions } = options;
    const inherited = (scope: ActionScope): ExecutionOptions => ({
      requestId: scope.execution.requestId,
      caller: scope.execution.caller,
      nowMs: options.now(),
      ip: scope.execution.ip,
      userAgent: scope.execution.userAgent,
      scheduledFunctionId: scope.execution.scheduledFunctionId,
    });
    this.#runner = {
      query: (target, args, scope) => transactions.queryText(target, args, inherited(scope)),
      mutation: (target, args, scope) =>
        transactions.mutationText({ target, args, allowInternal: true, options: inherited(scope) }),
      action: async (target, args, scope) => {
        if (scope.depth + 1 > maxDepth)
          throw new CallRefused(
            `Nested function calls are limited to a depth of ${maxDepth} (calling ${target.path}).`,
          );
        const execution = new Execution(inherited(scope));
        const depth = scope.depth + 1;
        return this.actionText({ target, args, allowInternal: true, execution, depth });
      },
      transact: (work) => transactions.transact(work),
      read: (work) => transactions.read(work),
    };
  }

  async runAction(call: FunctionCall): Promise<ActionRun> {
    const { mode, now } = this.#options;
    const execution = new Execution({ ...call, nowMs: now() });
    const logLines = () => (mode === "dev" ? execution.logs.lines : []);
    try {
      const { args, allowInternal } = call;
      const valueText = await this.actionText({ target: call, args, allowInternal, execution, depth: 0 });
      return { outcome: { ok: true, valueText }, logLines: logLines() };
    } catch (error) {
      const failure = this.#options.transactions.describe(error);
      return {
        outcome: { ok: false, error: presentFailure(failure, call.requestId, mode) },
        logLines: logLines(),
      };
    }
  }

  /** Runs an action to its end; rejects with `InnerFailure`. */
  async actionText(call: ActionCall): Promise<string> {
    const startedAt = performance.now();
    const { services, transactions, log } = this.#options;
    const { target, execution } = call;
    let failure: Failure | null = null;
    try {
      const { application } = services.active();
      const info = findFunction({ application, ...target, allowInternal: call.allowInternal });
      requireKind(info, "action", { path: displayPath(parseFunctionPath(target.path)) });
      const tables = transactions.read((tx) => tx.tables(target.component));
      const argsText = checkArguments(info, call.args, tables);
      const scope = this.#scope(execution, target.component, info, call.depth);
      const { realm, giveBack } = this.#pool(target.component).lend(scope);
      const text = await this.#timed(scope, realm, async () => {
        const exported = realm.load(info.module)[info.name];
        return await invokeAction(exported, info, execution.executionId, argsText);
      }).finally(giveBack);
      checkResult(
        info,
        text,
        transactions.read((tx) => tx.tables(target.component)),
      );
      return text;
    } catch (error) {
      failure = transactions.describe(error);
      throw new InnerFailure(failure);
    } finally {
      log.add({
        udfType: "Action",
        identifier: storedPath(parseFunctionPath(target.path)),
        component: target.component,
        execution,
        failure,
        startedAt,
      });
    }
  }

  /** Answers a request through `http.ts`; 404 texts are Convex's. */
  async runHttpAction(
    request: Request,
    options: ExecutionOptions & { authFailure: AuthFailure | null },
  ): Promise<Response> {
    const { services, log, transactions } = this.#options;
    const { pathname } = new URL(request.url);
    const code = services.active().application.components.get("");
    if (code?.modules.get("http.js") === undefined)
      return new Response("This Convex deployment does not have HTTP actions enabled.", { status: 404 });
    const startedAt = performance.now();
    const execution = new Execution(options);
    execution.authFailure = options.authFailure;
    const scope = this.#scope(execution, "", null, 0);
    let failure: Failure | null = null;
    let identifier = `${request.method} ${pathname}`;
    const { realm, giveBack } = this.#pool("").lend(scope);
    let finished = giveBack;
    try {
      const response = await this.#timed(scope, realm, async () => {
        const router = realm.load("http.js")["default"];
        if (!isRouter(router)) throw new CallRefused("The default export of http.ts is no HTTP router.");
        const match = router.lookup(pathname, request.method);
        if (match === null) return new Response(`No HttpAction routed for ${pathname}`, { status: 404 });
        identifier = `${request.method} ${match[2]}`;
        return await invokeHttpAction(match[0], request);
      });
      if (response.body === null) return response;
      // The handler may go on writing: the realm is its own until the last byte.
      finished = () => undefined;
      const { status, statusText, headers } = response;
      return new Response(watchedStream(response.body, giveBack), { status, statusText, headers });
    } catch (error) {
      failure = transactions.describe(error);
      return this.#failedResponse(failure, execution.requestId);
    } finally {
      finished();
      log.add({ udfType: "HttpAction", identifier, component: "", execution, failure, startedAt });
    }
  }

  #failedResponse(failure: Failure, requestId: string): Response {
    const dev = this.#options.mode === "dev";
    const [title = "", ...trace] = failure.text.split("\n    at ");
    const head = `[Request ID: ${requestId}] Server Error`;
    const body = {
      code: dev || failure.data !== undefined ? `${head}: ${title}` : head,
      ...(dev && trace.length > 0 ? { trace: failure.text } : {}),
      ...(failure.data === undefined ? {} : { data: failure.data }),
    };
    return Response.json(body, { status: 500 });
  }

  #scope(
    execution: Execution,
    component: ComponentPath,
    info: FunctionInfo | null,
    depth: number,
  ): ActionScope {
    const { services } = this.#options;
    return { execution, services, runner: this.#runner, component, info, depth, pending: new Map() };
  }

  async #timed<T>(scope: ActionScope, realm: ActionRealm, work: () => Promise<T>): Promise<T> {
    const limitMs = this.#options.actionTimeoutMs;
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        realm.abandon();
        reject(new CallRefused(`Action execution timed out (maximum duration: ${limitMs / 1000}s).`));
      }, limitMs);
    });
    try {
      return await Promise.race([work(), expired]);
    } finally {
      clearTimeout(timer);
      const warning = danglingWarning(scope);
      if (warning !== null) scope.execution.logs.push("WARN", warning);
    }
  }

  #pool(component: ComponentPath): ActionRealmPool {
    const { services, projectDir } = this.#options;
    const { application } = services.active();
    // A running action keeps the code it began with; the next one sees the new push.
    if (this.#pools?.application !== application) this.#pools = { application, byComponent: new Map() };
    let pool = this.#pools.byComponent.get(component);
    if (pool === undefined) {
      const code = application.components.get(component);
      if (code === undefined) throw new CallRefused(`Unknown component "${component}".`);
      pool = new ActionRealmPool({ code, services, projectDir });
      this.#pools.byComponent.set(component, pool);
    }
    return pool;
  }

  /** Environment values read while modules were imported are stale after a change. */
  discardRealms(): void {
    this.#pools = null;
  }
}

function member(target: unknown, name: string): ((...args: unknown[]) => unknown) | null {
  if ((typeof target !== "function" && typeof target !== "object") || target === null) return null;
  const found: unknown = (target as Record<string, unknown>)[name];
  return typeof found === "function" ? (found.bind(target) as (...args: unknown[]) => unknown) : null;
}

async function invokeAction(
  exported: unknown,
  info: FunctionInfo,
  requestId: string,
  argsText: string,
): Promise<string> {
  const invoke = member(exported, "invokeAction");
  if (invoke === null) throw new CallRefused(`Export "${info.name}" of ${info.module} is no action.`);
  const text: unknown = await invoke(requestId, argsText);
  return typeof text === "string" ? text : "null";
}

async function invokeHttpAction(handler: unknown, request: Request): Promise<Response> {
  const invoke = member(handler, "invokeHttpAction");
  if (invoke === null) throw new CallRefused("The route's handler is no HTTP action.");
  const response: unknown = await invoke(request);
  if (response instanceof Response) return response;
  throw new CallRefused(
    "The HTTP action did not return a Response: it must return a Response object or a promise of one.",
  );
}

/** The same bytes; `ended` is called once, at the end, on failure or when the reader goes away. */
function watchedStream(body: ReadableStream<Uint8Array>, ended: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) {
          controller.enqueue(value);
          return;
        }
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      ended();
    },
    async cancel(reason) {
      ended();
      await reader.cancel(reason);
    },
  });
}

function isRouter(value: unknown): value is HttpRouterExport {
  return typeof value === "object" && value !== null && "isRouter" in value && value.isRouter === true;
}
