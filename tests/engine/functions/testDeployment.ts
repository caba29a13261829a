/**
 * A runtime over a memory database, and apps given as text: bundled the way the official CLI does it and pushed
 * through the real push service. No sockets, no ports.
 */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import type { Caller } from "../../../engine/auth/api";
import type { FunctionCall } from "../../../engine/execution/api";
import { createRuntime, type Runtime, type RuntimeOptions } from "../../../engine/execution/runtime";
import type { FileService } from "../../../engine/files/api";
import { MemoryDriver } from "../../../engine/storage/memoryDriver";
import { createDatabase, type MemoryFirstDatabase } from "../../../engine/transaction/database";
import type { JSONObject, JSONValue } from "../../../engine/values/json";

const projectDir = join(import.meta.dirname, "../../..");

interface PushModule {
  path: string;
  source: string;
  sourceMap: string;
  environment: "isolate" | "node";
}

/** Modules of an app: file path under `convex/` → TypeScript. `_generated/server` is provided. */
export type AppSource = Record<string, string>;

const generated: AppSource = {
  "_generated/server.ts": `
    import { actionGeneric, httpActionGeneric, internalActionGeneric, internalMutationGeneric, internalQueryGeneric,
      mutationGeneric, queryGeneric } from "convex/server";
    export const query = queryGeneric, mutation = mutationGeneric, action = actionGeneric;
    export const internalQuery = internalQueryGeneric, internalMutation = internalMutationGeneric;
    export const internalAction = internalActionGeneric, httpAction = httpActionGeneric;
  `,
  "_generated/api.ts": `import { anyApi } from "convex/server"; export const api = anyApi, internal = anyApi;`,
};

async function bundle(folder: string, files: string[], platform: "browser" | "node"): Promise<PushModule[]> {
  if (files.length === 0) return [];
  const result = await build({
    absWorkingDir: folder,
    entryPoints: files.map((file) => join(folder, "convex", file)),
    bundle: true,
    platform,
    format: "esm",
    target: "esnext",
    outdir: "out",
    outbase: join(folder, "convex"),
    conditions: ["convex", "module"],
    splitting: true,
    sourcemap: true,
    sourcesContent: false,
    write: false,
    nodePaths: [join(projectDir, "node_modules")],
    chunkNames: "_deps/[hash]",
    logLevel: "silent",
  });
  const texts = new Map(result.outputFiles.map((file) => [file.path, file.text]));
  return [...texts]
    .filter(([path]) => path.endsWith(".js"))
    .map(([path, source]) => ({
      path: path.slice(join(folder, "out").length + 1),
      source,
      sourceMap: texts.get(`${path}.map`) ?? "",
      environment: platform === "node" ? "node" : "isolate",
    }));
}

