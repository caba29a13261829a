/**
 * The global scope that queries and mutations see. The `installRealm…` functions are *injected as text* into each
 * transaction realm (their source is read with `toString`), so each must be self-contained: no imports, no outer names,
 * types only. Host promises never settle inside such a realm; everything asynchronous there is computed at once.
 * Holds no state of the engine: the host side is `transactionRealm.ts`.
 */

import type { ConsoleHost, RealmConsole } from "./realmConsole";

/** What the host lends to a realm. Values cross as strings only. */
export interface RealmHost extends ConsoleHost {
  /** Answer text, or undefined when the operation failed; the reason is then `failure()`. */
  syscall(op: string, args: string): string | undefined;
  failure(): { message: string; dataText: string | undefined };
  env(name: string): string | undefined;
  envNames(): string[];
  /** Host classes and functions that work unchanged across realms. */
  shared: Record<string, unknown>;
}

/** What a realm hands back to its host. */
export interface RealmControl {
  /**
   * What `run` calls next, after `before` has been called and awaited one by one. Promises they return must be of this
   * realm, or they never settle.
   */
  start(work: () => Promise<string> | string, before: readonly (() => unknown)[]): void;
  run(): void;
  readonly outcome: { state: "pending" | "resolved" | "rejected"; text: string; error: unknown };
}

export function installRealmGlobals(host: RealmHost, console: RealmConsole["console"]): RealmControl {
  const define = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  const answer = (op: string, args: string): string => {
    const text = host.syscall(op, args);
    if (text !== undefined) return text;
    const failure = host.failure();
    const error: Error & { data?: unknown } = new Error(failure.message);
    if (failure.dataText !== undefined) error.data = JSON.parse(failure.dataText);
    throw error;
  };
  define("Convex", {
    syscall: answer,
    asyncSyscall: async (op: string, args: string) => answer(op, args),
    jsSyscall: (op: string) => {
      throw new Error(`Unknown JS operation ${op}: it is only available in actions.`);
    },
  });

  define("console", console);

  const env = new Proxy({} as Record<string, string>, {
    get: (_target, name) => (typeof name === "string" ? host.env(name) : undefined),
    has: (_target, name) => typeof name === "string" && host.env(name) !== undefined,
    ownKeys: () => Array.from(host.envNames()),
    getOwnPropertyDescriptor: (_target, name) => {
      const value = typeof name === "string" ? host.env(name) : undefined;
      return value === undefined
        ? undefined
        : { value, enumerable: true, configurable: true, writable: false };
    },
    set: () => {
      throw new TypeError("process.env is read-only.");
    },
    defineProperty: () => false,
    deleteProperty: () => false,
  });
  define("process", { env });
  define("self", globalThis);

  const refuse = (name: string) => () => {
    throw new Error(
      `Can't use ${name} in queries and mutations. Please consider using an action. See https://docs.convex.dev/functions/actions for more details.`,
    );
  };
  for (const name of ["fetch", "setTimeout", "setInterval", "setImmediate"])
    define(name, refuse(`${name}()`));
  for (const name of ["clearTimeout", "clearInterval", "clearImmediate"]) define(name, () => undefined);
  define("queueMicrotask", async (callback: () => void) => {
    await Promise.resolve();
    callback();
  });

  for (const [name, value] of Object.entries(host.shared)) define(name, value);

  const outcome: { state: "pending" | "resolved" | "rejected"; text: string; error: unknown } = {
    state: "pending",
    text: "",
    error: undefined,
  };
  let work: (() => Promise<string> | string) | null = null;
  let preparations: readonly (() => unknown)[] = [];
  let current = 0;
  const run = () => {
    const job = work;
    const first = preparations;
    work = null;
    if (job === null) return;
    // What a call that was given up does later is nobody's outcome.
    const mine = ++current;
    const settle = async () => {
      try {
        for (const prepare of first) await prepare();
        const text = await job();
        if (mine !== current) return;
        outcome.text = text;
        outcome.state = "resolved";
      } catch (error) {
        if (mine !== current) return;
        outcome.error = error;
        outcome.state = "rejected";
      }
    };
    void settle();
  };
  Object.defineProperty(globalThis, "__runUserFunction", { value: run, writable: false, enumerable: false });
  return {
    start(job, before) {
      work = job;
      preparations = before;
      outcome.state = "pending";
      outcome.text = "";
      outcome.error = undefined;
    },
    run,
    outcome,
  };
}
