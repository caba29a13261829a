/**
 * The CLI's view of a push: analysis, diffs and the function list in the shapes it parses. Pure.
 */
import { exportsOf } from "../components/definition";
import { parentPath } from "../components/instance";
import type { MountChange } from "../components/mountRows";
import type { CronDiff } from "../scheduler/cronRunner";
import type { FunctionInfo, ModuleRecord } from "../functions/application";
import { isObject } from "../functions/syscallArgs";
import type { ComponentPath, JSONObject, JSONValue } from "../values/json";
import type { ValidatorJSON } from "../values/validatorJson";
import type { PushFacts, StoredPush } from "./codeStore";
import type { PreparedPush } from "./prepare";
import type { PreparedDefinition } from "./prepareDefinitions";

const udfTypes = { query: "Query", mutation: "Mutation", action: "Action" } as const;

function validatorText(validator: ValidatorJSON | null): string {
  return JSON.stringify(validator ?? { type: "any" });
}

function asJson(value: unknown): JSONValue {
  return JSON.parse(JSON.stringify(value)) as JSONValue;
}

function analyzedFunction(info: FunctionInfo): JSONObject[] {
  if (info.udfType === "httpAction") return [];
  return [
    {
      name: info.name,
      pos: null,
      udfType: udfTypes[info.udfType],
      visibility: info.visibility === null ? null : { kind: info.visibility },
      args: validatorText(info.args),
      returns: info.returns === null ? null : validatorText(info.returns),
    },
  ];
}

/** One definition of `startPush.analysis`. */
export function analysisJson(definition: PreparedDefinition, facts: PushFacts): JSONObject {
  const { path, records, schema, declared, udfServerVersion } = definition;
  const functions: JSONObject = {};
  for (const record of records) {
    if (record.path.startsWith("_deps/")) continue;
    functions[record.path] = {
      functions: record.functions.flatMap(analyzedFunction),
      httpRoutes: record.httpRoutes?.map(([route, method]) => ({ route: { path: route, method } })) ?? null,
      cronSpecs: asJson(record.cronSpecs),
      sourceMapped: null,
    };
  }
  return {
    // A component's API is what it exports: the CLI generates `ComponentApi` from it.
    definition: { ...declared.json, path, exports: exportsOf(path === "" ? [] : records) },
    schema,
    functions,
    udfConfig: {
      serverVersion: udfServerVersion,
      importPhaseRngSeed: null,
      importPhaseUnixTimestamp: facts.importPhase.nowMs,
    },
  };
}

/** `startPush.app`: the tree of instances below `path`. */
export function componentTreeJson(prepared: PreparedPush, path = ""): JSONObject {
  const { instances, definitions } = prepared;
  const instance = instances.find((candidate) => candidate.path === path);
  const routes = definitions
    .get(instance?.definition ?? "")
    ?.records.find((record) => record.path === "http.js")?.httpRoutes;
  const children = instances.filter((candidate) => parentPath(candidate.path) === path);
  return {
    definitionPath: instance?.definition ?? "",
    componentPath: path,
    args: {},
    childComponents: Object.fromEntries(
      children.map((child) => [child.path.split("/").at(-1) ?? "", componentTreeJson(prepared, child.path)]),
    ),
    httpRoutes: {
      httpModuleRoutes: routes?.map(([route, method]) => ({ path: route, method })) ?? null,
      mounts: Object.keys(instance?.httpMounts ?? {}),
    },
    exports: {},
  };
}

export function textOf(value: JSONValue | undefined): string {
  return typeof value === "string" ? value : "";
}

interface IndexRow {
  name: string;
  text: string;
  json: JSONObject;
}

/** Members of a table's schema that declare indexes, and what the CLI wants to know of each. */
const indexMembers = [
  { enabled: "indexes", staged: "stagedDbIndexes", type: "database", facts: ["fields"] },
  {
    enabled: "searchIndexes",
    staged: "stagedSearchIndexes",
    type: "search",
    facts: ["searchField", "filterFields"],
  },
  {
    enabled: "vectorIndexes",
    staged: "stagedVectorIndexes",
    type: "vector",
    facts: ["vectorField", "dimensions", "filterFields"],
  },
] as const;

function listOf(value: JSONValue | undefined): JSONObject[] {
  return Array.isArray(value) ? value.filter((item) => isObject(item)) : [];
}

function indexRows(schema: JSONObject | null): Map<string, IndexRow> {
  const rows = new Map<string, IndexRow>();
  for (const table of listOf(schema?.["tables"])) {
    for (const { enabled, staged, type, facts } of indexMembers) {
      for (const member of [enabled, staged]) {
        for (const index of listOf(table[member])) {
          const name = `${textOf(table["tableName"])}.${textOf(index["indexDescriptor"])}`;
          const described = Object.fromEntries(facts.map((fact) => [fact, index[fact] ?? []]));
          const json = { name, type, ...described, staged: member === staged };
          rows.set(name, { name, json, text: JSON.stringify(json) });
        }
      }
    }
  }
  return rows;
}

