/**
 * Running a query or mutation in a transaction, and the nested calls it makes. A nested call is a sub-transaction:
 * when it fails its writes are undone, its reads stay. Commit and presentation belong to `execution/`.
 */
import type { Transaction } from "../transaction/api";
import type { ComponentPath, JSONObject, JSONValue } from "../values/json";
import type { Address } from "./address";
import type { FunctionInfo } from "./application";
import { checkArguments, checkResult, findTarget, requireKind } from "./callChecks";
import { drawSeed, type Execution, environmentNames, readEnvironment, type Services } from "./execution";
import { CallRefused, describeThrown, developerFrames, InnerFailure } from "./failure";
import { isObject, objectArg, parseArgs, textArg } from "./syscallArgs";
import type { RealmFrame } from "./transactionRealm";
import { transactionOperation } from "./transactionSyscalls";

const maxDepth = 8;

export interface TransactionCall {
  tx: Transaction;
  services: Services;
  execution: Execution;
  component: ComponentPath;
  info: FunctionInfo;
  args: JSONObject;
  /** 0 for the root. */
  depth: number;
}

interface NestedTarget {
  address: Address;
  info: FunctionInfo;
}

/** One level of the call stack inside a transaction. */
export class TransactionFrame implements RealmFrame {
  readonly tx: Transaction;
  readonly services: Services;
  readonly execution: Execution;
  readonly component: ComponentPath;
  readonly info: FunctionInfo;
  readonly depth: number;
  /** A function may paginate once. */
  paginated = false;
  readonly #limits: [string, number][];

  constructor(call: TransactionCall, limits: [string, number][]) {
    this.tx = call.tx;
    this.services = call.services;
    this.execution = call.execution;
    this.component = call.component;
    this.info = call.info;
    this.depth = call.depth;
    this.#limits = limits;
  }

  syscall(op: string, argsText: string): string {
    try {
      const answer =
        op === "1.0/runUdf"
          ? this.#runNested(parseArgs(op, argsText))
          : transactionOperation(this, op, argsText);
      if (this.#limits.length > 0) this.#enforceLimits();
      return answer;
    } catch (error) {
      this.execution.failedOperations += 1;
      throw error;
    }
  }

  describe(thrown: unknown): { message: string; dataText: string | undefined } {
    if (thrown instanceof InnerFailure)
      return {
        message: thrown.message,
        dataText: thrown.data === undefined ? undefined : JSON.stringify(thrown.data),
      };
    const data = thrown instanceof Error && "data" in thrown ? thrown.data : undefined;
    return {
      message: thrown instanceof Error ? thrown.message : String(thrown),
      dataText: data === undefined ? undefined : JSON.stringify(data),
    };
  }

  log(level: string, text: string): void {
    this.execution.logs.push(level, text);
  }

  frames(stack: string): string {
    return developerFrames(stack, this.services.active().application);
  }

  env(name: string): string | undefined {
    return readEnvironment(this.services, this.component, name, (variable) =>
      this.tx.readSet.addKey(`env:${variable}`),
    );
  }

  envNames(): string[] {
    this.tx.readSet.addKey("env");
    return environmentNames(this.services, this.component);
  }

  #runNested(args: JSONObject): string {
    const kind = textArg(args, "udfType");
    const target = findTarget(args, this.component, this.services.active().application);
    const { address } = target;
    if (this.depth + 1 > maxDepth)
      throw new CallRefused(
        `Nested function calls are limited to a depth of ${maxDepth} (calling ${address.path}).`,
      );
    if (kind === "mutation" && this.info.udfType === "query")
      throw new CallRefused(`A query cannot run a mutation (${address.path}).`);
    const values = objectArg(args, "args");
    if (kind === "snapshotQuery") return this.#runAtSnapshot(target, values);
    const nested = this.#nestedCall(this.tx, target, kind === "mutation" ? "mutation" : "query", values);
    const limits = this.#nestedLimits(args["transactionLimits"]);
    const savepoint = kind === "mutation" ? this.tx.savepoint() : null;
    try {
      return runTransactionCall(nested, limits);
    } catch (error) {
      if (savepoint !== null) this.tx.rollbackTo(savepoint);
      throw this.#innerFailure(error);
    }
  }

  /** A query over what was committed when this transaction began; its reads do not join the read set. */
  #runAtSnapshot(target: NestedTarget, args: JSONObject): string {
    const tx = this.services.database.begin({ kind: "query", beginMs: this.tx.beginMs });
    try {
      return runTransactionCall(this.#nestedCall(tx, target, "query", args), []);
    } catch (error) {
      throw this.#innerFailure(error);
    }
  }

  #nestedCall(
    tx: Transaction,
    { address, info }: NestedTarget,
    kind: "query" | "mutation",
    args: JSONObject,
  ): TransactionCall {
    requireKind(info, kind, address);
    const { services, execution } = this;
    return {
      tx,
      services,
      execution,
      component: address.component,
      info,
      args,
      depth: this.depth + 1,
    };
  }

  #innerFailure(error: unknown): InnerFailure {
    return new InnerFailure(describeThrown(error, this.services.active().application));
  }

  #nestedLimits(limits: JSONValue | undefined): [string, number][] {
    if (!isObject(limits)) return [];
    const now: Record<string, { used: number }> = this.tx.metrics();
    return Object.entries(limits).flatMap(([metric, limit]): [string, number][] => {
      const used = now[metric]?.used;
      return typeof limit === "number" && used !== undefined ? [[metric, used + limit]] : [];
    });
  }

  #enforceLimits(): void {
    const now: Record<string, { used: number }> = this.tx.metrics();
    for (const [metric, ceiling] of this.#limits)
      if ((now[metric]?.used ?? 0) > ceiling)
        throw new CallRefused(`The nested call exceeded its transaction limit for ${metric}.`);
  }
}

/**
 * Validates, runs and validates again; returns the JSON text of the result. Throws whatever stopped the call; use
 * `describeThrown` on it. The caller decides about commit or rollback.
 */
export function runTransactionCall(call: TransactionCall, limits: [string, number][] = []): string {
  const { application, realms } = call.services.active();
  const tables = call.tx.tables(call.component);
  const argsText = checkArguments(call.info, call.args, tables, call.depth > 0);
  const code = application.components.get(call.component);
  if (code === undefined) throw new CallRefused(`Unknown component "${call.component}".`);
  const text = realms.realm(code, call.depth).invoke({
    frame: new TransactionFrame(call, limits),
    info: call.info,
    argsText,
    nowMs: call.execution.nowMs,
    seed: drawSeed(),
  });
  checkResult(call.info, text, tables);
  return text;
}
