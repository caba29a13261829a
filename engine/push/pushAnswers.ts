/**
 * The CLI's view of a push: analysis, diffs and the function list in the shapes it parses. Pure.
 */
import type { CronDiff } from "../scheduler/cronRunner";
import type { FunctionInfo, ModuleRecord } from "../functions/application";
import { isObject } from "../functions/syscallArgs";
import type { JSONObject, JSONValue } from "../values/json";
import type { ValidatorJSON } from "../values/validatorJson";
import type { PushFacts, StoredPush } from "./codeStore";

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
export function analysisJson(
  records: readonly ModuleRecord[],
  schema: JSONObject | null,
  facts: PushFacts,
): JSONObject {
  const functions: JSONObject = {};
  for (const record of records) {
    if (record.path.startsWith("_deps/")) continue;
    functions[record.path] = {
      functions: record.functions.flatMap(analyzedFunction),
      httpRoutes: record.httpRoutes?.map(([path, method]) => ({ route: { path, method } })) ?? null,
      cronSpecs: asJson(record.cronSpecs),
      sourceMapped: null,
    };
  }
  return {
    definition: {
      path: "",
      definitionType: { type: "app" },
      childComponents: [],
      httpMounts: {},
      exports: { type: "branch", branch: [] },
    },
    schema,
    functions,
    udfConfig: {
      serverVersion: facts.udfServerVersion,
      importPhaseRngSeed: null,
      importPhaseUnixTimestamp: facts.importPhase.nowMs,
    },
  };
}

function textOf(value: JSONValue | undefined): string {
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

export function indexDiff(before: JSONObject | null, after: JSONObject | null): JSONObject {
  const old = indexRows(before);
  const next = indexRows(after);
  const changed = (from: Map<string, IndexRow>, to: Map<string, IndexRow>) =>
    [...to.values()].filter((row) => from.get(row.name)?.text !== row.text).map((row) => row.json);
  return {
    added_indexes: changed(old, next),
    removed_indexes: changed(next, old),
    enabled_indexes: [],
    disabled_indexes: [],
  };
}

/** The answer of `finish_push`. */
export function finishDiff(
  before: StoredPush | null,
  oldSchema: JSONObject | null,
  after: StoredPush,
  newSchema: JSONObject | null,
  crons: CronDiff,
): JSONObject {
  const old = new Map((before?.records ?? []).map((record) => [record.path, record.sha256]));
  const next = new Map(after.records.map((record) => [record.path, record.sha256]));
  const changed = (from: Map<string, string>, to: Map<string, string>) =>
    [...to].filter(([path, hash]) => from.get(path) !== hash).map(([path]) => path);
  const oldAuth = (before?.facts.authProviders ?? []).map((provider) => JSON.stringify(provider));
  const newAuth = after.facts.authProviders.map((provider) => JSON.stringify(provider));
  const oldText = oldSchema === null ? null : JSON.stringify(oldSchema);
  const newText = newSchema === null ? null : JSON.stringify(newSchema);
  return {
    authDiff: {
      added: newAuth.filter((provider) => !oldAuth.includes(provider)),
      removed: oldAuth.filter((provider) => !newAuth.includes(provider)),
    },
    definitionDiffs: {},
    componentDiffs: {
      "": {
        diffType: { type: before === null ? "create" : "modify" },
        moduleDiff: { added: changed(old, next), removed: changed(next, old) },
        udfConfigDiff:
          before === null || before.facts.udfServerVersion === after.facts.udfServerVersion
            ? null
            : {
                previous_version: before.facts.udfServerVersion,
                next_version: after.facts.udfServerVersion,
              },
        cronDiff: { added: crons.added, updated: crons.updated, deleted: crons.deleted },
        indexDiff: indexDiff(oldSchema, newSchema),
        schemaDiff: oldText === newText ? null : { previous_schema: oldText, next_schema: newText },
      },
    },
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
