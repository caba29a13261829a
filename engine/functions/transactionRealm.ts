/**
 * One realm for queries and mutations of one component at one nesting depth. A call is a single synchronous step:
 * the realm drains its own microtasks before control returns, so a handler finishes over all its awaits inside
 * `invoke`; a `StepGuard` around it watches the time. Nested calls use the realm of the next depth, whose queue is its own. Holds no transaction: the frame
 * of the running call is lent for the step.
 */
import { constants, type Context, createContext, Script } from "node:vm";
import type { ComponentCode, FunctionInfo, ImportPhase, ModuleFactory } from "./application";
import { CallRefused } from "./failure";
import { ModuleLoader } from "./moduleLoader";
import { RealmStorages } from "./realmAsyncContext";
import type { BeginCall } from "./realmClock";
import type { RealmControl, RealmHost } from "./realmGlobals";
import { installScope } from "./realmScope";

/** What the running call offers to its realm. */
export interface RealmFrame {
  /** Answers an operation of `Convex.syscall`/`asyncSyscall`; throws on failure. */
  syscall(op: string, args: string): string;
  /** Describes what `syscall` threw; `dataText` is JSON of ConvexError data. */
  describe(thrown: unknown): { message: string; dataText: string | undefined };
  log(level: string, text: string): void;
  /** The developer's own lines of a stack. */
  frames(stack: string): string;
  env(name: string): string | undefined;
  envNames(): string[];
}

export interface RealmCall {
  frame: RealmFrame;
  info: FunctionInfo;
  /** JSON array holding the one args object. */
  argsText: string;
  nowMs: number;
  seed: ArrayLike<number>;
}

/** Thrown for a step that exceeded its budget; the realms it ran in must be thrown away. */
export class StepTimedOut extends CallRefused {
  constructor(timeoutMs: number) {
    super(
      `Function execution timed out (maximum duration: ${timeoutMs / 1000}s). Queries and mutations must be short; move long work to an action.`,
    );
  }
}

const neverSettles =
  "Function execution unexpectedly paused: its returned promise will never resolve. Check that every promise it awaits can settle.";

const parameters = "exports, require, module";
const entry = new Script("__runUserFunction()", { filename: "engine:entry" });
const noFrame: RealmFrame = {
  syscall() {
    throw new Error("Database, auth and scheduler are not available while a module is being imported.");
  },
  describe: (thrown) => ({
    message: thrown instanceof Error ? thrown.message : String(thrown),
    dataText: undefined,
  }),
  log: () => undefined,
  frames: () => "",
  env: () => undefined,
  envNames: () => [],
};

export class TransactionRealm {
  readonly #context: Context;
  readonly #control: RealmControl;
  readonly #beginCall: BeginCall;
  readonly #loader: ModuleLoader;
  readonly #importPhase: ImportPhase;
  readonly #storages = new RealmStorages();
  #frame: RealmFrame = noFrame;
  #loading = 0;
  #isSpent = false;

