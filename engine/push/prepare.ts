/**
 * From the body of a push to something that could be activated: compiled, analysed, checked. Changes nothing.
 */
import { createHash, randomBytes } from "node:crypto";
import {
  Application,
  ComponentCode,
  type CronSpec,
  type ImportPhase,
  type ModuleEnvironment,
  type ModuleRecord,
} from "../functions/application";
import type { ModuleExports } from "../functions/moduleLoader";
import { checkCrons } from "../scheduler/cronRunner";
import type { JSONObject } from "../values/json";
import { Analyzer } from "./analyze";
import { HttpFailure } from "./api";
import type { PushFacts, StoredPush } from "./codeStore";
import { type BundledModule, compileModule } from "./compile";
import type { PushBody } from "./requestBody";

const root = "";
const maxCodeBytes = 32 * 1024 * 1024;
const maxModules = 4096;

export interface PreparedPush {
  records: ModuleRecord[];
  facts: PushFacts;
  schema: JSONObject | null;
  crons: Record<string, CronSpec>;
}

export interface PreparationOptions {
  env(name: string): string | undefined;
  envNames(): string[];
  /** Evaluates a `"use node"` module in Node's own realm. */
  loadNodeModule(code: ComponentCode, path: string): ModuleExports;
  now(): number;
}

/** Throws `HttpFailure` 400 naming the file or setting at fault. `active` supplies the modules not sent again. */
export async function preparePush(
  request: PushBody,
  active: StoredPush | null,
  options: PreparationOptions,
): Promise<PreparedPush> {
  if (request.componentDefinitions.length > 0) {
    const paths = request.componentDefinitions.map((definition) => definition.definitionPath);
    throw new HttpFailure(
      400,
      "ComponentsNotSupported",
      `This deployment does not run components yet. convex.config.ts uses: ${paths.join(", ")}`,
    );
  }
  const { now, env, envNames, loadNodeModule } = options;
  const importPhase: ImportPhase = {
    nowMs: now(),
    seed: Array.from(new Uint32Array(new Uint8Array(randomBytes(16)).buffer)),
  };
  const bundled = request.appDefinition.changedModules;
  checkSize(bundled, request.appDefinition.unchangedModuleHashes.length);
  const kept = keptRecords(request, active);
  const compiled = await Promise.all(bundled.map((module) => compiledRecord(module)));
  const schemaModule =
    request.appDefinition.schema === null ? null : await compiledRecord(request.appDefinition.schema);
  const records = [...kept, ...compiled].sort((a, b) => (a.path < b.path ? -1 : 1));
  const all = schemaModule === null ? records : [...records, schemaModule];
  const analyzer = new Analyzer({ records: all, importPhase, env, envNames, loadNodeModule });
  for (const record of records) if (isEntry(record.path)) Object.assign(record, analyzer.module(record.path));
  const authRecord = records.find((record) => record.path === "auth.config.js");
  const authProviders = authRecord === undefined ? [] : analyzer.authProviders(authRecord.path);
  const schema = schemaModule === null ? null : analyzer.schema(schemaModule.path);
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
function keptRecords(request: PushBody, active: StoredPush | null): ModuleRecord[] {
  return request.appDefinition.unchangedModuleHashes.map(({ path, sha256, environment }) => {
    const record = active?.records.find((candidate) => candidate.path === path);
    if (record?.sha256 !== sha256 || record.environment !== environment)
      throw new HttpFailure(400, "RaceDetected", `Module ${path} was changed by another push meanwhile.`);
    return { ...record };
  });
}

/** Code of a push, ready to run. */
export function applicationOf(push: {
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
