/**
 * From the body of a push to something that could be activated: definitions, the tree of instances, code, schemas and
 * crons, all checked. Changes nothing.
 */
import { randomBytes } from "node:crypto";
import type { AuthProvider } from "../auth/config";
import { type EnvironmentSources, readVariable, variableNames } from "../components/environment";
import type { DeclaredComponent } from "../components/definition";
import { type ComponentInstance, rootInstance } from "../components/instance";
import { checkVariables, instantiate, UnmountableComponent } from "../components/instantiate";
import {
  Application,
  ComponentCode,
  DefinitionCode,
  type ImportPhase,
  type ModuleRecord,
} from "../functions/application";
import type { ModuleExports } from "../functions/moduleLoader";
import type { ComponentPath, JSONObject } from "../values/json";
import type { AnalysisOptions } from "./analyze";
import { HttpFailure } from "./api";
import { appModules, instancesOf, type PushFacts, type StoredPush } from "./codeStore";
import {
  declareDefinitions,
  type DefinitionSource,
  prepareDefinition,
  type PreparedDefinition,
  schemaOf,
  sourcesOf,
} from "./prepareDefinitions";
import type { PushBody } from "./requestBody";

const maxCodeBytes = 32 * 1024 * 1024;
const maxModules = 4096;

export interface PreparedPush {
  /** The app ("") and every component definition, by path. */
  definitions: ReadonlyMap<string, PreparedDefinition>;
  /** The app first. */
  instances: readonly ComponentInstance[];
  facts: PushFacts;
}

export interface PreparationOptions extends Omit<EnvironmentSources, "instances"> {
  /** Evaluates a `"use node"` module in Node's own realm. */
  loadNodeModule(code: ComponentCode, path: string): Promise<ModuleExports>;
  now(): number;
}

/** The tree of instances that a push asks for, and how their code is evaluated. */
interface Layout {
  sources: readonly DefinitionSource[];
  declared: ReadonlyMap<string, DeclaredComponent>;
  instances: readonly ComponentInstance[];
  importPhase: ImportPhase;
  analysisFor(component: ComponentPath): Omit<AnalysisOptions, "records" | "instance">;
}

async function layOut(
  request: PushBody,
  active: StoredPush | null,
  options: PreparationOptions,
): Promise<Layout> {
  const { now, loadNodeModule } = options;
  const importPhase: ImportPhase = {
    nowMs: now(),
    seed: Array.from(new Uint32Array(new Uint8Array(randomBytes(16)).buffer)),
  };
  const sources = sourcesOf(request, keptRecords(request, active));
  for (const source of sources) {
    checkSize(source);
    for (const { path } of source.changed) checkModulePath(path);
  }
  let instances: readonly ComponentInstance[] = [rootInstance()];
  const variables = { ...options, instances: (path: ComponentPath) => find(instances, path) };
  const analysisFor = (component: ComponentPath) => ({
    importPhase,
    loadNodeModule,
    env: (name: string) => readVariable(variables, component, name),
    envNames: () => variableNames(variables, component),
  });
  const declared = await declareDefinitions(sources, analysisFor(""));
  try {
    instances = instantiate(declared);
    if (!request.forCodegen) checkVariables(declared, instances, variables);
  } catch (error) {
    if (error instanceof UnmountableComponent) throw new HttpFailure(400, "InvalidComponents", error.message);
    throw error;
  }
  return { sources, declared, instances, importPhase, analysisFor };
}

/** The schemas alone, per instance: what `evaluate_schema` needs. Throws `HttpFailure` 400. */
export async function prepareSchemas(
  request: PushBody,
  active: StoredPush | null,
  options: PreparationOptions,
): Promise<{ instance: ComponentInstance; schema: JSONObject | null }[]> {
  const { sources, instances, analysisFor } = await layOut(request, active, options);
  const schemas = new Map<string, JSONObject | null>();
  for (const source of sources) {
    const instance = instances.find((candidate) => candidate.definition === source.path);
    if (instance === undefined) continue;
    schemas.set(source.path, await schemaOf(source, instance, analysisFor(instance.path)));
  }
  return instances.map((instance) => ({ instance, schema: schemas.get(instance.definition) ?? null }));
}