/** The body of `start_push` for an app given as text. */
export async function pushBody(app: AppSource, overrides: JSONObject = {}): Promise<JSONObject> {
  const folder = mkdtempSync(join(tmpdir(), "engine-app-"));
  try {
    for (const [path, text] of Object.entries({ ...generated, ...app })) {
      const file = join(folder, "convex", path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const entries = Object.keys(app).filter((path) => path !== "schema.ts");
    const isNode = (path: string) => /^\s*["']use node["']/.test(app[path] ?? "");
    const modules = [
      ...(await bundle(
        folder,
        entries.filter((path) => !isNode(path)),
        "browser",
      )),
      ...(await bundle(folder, entries.filter(isNode), "node")),
    ];
    const schema = app["schema.ts"] === undefined ? [] : await bundle(folder, ["schema.ts"], "browser");
    const body = {
      adminKey: "",
      dryRun: false,
      functions: "convex/",
      appDefinition: {
        definition: null,
        dependencies: [],
        schema: schema.find((module) => module.path === "schema.js") ?? null,
        changedModules: modules,
        unchangedModuleHashes: [],
        udfServerVersion: "1.48.0",
      },
      componentDefinitions: [],
      nodeDependencies: [],
      ...overrides,
    };
    return JSON.parse(JSON.stringify(body)) as JSONObject;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function asObject(value: JSONValue | undefined): JSONObject {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("expected an object");
  return value;
}

export function asText(value: JSONValue | undefined): string {
  if (typeof value !== "string") throw new Error("expected a text");
  return value;
}

const noFiles: FileService = {
  uploadUrl: () => "http://cloud.test/api/storage/upload?token=t",
  url: () => null,
  metadata: () => null,
  remove: () => undefined,
  storeSync: () => "",
  readSync: () => null,
  store: () => Promise.resolve(""),
  read: () => Promise.resolve(null),
};

export const anonymous: Caller = { kind: "anonymous" };

/** What a call came to: the value, or the failure as a client sees it. */
export interface Answer {
  value: JSONValue;
  error: string | null;
  data: JSONValue | undefined;
  logLines: string[];
}

export class TestDeployment {
  readonly runtime: Runtime;
  readonly database: MemoryFirstDatabase;
  readonly driver: MemoryDriver;
  readonly errors: unknown[];

  private constructor(
    runtime: Runtime,
    database: MemoryFirstDatabase,
    driver: MemoryDriver,
    errors: unknown[],
  ) {
    this.runtime = runtime;
    this.database = database;
    this.driver = driver;
    this.errors = errors;
  }

  static async open(
    options: Partial<RuntimeOptions> = {},
    driver: MemoryDriver = new MemoryDriver(),
  ): Promise<TestDeployment> {
    const errors: unknown[] = [];
    const database = createDatabase(driver, options.now === undefined ? {} : { now: options.now });
    const runtime = await createRuntime({
      database,
      files: noFiles,
      deployment: { name: "test", cloudUrl: () => "http://cloud.test", siteUrl: () => "http://site.test" },
      mode: "dev",
      authenticate: () => Promise.resolve(anonymous),
      projectDir,
      reportError: (error) => errors.push(error),
      ...options,
    });
    return new TestDeployment(runtime, database, driver, errors);
  }

  async push(app: AppSource): Promise<JSONObject> {
    const started = await this.runtime.push.startPush(await pushBody(app));
    const waited = await this.runtime.push.waitForSchema({ schemaChange: started["schemaChange"] ?? null });
    if (waited["type"] !== "complete") throw new Error(asText(waited["error"]));
    return this.runtime.push.finishPush({ startPush: started, dryRun: false });
  }

  call(path: string, args: JSONObject = {}, overrides: Partial<FunctionCall> = {}): FunctionCall {
    return {
      path,
      args,
      component: "",
      caller: anonymous,
      allowInternal: false,
      requestId: "0123456789abcdef",
      ...overrides,
    };
  }

  query(path: string, args: JSONObject = {}, overrides: Partial<FunctionCall> = {}): Answer {
    return answer(this.runtime.executor.runQuery(this.call(path, args, overrides), null));
  }

  async mutation(
    path: string,
    args: JSONObject = {},
    overrides: Partial<FunctionCall> = {},
  ): Promise<Answer> {
    return answer(await this.runtime.executor.runMutation(this.call(path, args, overrides)));
  }

  async action(path: string, args: JSONObject = {}, overrides: Partial<FunctionCall> = {}): Promise<Answer> {
    return answer(await this.runtime.executor.runAction(this.call(path, args, overrides)));
  }

  /** Closes and opens again over the same stored data. */
  async restart(options: Partial<RuntimeOptions> = {}): Promise<TestDeployment> {
    this.runtime.stop();
    await this.database.flush();
    return TestDeployment.open(options, this.driver);
  }

  async close(): Promise<void> {
    this.runtime.stop();
    await this.database.close();
  }
}

function answer(run: {
  outcome: { ok: true; valueText: string } | { ok: false; error: { message: string; data?: JSONValue } };
  logLines: string[];
}): Answer {
  const { outcome, logLines } = run;
  return outcome.ok
    ? { value: JSON.parse(outcome.valueText) as JSONValue, error: null, data: undefined, logLines }
    : { value: null, error: outcome.error.message, data: outcome.error.data, logLines };
}
