/**
 * The definitions of a push, one by one: what each declares, in the order of their imports; then its modules compiled
 * and analysed. Code that did not change since the active push is not compiled again. Changes nothing.
 */
import { createHash } from "node:crypto";
import { type DeclaredComponent, emptyApp, importedDefinition } from "../components/definition";
import { type ComponentInstance, rootInstance } from "../components/instance";
import type { CronSpec, ModuleRecord } from "../functions/application";
import { DefinitionCode } from "../functions/application";
import { checkCrons } from "../scheduler/cronRunner";
import { parseFunctionPath } from "../functions/functionPath";
import type { JSONObject } from "../values/json";
import { Analyzer, type AnalysisOptions } from "./analyze";
import { HttpFailure } from "./api";
import { type BundledModule, compileModule } from "./compile";
import type { PushBody } from "./requestBody";

/** What the CLI sent of the app ("") or of one component. */
export interface DefinitionSource {
  path: string;
  definition: BundledModule | null;
  /** Paths of the definitions that this one imports. */
  dependencies: readonly string[];
  schema: BundledModule | null;
  /** Sent again, or new. */
  changed: readonly BundledModule[];
  /** Taken from the active push. */
  kept: readonly ModuleRecord[];
  udfServerVersion: string;
}

export interface PreparedDefinition {
  path: string;
  declared: DeclaredComponent;
  records: ModuleRecord[];
  schema: JSONObject | null;
  crons: Record<string, CronSpec>;
  udfServerVersion: string;
}

export function sourcesOf(request: PushBody, kept: readonly ModuleRecord[]): DefinitionSource[] {
  const { definition, dependencies, schema, changedModules, udfServerVersion } = request.appDefinition;
  return [
    { path: "", definition, dependencies, schema, changed: changedModules, kept, udfServerVersion },
    ...request.componentDefinitions.map((component) => ({
      path: component.definitionPath,
      definition: component.definition,
      dependencies: component.dependencies,
      schema: component.schema,
      changed: component.functions,
      kept: [],
      udfServerVersion: component.udfServerVersion,
    })),
  ];
}

/** Evaluates every `convex.config.ts`, imported ones first. Throws `HttpFailure` naming the file. */
export async function declareDefinitions(
  sources: readonly DefinitionSource[],
  analysis: Omit<AnalysisOptions, "records" | "instance">,
): Promise<Map<string, DeclaredComponent>> {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const declared = new Map<string, DeclaredComponent>();
  const evaluating = new Set<string>();
  const evaluate = async (source: DefinitionSource): Promise<DeclaredComponent> => {
    const known = declared.get(source.path);
    if (known !== undefined) return known;
    if (evaluating.has(source.path))
      throw new HttpFailure(400, "InvalidModules", `The component at ${source.path} uses itself.`);
    evaluating.add(source.path);
    const imports: ModuleRecord[] = [];
    for (const path of source.dependencies) {
      const dependency = byPath.get(path);
      if (dependency === undefined)
        throw new HttpFailure(400, "BadPushRequest", `The push lacks the component at ${path}.`);
      const { name } = await evaluate(dependency);
      imports.push(importedDefinition(path, name ?? path.split("/").at(-1) ?? path));
    }
    const result = await declare(source, imports, analysis);
    declared.set(source.path, result);
    return result;
  };
  for (const source of sources) await evaluate(source);
  return declared;
}

async function declare(
  { path, definition }: DefinitionSource,
  imports: readonly ModuleRecord[],
  analysis: Omit<AnalysisOptions, "records" | "instance">,
): Promise<DeclaredComponent> {
  if (definition === null) return emptyApp();
  const record = await compiledRecord(definition, null);
  const instance = { ...rootInstance(), definition: path };
  return new Analyzer({ ...analysis, records: [record, ...imports], instance }).definition(record.path);
}

export interface DefinitionContext {
  declared: DeclaredComponent;
  /** As whom the code is imported: the first instance of it. */
  instance: ComponentInstance;
  /** Modules of the active push, to compile only what changed. */
  active: readonly ModuleRecord[];
  analysis: Omit<AnalysisOptions, "records" | "instance">;
}

/** Compiles and analyses one definition. Throws `HttpFailure` 400 naming the file. */
export async function prepareDefinition(
  source: DefinitionSource,
  { declared, instance, active, analysis }: DefinitionContext,
): Promise<{ definition: PreparedDefinition; analyzer: Analyzer }> {
  const known = new Map(active.map((record) => [record.path, record]));
  const compile = (module: BundledModule) => compiledRecord(module, known.get(module.path) ?? null);
  const compiled = await Promise.all(source.changed.map(compile));
  const schemaModule = source.schema === null ? null : await compile(source.schema);
  const records = [...source.kept, ...compiled].sort((a, b) => (a.path < b.path ? -1 : 1));
  const all = schemaModule === null ? records : [...records, schemaModule];
  const analyzer = new Analyzer({ ...analysis, records: all, instance });
  for (const record of records)
    if (isEntry(record.path)) Object.assign(record, await analyzer.module(record.path));
  const schema = schemaModule === null ? null : analyzer.schema(schemaModule.path);
  const crons = records.find((record) => record.path === "crons.js")?.cronSpecs ?? {};
  refuseWrongCrons(source.path, records, crons);
  const { path, udfServerVersion } = source;
  return { definition: { path, declared, records, schema, crons, udfServerVersion }, analyzer };
}

/** What `schema.ts` declares, without looking at the functions beside it. */
export async function schemaOf(
  { schema, changed, kept }: DefinitionSource,
  instance: ComponentInstance,
  analysis: Omit<AnalysisOptions, "records" | "instance">,
): Promise<JSONObject | null> {
  if (schema === null) return null;
  const shared = changed.filter(({ path }) => path.startsWith("_deps/"));
  const compiled = await Promise.all([schema, ...shared].map((module) => compiledRecord(module, null)));
  return new Analyzer({ ...analysis, records: [...kept, ...compiled], instance }).schema(schema.path);
}

function refuseWrongCrons(
  path: string,
  records: readonly ModuleRecord[],
  crons: Record<string, CronSpec>,
): void {
  const code = new DefinitionCode(path, records);
  try {
    checkCrons(crons, (target) => {
      const { module, name } = parseFunctionPath(target);
      const kind = code.find(module, name)?.udfType ?? null;
      return kind === "httpAction" ? null : kind;
    });
  } catch (error) {
    throw new HttpFailure(400, "InvalidCrons", error instanceof Error ? error.message : String(error));
  }
}

/** Shared chunks, the definition and the auth config hold no functions. */
function isEntry(path: string): boolean {
  return !path.startsWith("_deps/") && path !== "auth.config.js" && path !== "convex.config.js";
}

async function compiledRecord(module: BundledModule, known: ModuleRecord | null): Promise<ModuleRecord> {
  const sha256 = bundleHash(module);
  const reusable = known?.sha256 === sha256 && known.environment === module.environment;
  const { code, sourceMap } = reusable ? known : await compileModule(module);
  const { path, environment } = module;
  return { path, environment, sha256, code, sourceMap, functions: [], httpRoutes: null, cronSpecs: null };
}

/** As the CLI computes it, to tell unchanged modules. */
function bundleHash(module: { source: string; sourceMap: string | null }): string {
  return createHash("sha256")
    .update(module.source)
    .update(module.sourceMap ?? "")
    .digest("hex");
}
