/**
 * The operations that actions and HTTP actions may issue. Actions have no transaction: every operation that touches
 * data runs its own, through the `ActionRunner`.
 */
import type { Transaction } from "../transaction/api";
import type { ComponentPath, JSONObject } from "../values/json";
import { type Address, handleOf } from "./address";
import type { FunctionInfo } from "./application";
import { findTarget } from "./callChecks";
import { commonOperation, type Execution, type Services } from "./execution";
import { isObject, objectArg, textArg } from "./syscallArgs";
import { dueTime } from "./transactionSyscalls";

/** Calls out of an action. Each resolves to the JSON text of the result or rejects with an `InnerFailure`. */
export interface ActionRunner {
  query(target: Address, args: JSONObject, scope: ActionScope): Promise<string>;
  mutation(target: Address, args: JSONObject, scope: ActionScope): Promise<string>;
  action(target: Address, args: JSONObject, scope: ActionScope): Promise<string>;
  /** Runs `work` in a transaction of its own and resolves when it is on disk. */
  transact<T>(work: (tx: Transaction) => T): Promise<T>;
  /** Runs `work` over the latest snapshot. */
  read<T>(work: (tx: Transaction) => T): T;
}

/** The running action, as its realm knows it. */
export interface ActionScope {
  readonly execution: Execution;
  readonly services: Services;
  readonly runner: ActionRunner;
  readonly component: ComponentPath;
  /** Null in HTTP actions. */
  readonly info: FunctionInfo | null;
  readonly depth: number;
  /** Operations begun and not yet settled, by name. */
  readonly pending: Map<string, number>;
}

type Operation = (scope: ActionScope, args: JSONObject) => string | Promise<string>;

function targetOf(scope: ActionScope, args: JSONObject): { address: Address; info: FunctionInfo } {
  return findTarget(args, scope.component, scope.services.active().application);
}

const operations: Record<string, Operation> = {
  "1.0/actions/query": async (scope, args) =>
    scope.runner.query(targetOf(scope, args).address, objectArg(args, "args"), scope),
  "1.0/actions/mutation": async (scope, args) =>
    scope.runner.mutation(targetOf(scope, args).address, objectArg(args, "args"), scope),
  "1.0/actions/action": async (scope, args) =>
    scope.runner.action(targetOf(scope, args).address, objectArg(args, "args"), scope),
  "1.0/actions/schedule": async (scope, args) => {
    const { address: target, info } = targetOf(scope, args);
    const dueAt = dueTime(args, Date.now());
    const values = isObject(args["args"]) ? args["args"] : {};
    const { scheduling } = scope.services;
    const jobId = scope.execution.scheduledFunctionId;
    return scope.runner.transact((tx) => {
      const canceled = jobId !== null && scheduling.isCanceled(jobId);
      return JSON.stringify(
        scheduling.schedule(tx, scope.component, { target, info, args: values, dueAt, canceled }),
      );
    });
  },
  "1.0/actions/cancel_job": async (scope, args) => {
    const id = textArg(args, "id");
    await scope.runner.transact((tx) => scope.services.scheduling.cancel(tx, scope.component, id));
    return "null";
  },
  "1.0/actions/vectorSearch": async (scope, args) => {
    const query = objectArg(args, "query");
    const index = textArg(query, "indexName");
    const results = await scope.services.database.vectorSearch(scope.component, index, query);
    return JSON.stringify({ results });
  },
  "1.0/createFunctionHandle": (scope, args) => JSON.stringify(handleOf(targetOf(scope, args).address)),
  "1.0/storageGetUrl": (scope, args) => {
    const id = textArg(args, "storageId");
    return JSON.stringify(scope.runner.read((tx) => scope.services.files.url(tx, scope.component, id)));
  },
  "1.0/storageGetMetadata": (scope, args) => {
    const id = textArg(args, "storageId");
    return JSON.stringify(scope.runner.read((tx) => scope.services.files.metadata(tx, scope.component, id)));
  },
  "1.0/storageGenerateUploadUrl": (scope) => JSON.stringify(scope.services.files.uploadUrl(scope.component)),
  "1.0/storageDelete": async (scope, args) => {
    const id = textArg(args, "storageId");
    await scope.runner.transact((tx) => scope.services.files.remove(tx, scope.component, id));
    return "null";
  },
  "1.0/auditLog": (scope, args) => {
    scope.execution.logs.push("INFO", `audit ${JSON.stringify(args["body"] ?? null)}`);
    return "null";
  },
};

/** Answers one operation of an action with JSON text. */
export async function actionOperation(scope: ActionScope, op: string, args: JSONObject): Promise<string> {
  const operation = operations[op];
  if (operation !== undefined) return operation(scope, args);
  const common = commonOperation(op, scope.execution, scope.services, scope.component, scope.info);
  if (common !== undefined) return JSON.stringify(common);
  throw new Error(`Unknown async operation ${op}`);
}

/** `ctx.storage.store` and `ctx.storage.get`: the operations whose arguments or answers are no JSON. */
export async function blobOperation(
  scope: ActionScope,
  op: string,
  args: Record<string, unknown>,
): Promise<unknown> {
  if (op === "storage/storeBlob") {
    const blob = args["blob"];
    if (!(blob instanceof Blob)) throw new Error("storage.store() expects a Blob.");
    const options = args["options"];
    const sha256 =
      typeof options === "object" && options !== null && "sha256" in options ? options.sha256 : undefined;
    return scope.services.files.store(scope.component, blob, typeof sha256 === "string" ? sha256 : undefined);
  }
  if (op === "storage/getBlob") {
    const id = args["storageId"];
    if (typeof id !== "string") throw new Error("storage.get() expects a storage id.");
    return scope.services.files.read(scope.component, id);
  }
  throw new Error(`Unknown JS operation ${op}.`);
}

/** One line per kind of operation that an ended action left running; null when none. */
export function danglingWarning(scope: ActionScope): string | null {
  if (scope.pending.size === 0) return null;
  const names = Array.from(scope.pending.keys(), (op) => op.replace(/^1\.0\/(actions\/)?/, ""));
  const count = Array.from(scope.pending.values()).reduce((sum, n) => sum + n, 0);
  return `${count} unawaited operation${count === 1 ? "" : "s"}: [${names.join(", ")}]. Async operations should be awaited or they might not run. See https://docs.convex.dev/functions/actions#dangling-promises for more information.`;
}