export type IndexChange = "added" | "identical" | "enabled" | "disabled" | "dropped";

/** What becomes of every index of either schema. One that only leaves or enters the stage is not built again. */
export function indexChanges(
  before: JSONObject | null,
  after: JSONObject | null,
): { change: IndexChange; json: JSONObject }[] {
  const old = indexRows(before);
  const next = indexRows(after);
  const changeOf = ({ name, text, json }: IndexRow): IndexChange => {
    const was = old.get(name);
    if (was === undefined) return "added";
    if (was.text === text) return "identical";
    if (JSON.stringify({ ...was.json, staged: json["staged"] }) !== text) return "added";
    return json["staged"] === true ? "disabled" : "enabled";
  };
  const changes = [...next.values()].map((row) => ({ change: changeOf(row), json: row.json }));
  const replaced = new Set(
    changes.filter(({ change }) => change === "added").map(({ json }) => textOf(json["name"])),
  );
  const dropped = [...old.values()].filter((row) => !next.has(row.name) || replaced.has(row.name));
  return [...changes, ...dropped.map(({ json }) => ({ change: "dropped" as const, json }))];
}

export function indexDiff(before: JSONObject | null, after: JSONObject | null): JSONObject {
  const changes = indexChanges(before, after);
  const those = (wanted: IndexChange) =>
    changes.filter(({ change }) => change === wanted).map(({ json }) => json);
  return {
    added_indexes: those("added"),
    removed_indexes: those("dropped"),
    enabled_indexes: those("enabled"),
    disabled_indexes: those("disabled"),
  };
}

/** One component before and after a push. */
export interface ComponentChange {
  path: ComponentPath;
  change: MountChange;
  before: ComponentState | null;
  after: ComponentState | null;
  crons: CronDiff;
}

export interface ComponentState {
  records: readonly ModuleRecord[];
  schema: JSONObject | null;
  udfServerVersion: string;
}

function componentDiff({ change, before, after, crons }: ComponentChange): JSONObject {
  const old = new Map((before?.records ?? []).map((record) => [record.path, record.sha256]));
  const next = new Map((after?.records ?? []).map((record) => [record.path, record.sha256]));
  const changed = (from: Map<string, string>, to: Map<string, string>) =>
    [...to].filter(([path, hash]) => from.get(path) !== hash).map(([path]) => path);
  const [oldSchema, newSchema] = [before?.schema ?? null, after?.schema ?? null];
  const oldText = oldSchema === null ? null : JSON.stringify(oldSchema);
  const newText = newSchema === null ? null : JSON.stringify(newSchema);
  return {
    diffType: { type: change },
    moduleDiff: { added: changed(old, next), removed: changed(next, old) },
    udfConfigDiff:
      before === null || after === null || before.udfServerVersion === after.udfServerVersion
        ? null
        : { previous_version: before.udfServerVersion, next_version: after.udfServerVersion },
    cronDiff: { added: crons.added, updated: crons.updated, deleted: crons.deleted },
    indexDiff: indexDiff(oldSchema, newSchema),
    schemaDiff: oldText === newText ? null : { previous_schema: oldText, next_schema: newText },
  };
}

/** The answer of `finish_push`. */
export function finishDiff(
  before: StoredPush | null,
  after: StoredPush,
  changes: readonly ComponentChange[],
): JSONObject {
  const oldAuth = (before?.facts.authProviders ?? []).map((provider) => JSON.stringify(provider));
  const newAuth = after.facts.authProviders.map((provider) => JSON.stringify(provider));
  return {
    authDiff: {
      added: newAuth.filter((provider) => !oldAuth.includes(provider)),
      removed: oldAuth.filter((provider) => !newAuth.includes(provider)),
    },
    definitionDiffs: {},
    componentDiffs: Object.fromEntries(changes.map((change) => [change.path, componentDiff(change)])),
  };
}

/** Every function and route of the active code, as `convex function-spec` prints it. */
export function apiSpecOf(records: readonly ModuleRecord[]): JSONObject[] {
  return records.flatMap((record) => [
    ...record.functions.flatMap((info): JSONObject[] =>
      info.udfType === "httpAction"
        ? []
        : [
            {
              identifier: `${info.module}:${info.name}`,
              functionType: udfTypes[info.udfType],
              visibility: { kind: info.visibility ?? "public" },
              args: asJson(info.args ?? { type: "any" }),
              returns: asJson(info.returns ?? { type: "any" }),
            },
          ],
    ),
    ...(record.httpRoutes ?? []).map(
      ([path, method]): JSONObject => ({ functionType: "HttpAction", method, path }),
    ),
  ]);
}
