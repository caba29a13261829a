/**
 * What the documents of a table look like, for tools that show an undeclared schema (`/api/shapes2`).
 * Looks at a bounded number of documents; owns the merging of what they have.
 */
import type { MemoryFirstDatabase } from "../transaction/database";
import { exportTable } from "../transaction/bulkAccess";
import type { JSONObject, JSONValue } from "../values/json";

/** Documents looked at per table. */
const SAMPLE = 1_000;
/** More kinds than this at one place are no union worth showing. */
const MAX_KINDS = 10;

/** Name of table → shape, of the root component. */
export function tableShapes(database: MemoryFirstDatabase): JSONObject {
  const tx = database.begin({ kind: "query", beginMs: 0 });
  const bulk = tx.bulk();
  return Object.fromEntries(
    database.listTables("").map(({ name }) => {
      const texts = exportTable(bulk, "", name).slice(-SAMPLE);
      return [name, shapeOf(texts.map((text) => JSON.parse(text) as JSONValue))];
    }),
  );
}

function shapeOf(values: readonly JSONValue[]): JSONObject {
  const byKind = new Map<string, JSONValue[]>();
  for (const value of values) {
    const kind = kindOf(value);
    byKind.set(kind, [...(byKind.get(kind) ?? []), value]);
  }
  const shapes = [...byKind].map(([kind, alike]) => shapeOfKind(kind, alike));
  const [only] = shapes;
  if (only === undefined) return { type: "Never" };
  if (shapes.length > MAX_KINDS) return { type: "Unknown" };
  return shapes.length === 1 ? only : { type: "Union", shapes };
}

function kindOf(value: JSONValue): string {
  if (value === null) return "Null";
  if (typeof value === "boolean") return "Boolean";
  if (typeof value === "number") return "Float64";
  if (typeof value === "string") return "String";
  if (Array.isArray(value)) return "Array";
  if ("$integer" in value) return "Int64";
  if ("$float" in value) return "Float64";
  return "$bytes" in value ? "Bytes" : "Object";
}

/** @param values all of that kind. */
function shapeOfKind(kind: string, values: readonly JSONValue[]): JSONObject {
  if (kind === "Array") {
    return { type: kind, shape: shapeOf(values.flatMap((value) => (Array.isArray(value) ? value : []))) };
  }
  if (kind !== "Object") return { type: kind };
  const objects = values as readonly JSONObject[];
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))].sort();
  const fields = names.map((fieldName) => {
    const present = objects.flatMap((object) => {
      const value = object[fieldName];
      return value === undefined ? [] : [value];
    });
    return { fieldName, optional: present.length < objects.length, shape: shapeOf(present) };
  });
  return { type: kind, fields };
}