  constructor(code: ComponentCode, importPhase: ImportPhase, importFrame: Partial<RealmFrame> = {}) {
    this.#importPhase = importPhase;
    this.#context = createContext(constants.DONT_CONTEXTIFY, { microtaskMode: "afterEvaluate" });
    let failure: unknown;
    const importing: RealmFrame = { ...noFrame, ...importFrame };
    const current = () => (this.#loading > 0 ? importing : this.#frame);
    const host: Omit<RealmHost, "shared"> = {
      syscall: (op, args) => {
        try {
          return current().syscall(op, args);
        } catch (thrown) {
          failure = thrown;
          return undefined;
        }
      },
      failure: () => current().describe(failure),
      env: (name) => current().env(name),
      envNames: () => current().envNames(),
      print: (level, text) => current().log(level, text),
      clock: () => performance.now(),
      frames: (stack) => current().frames(stack),
    };
    const { control, beginCall } = installScope(this.#context, host, this.#storages);
    this.#control = control;
    this.#beginCall = beginCall;
    this.#loader = new ModuleLoader({
      code,
      parametersOf: () => parameters,
      evaluate: (module, names) => module.script(names).runInContext(this.#context) as ModuleFactory,
      scope: () => [],
      external: (specifier) => {
        throw new Error(`Could not resolve "${specifier}": only modules of the app may be imported here.`);
      },
      beforeLoad: (path) => {
        if (this.#loading === 0)
          throw new Error(`Dynamic import of "${path}" is not supported in queries and mutations.`);
      },
    });
  }

  /** Module exports, evaluated with the import-phase clock and seed. Call inside a step only. */
  #load(path: string): Record<string, unknown> {
    this.#loading += 1;
    try {
      return this.#loader.load(path);
    } finally {
      this.#loading -= 1;
    }
  }

  /** What loads the modules that await while they load, up to and including this one. */
  #awaited(path: string): (() => unknown)[] {
    const paths = this.#loader.unfinishedBefore(path);
    if (paths.length === 0) return [];
    return [
      () => {
        this.#beginCall(this.#importPhase.nowMs, this.#importPhase.seed);
        this.#loading += 1;
      },
      ...paths.flatMap((needed) => [() => this.#loader.begin(needed), () => this.#loader.finish(needed)]),
      () => {
        this.#loading -= 1;
      },
    ];
  }

  /**
   * Runs a registered function to its end and returns the JSON text of its result. Throws what the handler threw
   * (an object of this realm), `CallRefused` when the promise can never settle, or `StepTimedOut`.
   */
  invoke(call: RealmCall): string {
    const outer = this.#frame;
    this.#frame = call.frame;
    try {
      return this.#step(() => {
        this.#beginCall(this.#importPhase.nowMs, this.#importPhase.seed);
        const exported = this.#load(call.info.module)[call.info.name];
        this.#beginCall(call.nowMs, call.seed);
        return invokerOf(exported, call.info)(call.argsText);
      }, this.#awaited(call.info.module));
    } finally {
      this.#frame = outer;
    }
  }

  /** Throws what a promise of any realm was rejected with; nothing if it was not. */
  rethrow(promise: Promise<unknown>): void {
    // Its own handlers: a function of the engine's realm would be called by the engine's queue, later.
    this.#step(() => promise as Promise<string>);
  }

  /** Loads a module and lets the caller look at its exports: analysis at push. */
  inspect<T>(path: string, look: (exports: Record<string, unknown>) => T): T {
    let seen: { value: T } | null = null;
    this.#step(() => {
      this.#beginCall(this.#importPhase.nowMs, this.#importPhase.seed);
      seen = { value: look(this.#load(path)) };
      return "";
    }, this.#awaited(path));
    if (seen === null) throw new CallRefused(neverSettles);
    return (seen as { value: T }).value;
  }

  /** A call was given up while it waited: should what it waits for come, it must not go on inside another call. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  /** A step was killed in it; it is not used again. */
  abandon(): void {
    this.#storages.endStep();
  }

  /** The caller has set a `StepGuard`. */
  #step(work: () => Promise<string> | string, before: readonly (() => unknown)[] = []): string {
    const control = this.#control;
    control.start(work, before);
    entry.runInContext(this.#context);
    this.#storages.endStep();
    this.#loading = 0;
    const { outcome } = control;
    if (outcome.state === "pending") {
      this.#isSpent = true;
      throw new CallRefused(neverSettles);
    }
    if (outcome.state === "rejected") throw outcome.error;
    return outcome.text;
  }
}

function invokerOf(exported: unknown, info: FunctionInfo): (argsText: string) => Promise<string> {
  const method = info.udfType === "query" ? "invokeQuery" : "invokeMutation";
  if ((typeof exported === "function" || typeof exported === "object") && exported !== null) {
    const invoke = (exported as Record<string, unknown>)[method];
    if (typeof invoke === "function") return (argsText) => invoke.call(exported, argsText) as Promise<string>;
  }
  throw new CallRefused(`Export "${info.name}" of ${info.module} is no ${info.udfType}.`);
}
