/**
 * What a schema would do to a component's data if it were pushed: the answer to `evaluate_schema`, with which the CLI
 * warns of long checks, of large indexes built or dropped, and tells how staged validators fare. Changes nothing.
 * A staged validator is checked here, against the documents of the moment, each time somebody asks.
 */
import type { ComponentInstance } from "../components/instance";
import { isObject } from "../functions/syscallArgs";
import type { MemoryFirstDatabase } from "../transaction/database";
import type { ComponentPath, JSONObject, JSONValue } from "../values/json";
import { indexChanges, textOf } from "./pushAnswers";

/** Of one table. */
interface Declared {
  enforced: string | null;
  staged: string | null;
  json: JSONObject;
}

type StagedState = { state: "valid" } | { state: "failed"; error: string };

export function forecastSchema(
  database: MemoryFirstDatabase,
  instance: ComponentInstance,
  after: JSONObject | null,
): JSONObject {
  const component = instance.path;
  const before = database.schema(component);
  const { workspace } = database.begin({ kind: "query", beginMs: 0 });
  const documents = (table: string) => workspace.table(component, table)?.rows.size ?? 0;
  const bytes = (name: string): number => {
    const table = workspace.table(component, name);
    let sum = 0;
    if (table !== undefined) for (const { text } of workspace.documents(table)) sum += text.length;
    return sum;
  };
  const old = declaredTables(before);
  const next = declaredTables(after);
  const validates = after?.["schemaValidation"] === true;
  const wasValidated = before?.["schemaValidation"] === true;
  const tables: JSONObject[] = [];
  const discarded: JSONObject[] = [];
  for (const [name, declared] of next) {
    const was = old.get(name);
    const staged = was === undefined ? null : stagedState(database, component, was);
    const promotes = staged !== null && was?.staged === declared.enforced;
    const outcome = !validates
      ? "notValidated"
      : wasValidated && was?.enforced === declared.enforced
        ? "supersetOfEnforced"
        : promotes && staged.state === "valid"
          ? "supersetOfStagedValidated"
          : "mustWalk";
    tables.push({
      name,
      outcome,
      numDocs: documents(name),
      sizeBytes: outcome === "mustWalk" ? bytes(name) : 0,
      ...(staged === null ? {} : { staged: { ...staged } }),
      canSkipAfterStagedValidation: promotes,
    });
    // A failed one is nothing to lose; one that becomes the enforced type is not lost.
    if (staged?.state === "valid" && !promotes && was?.staged !== declared.staged)
      discarded.push({ tableName: name, state: { ...staged }, replaced: declared.staged !== null });
  }
  for (const [name, was] of old)
    if (!next.has(name) && stagedState(database, component, was)?.state === "valid")
      discarded.push({ tableName: name, state: { state: "valid" }, replaced: false });
  return {
    definitionPath: instance.definition,
    schemaValidation: validates,
    tables,
    indexes: indexChanges(before, after).map(({ change, json }) => {
      const numDocs = documents(textOf(json["name"]).split(".")[0] ?? "");
      return { ...json, change, needsBackfill: change === "added" && numDocs > 0, numDocs };
    }),
    discardedStagedValidators: discarded,
  };
}

function declaredTables(schema: JSONObject | null): Map<string, Declared> {
  const tables = schema?.["tables"];
  const spelled = (json: JSONValue | undefined) =>
    json === undefined || json === null ? null : JSON.stringify(json);
  return new Map(
    (Array.isArray(tables) ? tables.filter((table) => isObject(table)) : []).map((json) => [
      textOf(json["tableName"]),
      { json, enforced: spelled(json["documentType"]), staged: spelled(json["stagedDocumentType"]) },
    ]),
  );
}

/** Null when the active schema stages nothing for the table. */
function stagedState(
  database: MemoryFirstDatabase,
  component: ComponentPath,
  { json, staged }: Declared,
): StagedState | null {
  if (staged === null) return null;
  const table = { ...json, documentType: json["stagedDocumentType"] ?? null };
  const problem = database.checkSchema(component, { tables: [table], schemaValidation: true });
  return problem === null ? { state: "valid" } : { state: "failed", error: problem.message };
}
