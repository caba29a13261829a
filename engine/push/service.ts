/**
 * The push: receives the CLI's bundles, compiles and analyses them, checks the schema against the data, and activates
 * code, schema, crons and auth config in one commit. Until that commit the old version runs; if anything fails it
 * goes on running. Heavy state stays here between the CLI's steps, found by a push id.
 */
import { createHash, randomBytes } from "node:crypto";
import type { AuthProvider } from "../auth/config";
import {
  Application,
  ComponentCode,
  type CronSpec,
  type ImportPhase,
  type ModuleEnvironment,
  type ModuleRecord,
} from "../functions/application";
import type { ModuleExports } from "../functions/moduleLoader";
import { checkCrons, type CronDiff, replaceCrons } from "../scheduler/cronRunner";
import { DeveloperError } from "../transaction/errors";
import type { MemoryFirstDatabase } from "../transaction/database";
import type { JSONObject } from "../values/json";
import { Analyzer } from "./analyze";
import { HttpFailure, type PushService } from "./api";
import { type PushFacts, readPush, type StoredPush, writePush } from "./codeStore";
import { type BundledModule, compileModule } from "./compile";
import { analysisJson, apiSpecOf, finishDiff, indexDiff } from "./pushAnswers";
import { parsePushBody, type PushBody } from "./requestBody";

const root = "";
/** Prepared pushes kept between `start_push` and `finish_push`. */
const maxPrepared = 8;
const maxCodeBytes = 32 * 1024 * 1024;
const maxModules = 4096;

interface PreparedPush {
  records: ModuleRecord[];
  facts: PushFacts;
  schema: JSONObject | null;
  crons: Record<string, CronSpec>;
}

export interface PushServiceOptions {
  database: MemoryFirstDatabase;
  env(name: string): string | undefined;
  envNames(): string[];
  loadNodeModule(code: ComponentCode, path: string): ModuleExports;
  /** Puts new code in force; called in the step of the activating commit. */
  activate(application: Application): void;
  now(): number;
}

export class CodePushService implements PushService {
  readonly #options: PushServiceOptions;
  readonly #prepared = new Map<string, PreparedPush>();
  readonly #listeners = new Set<() => void>();
  #active: StoredPush | null;

  /** Reads the stored push; `application` is then what it holds. */
  constructor(options: PushServiceOptions) {
    this.#options = options;
    const { database, now } = options;
    this.#active = readPush(database.begin({ kind: "query", beginMs: now() }), root);
  }

  /** The stored push as code ready to run; empty before the first push. */
  storedApplication(): Application {
    return this.#active === null ? Application.empty() : applicationOf(this.#active);
  }

  getConfigHashes(_body: JSONObject): JSONObject {
    const active = this.#active;
    return {
      config: { functions: active?.facts.functionsDir ?? "convex/" },
      moduleHashes: (active?.records ?? []).map(({ path, sha256, environment }) => ({
        path,
        hash: sha256,
        environment,
      })),
      nodeDependencies: [],
      udfServerVersion: active?.facts.udfServerVersion ?? null,
    };
  }

  async evaluateSchema(_body: JSONObject): Promise<JSONObject> {
    return { componentSchemaEvaluations: {}, newComponentDefinitions: [] };
  }

  async evaluatePush(body: JSONObject): Promise<JSONObject> {
    const { schemaChange } = await this.startPush(body);
    return { schemaChange: schemaChange ?? {} };
  }

