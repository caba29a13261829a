/**
 * One-off queries of an admin (`convex run --inline-query`): a module that exists for one call, run over the latest
 * snapshot beside the active code. Nothing is stored.
 */
import { randomRequestId } from "../subscriptions/requestId";
import { z } from "zod";
import { rootInstance } from "../components/instance";
import { Analyzer } from "../push/analyze";
import { HttpFailure } from "../push/api";
import { compileModule } from "../push/compile";
import { Application, ComponentCode, type ModuleRecord } from "../functions/application";
import { environmentNames, readEnvironment } from "../functions/execution";
import type { StepGuard } from "../functions/stepGuard";
import { RealmPool } from "../functions/realmPool";
import type { JSONObject, JSONValue } from "../values/json";
import { QueryExecutor } from "./queryExecutor";
import { StepRunner, type StepRunnerOptions } from "./stepRunner";

/** What the CLI's query sources import `query` from. */
const wrappersSpecifier = "convex:/_system/repl/wrappers.js";
const wrappersPath = "_replWrappers.js";

const requestBody = z.object({
  /** The component's path: that is what `_system/frontend/components:list` gives as its id. */
  componentId: z.string().default(""),
  args: z.record(z.string(), z.json()).default({}),
  bundle: z.object({ path: z.string(), source: z.string() }),
});

export interface InlineQueryOptions extends StepRunnerOptions {
  guard: StepGuard;
}

/** Takes the body of POST /api/run_test_function; the caller has checked the admin key. */
export async function runInlineQuery(body: JSONObject, options: InlineQueryOptions): Promise<JSONObject> {
  const parsed = requestBody.safeParse(body);
  if (!parsed.success) throw new HttpFailure(400, "BadArgs", "Expected {args, bundle: {path, source}}.");
  const { args, bundle, componentId: component } = parsed.data;
  const query = await recordOf(bundle.path, bundle.source.replaceAll(wrappersSpecifier, `./${wrappersPath}`));
  const own = [query, await wrappers()];
  const { active } = options.services;
  const { importPhase, components } = active().application;
  const instance = components.get(component)?.instance ?? rootInstance();
  const pushed = Array.from(components.get(component)?.modules.values() ?? [], (module) => module.record);
  const records = [...pushed.filter((record) => own.every((one) => one.path !== record.path)), ...own];
  const analyzer = new Analyzer({
    records,
    importPhase,
    instance,
    env: (name) => readEnvironment(options.services, instance.path, name),
    envNames: () => environmentNames(options.services, instance.path),
    loadNodeModule: () => {
      throw new HttpFailure(400, "BadArgs", "A one-off query cannot run in Node.");
    },
  });
  Object.assign(query, await analyzer.module(query.path));
  const application = new Application(
    [...components.values(), ComponentCode.alone(records, instance)],
    importPhase,
  );
  const code = { application, realms: new RealmPool(application, () => ({})) };
  const runner = new StepRunner({ ...options, services: { ...options.services, active: () => code } });
  const run = new QueryExecutor(runner, options.guard).run({
    call: {
      path: bundle.path,
      args,
      component: instance.path,
      caller: { kind: "admin", impersonating: null },
      allowInternal: true,
      requestId: randomRequestId(),
    },
    journal: null,
  });
  const { outcome, logLines } = run;
  if (outcome.ok) return { status: "success", value: JSON.parse(outcome.valueText) as JSONValue, logLines };
  return { status: "error", errorMessage: outcome.error.message, logLines };
}

async function recordOf(path: string, source: string): Promise<ModuleRecord> {
  const compiled = await compileModule({ path, source, sourceMap: null, environment: "isolate" });
  return {
    path,
    ...compiled,
    environment: "isolate",
    sha256: "",
    functions: [],
    httpRoutes: null,
    cronSpecs: null,
  };
}

let bundledWrappers: Promise<ModuleRecord> | null = null;

function wrappers(): Promise<ModuleRecord> {
  bundledWrappers ??= bundleWrappers();
  return bundledWrappers;
}

async function bundleWrappers(): Promise<ModuleRecord> {
  const { build } = await import("esbuild");
  const result = await build({
    stdin: {
      contents:
        'export { queryGeneric as query, internalQueryGeneric as internalQuery } from "convex/server";',
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: "browser",
    format: "esm",
    conditions: ["convex", "module"],
    write: false,
    logLevel: "silent",
  });
  return recordOf(wrappersPath, result.outputFiles[0]?.text ?? "");
}
