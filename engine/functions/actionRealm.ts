/**
 * Where actions and HTTP actions run: pushed modules evaluated beside the engine with Node's own web classes, so that
 * everything a handler meets (`Request`, `Blob`, `ArrayBuffer`, `CryptoKey`) is of one realm. Module scope shadows what
 * the default runtime does not have; `"use node"` modules see Node. The running action is found by async context.
 * This is no security boundary: pushed code is the deployment's own.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { actionOperation, actionScopes, type ActionScope, blobOperation } from "./actionSyscalls";
import type { ComponentCode, Module, ModuleFactory } from "./application";
import { environmentNames, readEnvironment, type Services } from "./execution";
import { InnerFailure } from "./failure";
import { type ModuleExports, ModuleLoader } from "./moduleLoader";

const isolateNames =
  "exports, require, module, Convex, console, process, globalThis, self, global, Buffer, setImmediate, clearImmediate, __dirname, __filename, __importMetaUrl";
const nodeNames =
  "exports, require, module, Convex, console, process, __dirname, __filename, __importMetaUrl";

function currentScope(): ActionScope {
  const scope = actionScopes.getStore();
  if (scope === undefined)
    throw new Error("Convex operations are only available while an action is running.");
  return scope;
}

async function asyncSyscall(op: string, argsText: string): Promise<string> {
  const scope = currentScope();
  scope.pending.set(op, (scope.pending.get(op) ?? 0) + 1);
  try {
    return await actionOperation(scope, op, argsText);
  } catch (error) {
    if (!(error instanceof InnerFailure) || error.data === undefined) throw error;
    throw Object.assign(new Error(error.message), { data: error.data });
  } finally {
    const left = (scope.pending.get(op) ?? 1) - 1;
    if (left === 0) scope.pending.delete(op);
    else scope.pending.set(op, left);
  }
}

const convex = {
  syscall(op: string): string {
    throw new Error(`${op} is not available in actions.`);
  },
  asyncSyscall,
  jsSyscall: (op: string, args: Record<string, unknown>) => blobOperation(currentScope(), op, args),
};

function logTo(level: string): (...args: unknown[]) => void {
  return (...args) => {
    actionScopes.getStore()?.execution.logs.add(level, args);
  };
}

const silent = () => undefined;

const actionConsole = {
  debug: logTo("DEBUG"),
  log: logTo("LOG"),
  info: logTo("INFO"),
  warn: logTo("WARN"),
  error: logTo("ERROR"),
  trace: logTo("LOG"),
  dir: logTo("LOG"),
  table: logTo("LOG"),
  group: logTo("LOG"),
  groupCollapsed: logTo("LOG"),
  assert(condition: unknown, ...args: unknown[]) {
    if (condition !== true) logTo("ERROR")("Assertion failed", ...args);
  },
  groupEnd: silent,
  time: silent,
  timeEnd: silent,
  timeLog: silent,
  count: silent,
  countReset: silent,
};

function environmentView(services: Services, base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = (name: string) => readEnvironment(services, name) ?? base[name];
  const names = () => [...new Set([...environmentNames(services), ...Object.keys(base)])];
  return new Proxy<NodeJS.ProcessEnv>(
    {},
    {
      get: (_target, name) => (typeof name === "string" ? read(name) : undefined),
      has: (_target, name) => typeof name === "string" && read(name) !== undefined,
      ownKeys: names,
      getOwnPropertyDescriptor: (_target, name) => {
        const value = typeof name === "string" ? read(name) : undefined;
        return value === undefined
          ? undefined
          : { value, enumerable: true, configurable: true, writable: false };
      },
      set() {
        throw new TypeError("process.env is read-only.");
      },
      deleteProperty: () => false,
    },
  );
}

export interface ActionRealmOptions {
  code: ComponentCode;
  services: Services;
  /** Folder whose `node_modules` serve packages that the CLI left out of `"use node"` bundles. */
  projectDir: string;
}

export class ActionRealm {
  readonly #loader: ModuleLoader;
  readonly #nodeRequire: NodeJS.Require;

  constructor(options: ActionRealmOptions) {
    const { services, projectDir } = options;
    this.#nodeRequire = createRequire(join(projectDir, "package.json"));
    const isolateProcess = { env: environmentView(services, {}) };
    const nodeProcess = Object.create(process, {
      env: {
        value: environmentView(services, { PATH: process.env["PATH"], HOME: process.env["HOME"], TZ: "UTC" }),
      },
    }) as unknown;
    const scope: Record<string, unknown> = Object.create(globalThis);
    Object.assign(scope, { Convex: convex, console: actionConsole, process: isolateProcess });
    Object.assign(scope, { globalThis: scope, self: scope, global: undefined, Buffer: undefined });
    Object.assign(scope, { setImmediate: undefined, clearImmediate: undefined });
    // Host functions insist on their own receiver.
    for (const name of [
      "fetch",
      "setTimeout",
      "setInterval",
      "clearTimeout",
      "clearInterval",
      "queueMicrotask",
    ])
      scope[name] = (globalThis as unknown as Record<string, (...args: unknown[]) => unknown>)[name]?.bind(
        globalThis,
      );
    const none = undefined;
    this.#loader = new ModuleLoader({
      code: options.code,
      parametersOf: (module) => (module.record.environment === "node" ? nodeNames : isolateNames),
      evaluate: (module, names) => module.script(names).runInThisContext() as ModuleFactory,
      scope: (module) => {
        const file = join(projectDir, "convex", module.record.path);
        const url = pathToFileURL(file).href;
        return module.record.environment === "node"
          ? [convex, actionConsole, nodeProcess, join(file, ".."), file, url]
          : [convex, actionConsole, isolateProcess, scope, scope, none, none, none, none, none, none, url];
      },
      external: (specifier, from) => this.#external(specifier, from),
    });
  }

  load(path: string): ModuleExports {
    return this.#loader.load(path);
  }

  #external(specifier: string, from: Module): unknown {
    if (from.record.environment === "node") return this.#nodeRequire(specifier);
    throw new Error(
      `Could not resolve "${specifier}" in ${from.record.path}. Node modules are only available in files with "use node".`,
    );
  }
}