  async startPush(body: JSONObject): Promise<JSONObject> {
    const request = parsePushBody(body);
    const prepared = await this.#prepare(request);
    const pushId = randomBytes(8).toString("hex");
    this.#prepared.set(pushId, prepared);
    for (const old of this.#prepared.keys()) {
      if (this.#prepared.size <= maxPrepared) break;
      this.#prepared.delete(old);
    }
    const { database } = this.#options;
    return {
      environmentVariables: {},
      externalDepsId: null,
      componentDefinitionPackages: {},
      appAuth: prepared.facts.authProviders.map((provider) => ({ ...provider })),
      analysis: { "": analysisJson(prepared.records, prepared.schema, prepared.facts) },
      app: {
        definitionPath: "",
        componentPath: "",
        args: {},
        childComponents: {},
        httpRoutes: {
          httpModuleRoutes:
            prepared.records
              .find((record) => record.path === "http.js")
              ?.httpRoutes?.map(([path, method]) => ({ path, method })) ?? null,
          mounts: [],
        },
        exports: {},
      },
      schemaChange: {
        allocatedComponentIds: {},
        schemaIds: {},
        indexDiffs: { "": indexDiff(database.schema(root), prepared.schema) },
        pushId,
      },
    };
  }

  async waitForSchema(body: JSONObject): Promise<JSONObject> {
    const prepared = this.#find(body["schemaChange"]);
    if (prepared.schema === null) return { type: "complete" };
    const problem = this.#options.database.checkSchema(root, prepared.schema);
    if (problem === null) return { type: "complete" };
    return { type: "failed", error: problem.message, componentPath: root, tableName: problem.table };
  }

  async finishPush(body: JSONObject): Promise<JSONObject> {
    const started = body["startPush"];
    const prepared = this.#find(
      typeof started === "object" && started !== null && !Array.isArray(started)
        ? started["schemaChange"]
        : undefined,
    );
    const dryRun = body["dryRun"] === true;
    const before = { push: this.#active, schema: this.#options.database.schema(root) };
    const crons = dryRun ? this.#planCrons(prepared) : await this.#activate(prepared);
    return finishDiff(
      before.push,
      before.schema,
      { records: prepared.records, facts: prepared.facts },
      prepared.schema,
      crons,
    );
  }

  reportPushCompleted(_body: JSONObject): JSONObject {
    return {};
  }

  authProviders(): readonly AuthProvider[] {
    return this.#active?.facts.authProviders ?? [];
  }

  onActivated(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  apiSpec(): JSONObject[] {
    return apiSpecOf(this.#active?.records ?? []);
  }

  schemaText(component: string): string | null {
    const schema = this.#options.database.schema(component);
    return schema === null ? null : JSON.stringify(schema);
  }

  #find(schemaChange: unknown): PreparedPush {
    const pushId =
      typeof schemaChange === "object" && schemaChange !== null && "pushId" in schemaChange
        ? schemaChange.pushId
        : undefined;
    const prepared = typeof pushId === "string" ? this.#prepared.get(pushId) : undefined;
    // After a restart or eight other pushes the CLI starts over.
    if (prepared === undefined)
      throw new HttpFailure(
        400,
        "RaceDetected",
        "This push is no longer known to the deployment. Push again.",
      );
    return prepared;
  }

  async #prepare(request: PushBody): Promise<PreparedPush> {
    if (request.componentDefinitions.length > 0) {
      const paths = request.componentDefinitions.map((definition) => definition.definitionPath);
      throw new HttpFailure(
        400,
        "ComponentsNotSupported",
        `This deployment does not run components yet. convex.config.ts uses: ${paths.join(", ")}`,
      );
    }
    const { now, env, envNames, loadNodeModule } = this.#options;
    const importPhase: ImportPhase = {
      nowMs: now(),
      seed: Array.from(new Uint32Array(new Uint8Array(randomBytes(16)).buffer)),
    };
    const bundled = request.appDefinition.changedModules;
    checkSize(bundled, request.appDefinition.unchangedModuleHashes.length);
    const kept = this.#keptRecords(request);
    const compiled = await Promise.all(bundled.map((module) => compiledRecord(module)));
    const schemaModule =
      request.appDefinition.schema === null ? null : await compiledRecord(request.appDefinition.schema);
    const records = [...kept, ...compiled].sort((a, b) => (a.path < b.path ? -1 : 1));
    const all = schemaModule === null ? records : [...records, schemaModule];
    const analyzer = new Analyzer({ records: all, importPhase, env, envNames, loadNodeModule });
    for (const record of records)
      if (isEntry(record.path)) Object.assign(record, analyzer.module(record.path));
    const authRecord = records.find((record) => record.path === "auth.config.js");
    const authProviders = authRecord === undefined ? [] : analyzer.authProviders(authRecord.path);
    const schema = schemaModule === null ? null : analyzer.schema(schemaModule.path);
    if (schema !== null) this.#refuseMalformedSchema(schema);
    const crons = records.find((record) => record.path === "crons.js")?.cronSpecs ?? {};
    const application = applicationOf({ records, facts: { importPhase } });
    try {
      checkCrons(crons, (path) => {
        const kind = application.find(root, path)?.udfType ?? null;
        return kind === "httpAction" ? null : kind;
      });
    } catch (error) {
      throw new HttpFailure(400, "InvalidCrons", error instanceof Error ? error.message : String(error));
    }
    return {
      records,
      schema,
      crons,
      facts: {
        importPhase,
        authProviders,
        functionsDir: request.functions,
        udfServerVersion: request.appDefinition.udfServerVersion,
        pushedAt: now(),
      },
    };
  }

  /** Modules the CLI did not send again. Their analysis is renewed with the rest. */
  #keptRecords(request: PushBody): ModuleRecord[] {
    return request.appDefinition.unchangedModuleHashes.map(({ path, sha256, environment }) => {
      const record = this.#active?.records.find((candidate) => candidate.path === path);
      if (record?.sha256 !== sha256 || record.environment !== environment)
        throw new HttpFailure(400, "RaceDetected", `Module ${path} was changed by another push meanwhile.`);
      return { ...record };
    });
  }

