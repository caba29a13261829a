/**
 * The life of one running action or HTTP action: a realm of its own while it lasts, its time limit, the warning about
 * what it left behind, and the calls it may make. Which function runs is the executors' business.
 */
import type { ActionRealm } from "../functions/actionRealm";
import { ActionRealmPool } from "../functions/actionRealmPool";
import { type ActionRunner, type ActionScope, danglingWarning } from "../functions/actionSyscalls";
import type { Application, FunctionInfo } from "../functions/application";
import type { Execution, Services } from "../functions/execution";
import { CallRefused } from "../functions/failure";
import type { ComponentPath } from "../values/json";

export interface ActionRunsOptions {
  services: Services;
  projectDir: string;
  /** ms */
  actionTimeoutMs: number;
  /** Told the names of what is under way whenever that changes. */
  onRunning?: (names: readonly string[]) => void;
}

export interface ActionIdentity {
  execution: Execution;
  component: ComponentPath;
  /** Null in HTTP actions. */
  info: FunctionInfo | null;
  depth: number;
}

/** A realm on loan. */
export interface ActionRun {
  realm: ActionRealm;
  /** Runs `work` in it, within the time limit. */
  timed<T>(work: () => Promise<T>): Promise<T>;
  /** Exactly once, when the action and everything it streams has ended. */
  giveBack(): void;
}

export class ActionRuns {
  readonly #options: ActionRunsOptions;
  #pools: { application: Application; byComponent: Map<ComponentPath, ActionRealmPool> } | null = null;
  readonly #running = new Set<ActionIdentity>();

  constructor(options: ActionRunsOptions) {
    this.#options = options;
  }

  /** Actions and HTTP actions that have not ended. */
  get running(): number {
    return this.#running.size;
  }

  /** Begins a run of the code that is active now; a later push does not touch it. */
  begin(identity: ActionIdentity, runner: ActionRunner): ActionRun {
    const { services } = this.#options;
    const scope: ActionScope = { ...identity, services, runner, pending: new Map() };
    const { realm, giveBack } = this.#pool(identity.component).lend(scope);
    this.#running.add(identity);
    this.#tell();
    return {
      realm,
      giveBack: () => {
        this.#running.delete(identity);
        this.#tell();
        giveBack();
      },
      timed: (work) => this.#timed(scope, realm, work),
    };
  }

  /** Environment values read while modules were imported are stale after a change. */
  discardRealms(): void {
    this.#pools = null;
  }

  #tell(): void {
    const { onRunning } = this.#options;
    if (onRunning === undefined) return;
    onRunning(
      [...this.#running].map(({ info }) => (info === null ? "HTTP action" : `${info.module}:${info.name}`)),
    );
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
}

/** A method of something a module exported, or null. */
export function exportedMethod(target: unknown, name: string): ((...args: unknown[]) => unknown) | null {
  if ((typeof target !== "function" && typeof target !== "object") || target === null) return null;
  const found: unknown = (target as Record<string, unknown>)[name];
  return typeof found === "function" ? (found.bind(target) as (...args: unknown[]) => unknown) : null;
}
