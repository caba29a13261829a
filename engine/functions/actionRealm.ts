/**
 * Where actions and HTTP actions run: pushed modules evaluated beside the engine with Node's own web classes, so that
 * everything a handler meets (`Request`, `Blob`, `ArrayBuffer`, `CryptoKey`) is of one realm. Module scope shadows what
 * the default runtime does not have; `"use node"` modules see Node. A realm serves one action at a time: that is how
 * an operation finds the action it belongs to. (Async context would do too, but its promise hooks slow every query
 * down, and a step killed by its watchdog leaves them unbalanced, which ends the process.)
 * This is no security boundary: pushed code is the deployment's own.
 */
import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type ActionScope, actionOperation, blobOperation } from "./actionSyscalls";
import type { ComponentCode, Module, ModuleFactory } from "./application";
import { environmentView } from "./environmentView";
import type { Services } from "./execution";
import { developerFrames, InnerFailure } from "./failure";
import { type ModuleExports, ModuleLoader } from "./moduleLoader";
import { makeConsole, type RealmConsole } from "./realmConsole";
import inspect from "object-inspect";
import type { JSONObject } from "../values/json";

const isolateNames =
  "exports, require, module, Convex, console, process, globalThis, self, global, Buffer, setImmediate, clearImmediate, fetch, setTimeout, setInterval, clearTimeout, clearInterval, crypto, __dirname, __filename, __importMetaUrl";
const nodeNames =
  "exports, require, module, Convex, console, process, __dirname, __filename, __importMetaUrl";

export interface ActionRealmOptions {
  code: ComponentCode;
  services: Services;
  /** Folder whose `node_modules` serve packages that the CLI left out of `"use node"` bundles. */
  projectDir: string;
}

export class ActionRealm {
  readonly #loader: ModuleLoader;
  readonly #nodeRequire: NodeJS.Require;
  /** Timers, requests and cryptography that a handler began and nobody has ended. */
  readonly #outstanding = new Set<unknown>();
  readonly #storages: AsyncLocalStorage<unknown>[] = [];
  readonly #console: RealmConsole;
  #scope: ActionScope | null = null;
  #abandoned = false;