  #refuseMalformedSchema(schema: JSONObject): void {
    try {
      this.#options.database.checkSchema(root, schema);
    } catch (error) {
      if (error instanceof DeveloperError) throw new HttpFailure(400, error.code, error.message);
      throw error;
    }
  }

  #planCrons(prepared: PreparedPush): CronDiff {
    const { database, now } = this.#options;
    const tx = database.begin({ kind: "query", beginMs: now() });
    return replaceCrons(tx, prepared.crons, now(), { dryRun: true });
  }

  async #activate(prepared: PreparedPush): Promise<CronDiff> {
    const { database, now, activate } = this.#options;
    const stored: StoredPush = { records: prepared.records, facts: prepared.facts };
    const tx = database.begin({ kind: "mutation", beginMs: now() });
    try {
      if (JSON.stringify(database.schema(root)) !== JSON.stringify(prepared.schema))
        tx.setSchema(root, prepared.schema);
    } catch (error) {
      if (error instanceof DeveloperError) throw new HttpFailure(400, error.code, error.message);
      throw error;
    }
    writePush(tx, root, stored);
    const crons = replaceCrons(tx, prepared.crons, now(), { dryRun: false });
    const { durable } = database.commit(tx);
    this.#active = stored;
    activate(applicationOf(stored));
    for (const listener of this.#listeners) listener();
    await durable;
    return crons;
  }
}

function applicationOf(push: {
  records: readonly ModuleRecord[];
  facts: { importPhase: ImportPhase };
}): Application {
  return new Application([new ComponentCode(root, push.records)], push.facts.importPhase);
}

/** Shared chunks and the auth config hold no functions. */
function isEntry(path: string): boolean {
  return !path.startsWith("_deps/") && path !== "auth.config.js" && path !== "convex.config.js";
}

async function compiledRecord(module: BundledModule): Promise<ModuleRecord> {
  const { code, sourceMap } = await compileModule(module);
  return {
    path: module.path,
    environment: module.environment,
    sha256: bundleHash(module),
    code,
    sourceMap,
    functions: [],
    httpRoutes: null,
    cronSpecs: null,
  };
}

/** As the CLI computes it, to tell unchanged modules. */
function bundleHash(module: {
  source: string;
  sourceMap: string | null;
  environment: ModuleEnvironment;
}): string {
  return createHash("sha256")
    .update(module.source)
    .update(module.sourceMap ?? "")
    .digest("hex");
}

function checkSize(modules: readonly BundledModule[], unchanged: number): void {
  const bytes = modules.reduce((sum, module) => sum + module.source.length, 0);
  if (bytes > maxCodeBytes)
    throw new HttpFailure(
      400,
      "ModulesTooLarge",
      `The pushed code has ${bytes} bytes; the maximum is 32 MiB.`,
    );
  if (modules.length + unchanged > maxModules)
    throw new HttpFailure(400, "TooManyModules", `At most ${maxModules} modules can be pushed.`);
}