/** Throws `HttpFailure` 400 naming the file or setting at fault. `active` supplies the modules not sent again. */
export async function preparePush(
  request: PushBody,
  active: StoredPush | null,
  options: PreparationOptions,
): Promise<PreparedPush> {
  const { now } = options;
  const { sources, declared, instances, importPhase, analysisFor } = await layOut(request, active, options);
  const definitions = new Map<string, PreparedDefinition>();
  let authProviders: AuthProvider[] = [];
  for (const source of sources) {
    const instance = instances.find((candidate) => candidate.definition === source.path);
    const of = declared.get(source.path);
    // A definition that is imported and never used.
    if (of === undefined || instance === undefined) continue;
    // Importing a component's modules takes tens of milliseconds: calls get their turn in between.
    await new Promise((resolve) => setImmediate(resolve));
    const { definition, analyzer } = await prepareDefinition(source, {
      declared: of,
      instance,
      active: active?.modules.get(source.path) ?? [],
      analysis: analysisFor(instance.path),
    });
    definitions.set(source.path, definition);
    const authRecord = definition.records.find((record) => record.path === "auth.config.js");
    if (source.path === "" && authRecord !== undefined)
      authProviders = analyzer.authProviders(authRecord.path);
  }
  return {
    definitions,
    instances,
    facts: {
      importPhase,
      authProviders,
      functionsDir: request.functions,
      udfServerVersion: request.appDefinition.udfServerVersion,
      udfServerVersions: Object.fromEntries(
        request.componentDefinitions.map((component) => [
          component.definitionPath,
          component.udfServerVersion,
        ]),
      ),
      instances: [...instances],
      pushedAt: now(),
    },
  };
}

function find(instances: readonly ComponentInstance[], path: ComponentPath): ComponentInstance | undefined {
  return instances.find((instance) => instance.path === path);
}

/** What is stored of a push. */
export function storedPush({ definitions, facts }: PreparedPush): StoredPush {
  return {
    facts,
    modules: new Map(Array.from(definitions, ([path, definition]) => [path, definition.records])),
  };
}

/** Code of a push, ready to run. */
export function applicationOf({ modules, facts }: StoredPush): Application {
  const codes = new Map(Array.from(modules, ([path, records]) => [path, new DefinitionCode(path, records)]));
  const components = instancesOf(facts).flatMap((instance) => {
    const code = codes.get(instance.definition);
    return code === undefined ? [] : [new ComponentCode(instance, code)];
  });
  return new Application(components, facts.importPhase);
}

/** Modules of the app that the CLI did not send again. Their analysis is renewed with the rest. */
function keptRecords(request: PushBody, active: StoredPush | null): ModuleRecord[] {
  return request.appDefinition.unchangedModuleHashes.map(({ path, sha256, environment }) => {
    const record = appModules(active).find((candidate) => candidate.path === path);
    if (record?.sha256 !== sha256 || record.environment !== environment)
      throw new HttpFailure(400, "RaceDetected", `Module ${path} was changed by another push meanwhile.`);
    return { ...record };
  });
}

/** Function references are spelled with the path, so it holds what Convex allows there. */
function checkModulePath(path: string): void {
  const wrong = path.split("/").find((part) => !/^[A-Za-z0-9_.]+$/.test(part));
  if (wrong !== undefined)
    throw new HttpFailure(
      400,
      "InvalidModules",
      `${path} is not a valid path to a Convex module. Path component ${wrong} can only contain alphanumeric characters, underscores, or periods.`,
    );
}

function checkSize({ path, changed, kept }: DefinitionSource): void {
  const what = path === "" ? "pushed code" : `code of the component at ${path}`;
  const bytes = changed.reduce((sum, module) => sum + module.source.length, 0);
  if (bytes > maxCodeBytes)
    throw new HttpFailure(400, "ModulesTooLarge", `The ${what} has ${bytes} bytes; the maximum is 32 MiB.`);
  if (changed.length + kept.length > maxModules)
    throw new HttpFailure(400, "TooManyModules", `At most ${maxModules} modules can be pushed.`);
}
