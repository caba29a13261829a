/**
 * What pushed modules contain: registered functions with their validators, routes, crons, schema, auth providers.
 * Evaluates modules with a database that refuses every access. Owns reading exports; nothing here is stored.
 */
import { z } from "zod";
import type { AuthProvider } from "../auth/config";
import {
  Application,
  ComponentCode,
  type CronSpec,
  type FunctionInfo,
  type ImportPhase,
  type ModuleEnvironment,
  type ModuleRecord,
} from "../functions/application";
import { CallRefused, describeThrown } from "../functions/failure";
import type { ModuleExports } from "../functions/moduleLoader";
import { StepGuard } from "../functions/stepGuard";
import { TransactionRealm } from "../functions/transactionRealm";
import type { JSONObject, JSONValue } from "../values/json";
import { parseValidator, type ValidatorJSON } from "../values/validatorJson";
import { HttpFailure } from "./api";

const importTimeoutMs = 5_000;

export interface AnalysisOptions {
  records: readonly ModuleRecord[];
  importPhase: ImportPhase;
  env(name: string): string | undefined;
  envNames(): string[];
  /** Evaluates a `"use node"` module in Node's own realm. */
  loadNodeModule(code: ComponentCode, path: string): ModuleExports;
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
    this.#code = new ComponentCode("", options.records);
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
  module(path: string): Pick<ModuleRecord, "functions" | "httpRoutes" | "cronSpecs"> {
    return this.#inspect(path, (exports, environment) => {
      const functions = Object.entries(exports).flatMap(([name, value]) => functionOf(path, name, value));
      if (environment === "node") {
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

  /** The JSON of `schema.ts`. */
  schema(path: string): JSONObject {
    return this.#inspect(path, (exports) => {
      const text = exportedText(exports["default"], "The default export of schema.ts is no schema.");
      return jsonObject.parse(JSON.parse(text)) as JSONObject;
    });
  }

  /** Providers of `auth.config.ts`. An unset variable is `AuthConfigMissingEnvironmentVariable`, as the CLI expects. */
  authProviders(path: string): AuthProvider[] {
    this.#strictEnv = true;
    try {
      return this.#inspect(path, (exports) => {
        // Through JSON: objects of another realm are no plain objects to the checks below.
        const parsed = authConfig.safeParse(JSON.parse(JSON.stringify(exports["default"] ?? null)));
        if (parsed.success) return parsed.data.providers;
        const issue = parsed.error.issues[0];
        throw new CallRefused(
          `auth.config.ts: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "is invalid"}. It must export {providers: [{domain, applicationID}, …]}.`,
        );
      });
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

  #inspect<T>(path: string, look: (exports: ModuleExports, environment: ModuleEnvironment) => T): T {
    const environment = this.#code.modules.get(path)?.record.environment ?? "isolate";
    try {
      return environment === "node"
        ? look(this.#options.loadNodeModule(this.#code, path), environment)
        : this.#guarded(() => this.#realm.inspect(path, (exports) => look(exports, environment)));
    } catch (error) {
      if (error instanceof Error && error.name === missingVariable)
        throw new HttpFailure(400, "AuthConfigMissingEnvironmentVariable", error.message);
      const { text } = describeThrown(error, this.#application);
      throw new HttpFailure(400, "InvalidModules", `Failed to analyze ${path}: ${text}`);
    }
  }
}

const jsonObject = z.record(z.string(), z.unknown());

const authConfig = z.object({
  providers: z.array(
    z.union([
      z.object({
        type: z.literal("customJwt"),
        issuer: z.string(),
        jwks: z.string(),
        algorithm: z.enum(["RS256", "ES256"]),
        applicationID: z.string().nullable().default(null),
      }),
      z.object({ domain: z.string(), applicationID: z.string() }),
    ]),
  ),
});

function members(value: unknown): Record<string, unknown> | null {
  return (typeof value === "object" || typeof value === "function") && value !== null
    ? (value as Record<string, unknown>)
    : null;
}

function callText(target: Record<string, unknown>, name: string): string | null {
  const method = target[name];
  if (typeof method !== "function") return null;
  const text: unknown = method.call(target);
  return typeof text === "string" ? text : null;
}

function validatorOf(text: string | null, what: string): ValidatorJSON | null {
  if (text === null) return null;
  const json = JSON.parse(text) as JSONValue;
  if (json === null) return null;
  const validator = parseValidator(json, what);
  return validator.type === "any" ? null : validator;
}

function functionOf(module: string, name: string, value: unknown): FunctionInfo[] {
  const target = members(value);
  if (target === null) return [];
  const visibility = target["isInternal"] === true ? "internal" : "public";
  if (target["isHttp"] === true)
    return [{ module, name, udfType: "httpAction", visibility: null, args: null, returns: null }];
  const udfType =
    target["isQuery"] === true
      ? "query"
      : target["isMutation"] === true
        ? "mutation"
        : target["isAction"] === true
          ? "action"
          : null;
  if (udfType === null) return [];
  return [
    {
      module,
      name,
      udfType,
      visibility,
      args: validatorOf(callText(target, "exportArgs"), `args of ${module}:${name}`),
      returns: validatorOf(callText(target, "exportReturns"), `returns of ${module}:${name}`),
    },
  ];
}

function exportedText(value: unknown, complaint: string): string {
  const target = members(value);
  const text = target === null ? null : callText(target, "export");
  if (text === null) throw new CallRefused(complaint);
  return text;
}

function routesOf(value: unknown): [string, string][] {
  const router = members(value);
  const getRoutes = router?.["getRoutes"];
  if (router === null || router["isRouter"] !== true || typeof getRoutes !== "function")
    throw new CallRefused("The default export of http.ts is no HTTP router: export default httpRouter().");
  const routes: unknown = getRoutes.call(router);
  return Array.from(routes as Iterable<[string, string, unknown]>, ([path, method]) => [path, method]);
}

const cronTable = z.record(
  z.string(),
  z.object({
    name: z.string(),
    args: z.array(z.unknown()),
    schedule: z.object({ type: z.string() }).catchall(z.unknown()),
  }),
);

function cronsOf(value: unknown): Record<string, CronSpec> {
  if (members(value)?.["isCrons"] !== true)
    throw new CallRefused("The default export of crons.ts is no cron table: export default cronJobs().");
  return cronTable.parse(JSON.parse(exportedText(value, "crons.ts has no table."))) as Record<
    string,
    CronSpec
  >;
}
