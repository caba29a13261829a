/**
 * What pushed modules contain: registered functions with their validators, routes, crons, schema, auth providers.
 * Evaluates modules with a database that refuses every access. Owns reading exports; nothing here is stored.
 */
import type { AuthProvider } from "../auth/config";
import { type DeclaredComponent, declaredBy } from "../components/definition";
import type { ComponentInstance } from "../components/instance";
import {
  Application,
  ComponentCode,
  type ImportPhase,
  type ModuleEnvironment,
  type ModuleRecord,
} from "../functions/application";
import { CallRefused, describeThrown } from "../functions/failure";
import type { ModuleExports } from "../functions/moduleLoader";
import { StepGuard } from "../functions/stepGuard";
import { TransactionRealm } from "../functions/transactionRealm";
import type { JSONObject } from "../values/json";
import { HttpFailure } from "./api";
import { cronsOf, functionOf, providersOf, routesOf, schemaOf } from "./moduleExports";

const importTimeoutMs = 5_000;

export interface AnalysisOptions {
  records: readonly ModuleRecord[];
  importPhase: ImportPhase;
  /** As whom the code runs while it is imported. */
  instance: ComponentInstance;
  env(name: string): string | undefined;
  envNames(): string[];
  /** Evaluates a `"use node"` module in Node's own realm. */
  loadNodeModule(code: ComponentCode, path: string): Promise<ModuleExports>;
}

const guard = new StepGuard(importTimeoutMs);

const missingVariable = "EngineMissingEnvironmentVariable";

/** One evaluation of all modules of a component. */
export class Analyzer {
  readonly #options: AnalysisOptions;
  readonly #code: ComponentCode;
  readonly #application: Application;
  readonly #realm: TransactionRealm;
  #strictEnv = false;

  constructor(options: AnalysisOptions) {
    this.#options = options;
    this.#code = ComponentCode.alone(options.records, options.instance);
    this.#application = new Application([this.#code], options.importPhase);
    this.#realm = new TransactionRealm(this.#code, options.importPhase, {
      env: (name) => {
        const value = options.env(name);
        if (value === undefined && this.#strictEnv && name !== "NODE_ENV") {
          const error = new Error(
            `Environment variable ${name} is used in auth config file but its value was not set`,
          );
          error.name = missingVariable;
          throw error;
        }
        return value;
      },
      envNames: options.envNames,
    });
  }

  /** Functions, routes and crons of one entry module. Throws `HttpFailure` 400 `InvalidModules`. */
  async module(path: string): Promise<Pick<ModuleRecord, "functions" | "httpRoutes" | "cronSpecs">> {
    return await this.#inspectEntry(path, (exports, environment) => {
      const functions = Object.entries(exports).flatMap(([name, value]) => functionOf(path, name, value));
      if (environment === "node") {
        if (this.#code.path !== "") throw new CallRefused('Components cannot have files with "use node".');
        const wrong = functions.find((info) => info.udfType !== "action");
        if (wrong !== undefined)
          throw new CallRefused(
            `\`${wrong.name}\` defined in \`${path}\` is a ${wrong.udfType} function. Only actions can be defined in Node.js. See https://docs.convex.dev/functions/actions for more details.`,
          );
      }
      return {
        functions,
        httpRoutes: path === "http.js" ? routesOf(exports["default"]) : null,
        cronSpecs: path === "crons.js" ? cronsOf(exports["default"]) : null,
      };
    });
  }

  /** What `convex.config.ts` declares. */
  definition(path: string): DeclaredComponent {
    return this.#inspect(path, (exports) => declaredBy(exports["default"]));
  }

  /** The JSON of `schema.ts`. */
  schema(path: string): JSONObject {
    return this.#inspect(path, (exports) => schemaOf(exports["default"]));
  }

  /** Providers of `auth.config.ts`. An unset variable is `AuthConfigMissingEnvironmentVariable`, as the CLI expects. */
  authProviders(path: string): AuthProvider[] {
    this.#strictEnv = true;
    try {
      return this.#inspect(path, (exports) => providersOf(exports["default"]));
    } finally {
      this.#strictEnv = false;
    }
  }

  #guarded<T>(work: () => T): T {
    let seen: { value: T } | null = null;
    const outcome = guard.run(() => {
      seen = { value: work() };
    });
    if (outcome === "killed" || seen === null)
      throw new CallRefused(`importing the module took longer than ${importTimeoutMs / 1000}s.`);
    return (seen as { value: T }).value;
  }

  /** One that may have been written for Node. */
  async #inspectEntry<T>(
    path: string,
    look: (exports: ModuleExports, environment: ModuleEnvironment) => T,
  ): Promise<T> {
    const environment = this.#code.modules.get(path)?.record.environment ?? "isolate";
    if (environment === "isolate") return this.#inspect(path, (exports) => look(exports, environment));
    try {
      return look(await this.#options.loadNodeModule(this.#code, path), environment);
    } catch (error) {
      throw this.#refusal(path, error);
    }
  }

  #inspect<T>(path: string, look: (exports: ModuleExports) => T): T {
    try {
      return this.#guarded(() => this.#realm.inspect(path, look));
    } catch (error) {
      throw this.#refusal(path, error);
    }
  }

  #refusal(path: string, error: unknown): HttpFailure {
    if (error instanceof HttpFailure) return error;
    if (error instanceof Error && error.name === missingVariable)
      return new HttpFailure(400, "AuthConfigMissingEnvironmentVariable", error.message);
    const { text } = describeThrown(error, this.#application);
    const { definition } = this.#code.instance;
    const file = definition === "" ? path : `${definition}/${path}`;
    return new HttpFailure(400, "InvalidModules", `Failed to analyze ${file}: ${text}`);
  }
}
