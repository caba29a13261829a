/** Search and vector indexes as a schema declares them, with Convex's limits. */
import { asObject, checkFieldPath, checkIndexName, invalidSchema } from "../transaction/declaration";
import type { JSONObject, JSONValue } from "../values/json";

const MAX_INDEXES = 4;
const MAX_FILTER_FIELDS = 16;
const MIN_DIMENSIONS = 2;
const MAX_DIMENSIONS = 4096;

export interface SearchIndexDefinition {
  name: string;
  searchField: string;
  filterFields: readonly string[];
  /** Built, but not to be queried yet. */
  staged: boolean;
}

export interface VectorIndexDefinition {
  name: string;
  vectorField: string;
  dimensions: number;
  filterFields: readonly string[];
  staged: boolean;
}

/** What a table's schema JSON declares. Throws `DeveloperError` `InvalidSchema`. */
export function parseSearchIndexes(table: string, json: JSONObject): SearchIndexDefinition[] {
  const members = { enabled: "searchIndexes", staged: "stagedSearchIndexes" };
  return declaredIndexes(table, json, "search", members).map(({ index, label, common }) => ({
    ...common,
    searchField: checkFieldPath(label, index["searchField"]),
  }));
}

/** As `parseSearchIndexes`. */
export function parseVectorIndexes(table: string, json: JSONObject): VectorIndexDefinition[] {
  const members = { enabled: "vectorIndexes", staged: "stagedVectorIndexes" };
  return declaredIndexes(table, json, "vector", members).map(({ index, label, common }) => ({
    ...common,
    vectorField: checkFieldPath(label, index["vectorField"]),
    dimensions: checkDimensions(label, index["dimensions"]),
  }));
}

interface DeclaredIndex {
  index: JSONObject;
  /** As messages name it. */
  label: string;
  common: { name: string; filterFields: readonly string[]; staged: boolean };
}

function declaredIndexes(
  table: string,
  json: JSONObject,
  kind: string,
  members: { enabled: string; staged: string },
): DeclaredIndex[] {
  const items = [
    ...listOf(json[members.enabled]).map((item) => ({ item, staged: false })),
    ...listOf(json[members.staged]).map((item) => ({ item, staged: true })),
  ];
  if (items.length > MAX_INDEXES) {
    throw invalidSchema(
      `Table "${table}" has ${items.length} ${kind} indexes, more than the maximum of ${MAX_INDEXES}.`,
    );
  }
  return items.map(({ item, staged }) => {
    const index = asObject(item, `a ${kind} index of table "${table}"`);
    const name = checkIndexName(table, index["indexDescriptor"]);
    const label = `index "${table}.${name}"`;
    const filterFields = checkFilterFields(label, index["filterFields"]);
    return { index, label, common: { name, filterFields, staged } };
  });
}

function checkDimensions(label: string, json: JSONValue | undefined): number {
  if (typeof json !== "number" || !Number.isInteger(json) || json < MIN_DIMENSIONS || json > MAX_DIMENSIONS) {
    throw invalidSchema(
      `The ${label} has ${JSON.stringify(json)} dimensions; it must have between ${MIN_DIMENSIONS} and ${MAX_DIMENSIONS}.`,
    );
  }
  return json;
}

function checkFilterFields(label: string, json: JSONValue | undefined): string[] {
  const fields = listOf(json).map((field) => checkFieldPath(label, field));
  if (fields.length > MAX_FILTER_FIELDS) {
    throw invalidSchema(
      `The ${label} has ${fields.length} filter fields, more than the maximum of ${MAX_FILTER_FIELDS}.`,
    );
  }
  const twice = fields.find((field, i) => fields.indexOf(field) !== i);
  if (twice !== undefined) throw invalidSchema(`The ${label} names the filter field \`${twice}\` twice.`);
  return fields;
}

function listOf(json: JSONValue | undefined): JSONValue[] {
  return Array.isArray(json) ? json : [];
}