  constructor(options: ActionRealmOptions) {
    const { services, projectDir, code } = options;
    this.#nodeRequire = createRequire(join(projectDir, "package.json"));
    const convex = this.#operations();
    this.#console = this.#makeConsole(services);
    const realmConsole = this.#console.console;
    const timers = this.#timers();
    const realmCrypto = this.#crypto();
    const isolateProcess = { env: environmentView(services, code.path, {}) };
    const nodeEnv = { PATH: process.env["PATH"], HOME: process.env["HOME"], TZ: "UTC" };
    const nodeProcess: unknown = Object.create(process, {
      env: { value: environmentView(services, code.path, nodeEnv) },
    });
    const global = Object.create(globalThis) as object;
    const shadowed = { Convex: convex, console: realmConsole, process: isolateProcess, ...timers };
    const absent = {
      global: undefined,
      Buffer: undefined,
      setImmediate: undefined,
      clearImmediate: undefined,
    };
    // `crypto` is a getter that answers to the real global object only.
    const itself = {
      globalThis: global,
      self: global,
      crypto: realmCrypto,
      queueMicrotask: queueMicrotask.bind(globalThis),
      // What bundles look for in place of `node:async_hooks`.
      AsyncLocalStorage: this.#storageClass(),
      AsyncResource,
    };
    // Defined, not assigned: some of these names have setters on the real global object.
    for (const [name, value] of Object.entries({ ...shadowed, ...absent, ...itself }))
      Object.defineProperty(global, name, { value, writable: true, configurable: true });
    const isolateScope = [
      ...[convex, realmConsole, isolateProcess, global, global],
      ...[undefined, undefined, undefined, undefined],
      ...[timers.fetch, timers.setTimeout, timers.setInterval, timers.clearTimeout, timers.clearInterval],
      ...[realmCrypto, undefined, undefined],
    ];
    this.#loader = new ModuleLoader({
      code,
      parametersOf: (module) => (module.record.environment === "node" ? nodeNames : isolateNames),
      evaluate: (module, names) => module.script(names).runInThisContext() as ModuleFactory,
      scope: (module) => {
        const file = join(projectDir, "convex", module.record.path);
        const url = pathToFileURL(file).href;
        return module.record.environment === "node"
          ? [convex, realmConsole, nodeProcess, join(file, ".."), file, url]
          : [...isolateScope, url];
      },
      external: (specifier, from) => this.#external(specifier, from),
    });
  }

  async load(path: string): Promise<ModuleExports> {
    for (const needed of this.#loader.unfinishedBefore(path)) {
      await this.#loader.begin(needed);
      this.#loader.finish(needed);
    }
    return this.#loader.load(path);
  }

  /** Gives the realm to one action until `release`. */
  lease(scope: ActionScope): void {
    this.#scope = scope;
    this.#console.reset();
  }

  /** The action was given up while it still ran. */
  abandon(): void {
    this.#abandoned = true;
  }

  /** True when nothing of the ended action is left in the realm, so that another may have it. */
  release(): boolean {
    for (const storage of this.#storages) storage.disable();
    const idle = !this.#abandoned && this.#outstanding.size === 0 && (this.#scope?.pending.size ?? 0) === 0;
    // Work left behind keeps the identity it began with; such a realm is never used again.
    if (idle) this.#scope = null;
    return idle;
  }

  /** Node's, and known here: its promise hooks slow everything down, so they go when the action is over. */
  #storageClass(): typeof AsyncLocalStorage {
    const storages = this.#storages;
    return class ActionStorage<T> extends AsyncLocalStorage<T> {
      constructor() {
        super();
        storages.push(this);
      }
    };
  }

  #current(args?: { requestId?: unknown }): ActionScope {
    const scope = this.#scope;
    if (scope === null) throw new Error("Convex operations are only available while an action is running.");
    const requestId = args?.requestId;
    if (typeof requestId === "string" && requestId !== "" && requestId !== scope.execution.executionId)
      throw new Error("The action that issued this operation has ended.");
    return scope;
  }

  #operations() {
    return {
      syscall: (op: string): string => {
        throw new Error(`${op} is not available in actions.`);
      },
      asyncSyscall: async (op: string, argsText: string): Promise<string> => {
        const args = JSON.parse(argsText) as JSONObject;
        const scope = this.#current(args);
        scope.pending.set(op, (scope.pending.get(op) ?? 0) + 1);
        try {
          return await actionOperation(scope, op, args);
        } catch (error) {
          if (!(error instanceof InnerFailure) || error.data === undefined) throw error;
          throw Object.assign(new Error(error.message), { data: error.data });
        } finally {
          const left = (scope.pending.get(op) ?? 1) - 1;
          if (left === 0) scope.pending.delete(op);
          else scope.pending.set(op, left);
        }
      },
      jsSyscall: (op: string, args: Record<string, unknown>) => blobOperation(this.#current(args), op, args),
    };
  }

  #makeConsole(services: Services): RealmConsole {
    return makeConsole(
      {
        print: (level, text) => this.#scope?.execution.logs.push(level, text),
        clock: () => performance.now(),
        frames: (stack) => developerFrames(stack, services.active().application),
      },
      inspect,
    );
  }

  /** Counts what Web Crypto has been asked for and not answered yet. */
  #crypto(): typeof crypto {
    const outstanding = this.#outstanding;
    const bound = <T extends object>(target: T, name: string | symbol): unknown => {
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? member.bind(target) : member;
    };
    const subtle = new Proxy(crypto.subtle, {
      get(target, name) {
        const member = bound(target, name);
        if (typeof member !== "function") return member;
        return async (...args: unknown[]): Promise<unknown> => {
          const mark = {};
          outstanding.add(mark);
          try {
            return await (member(...args) as Promise<unknown>);
          } finally {
            outstanding.delete(mark);
          }
        };
      },
    });
    return new Proxy(crypto, {
      get: (target, name) => (name === "subtle" ? subtle : bound(target, name)),
    });
  }

  #timers() {
    const outstanding = this.#outstanding;
    const forget = (handle?: NodeJS.Timeout) => {
      outstanding.delete(handle);
      clearTimeout(handle);
    };
    return {
      fetch: async (...args: Parameters<typeof fetch>): Promise<Response> => {
        const mark = {};
        outstanding.add(mark);
        try {
          return await fetch(...args);
        } finally {
          outstanding.delete(mark);
        }
      },
      setTimeout: (callback: (...args: unknown[]) => void, delayMs?: number, ...args: unknown[]) => {
        const handle = setTimeout(() => {
          outstanding.delete(handle);
          callback(...args);
        }, delayMs);
        outstanding.add(handle);
        return handle;
      },
      setInterval: (callback: (...args: unknown[]) => void, delayMs?: number, ...args: unknown[]) => {
        const handle = setInterval(callback, delayMs, ...args);
        outstanding.add(handle);
        return handle;
      },
      clearTimeout: forget,
      clearInterval: forget,
    };
  }

  #external(specifier: string, from: Module): unknown {
    if (from.record.environment === "node") return this.#nodeRequire(specifier);
    throw new Error(
      `Could not resolve "${specifier}" in ${from.record.path}. Node modules are only available in files with "use node".`,
    );
  }
}
