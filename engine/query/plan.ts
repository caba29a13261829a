/**
 * From query JSON to a plan: which index, which interval of its keys, in which direction, through which operators; or
 * which search. All of Convex's rules for index ranges are checked here. Reading is `stream.ts` and its sources.
 */
import type { TextIndex } from "../search/textIndex";
import { parseTextQuery, type TextQuery } from "../search/textQuery";
import { invalidArgument } from "../transaction/errors";
import { BY_CREATION_TIME, type TableIndex } from "../transaction/table";
import type { JSONObject, JSONValue } from "../values/json";
import { encodeSortKey } from "../values/sortKey";
import { compileFilter, type Predicate } from "./filter";

const MAX_OPERATORS = 256;

/** Greater than any tag, so it closes every key that continues a prefix. */
const AFTER_PREFIX = "\xff";

export type Order = "asc" | "desc";

export type Operator = { kind: "filter"; accepts: Predicate } | { kind: "limit"; count: number };

/** Keys from `lo` (inclusive) to `hi` (exclusive). */
export interface KeyRange {
  lo: string;
  hi: string;
}

export interface IndexPlan {
  kind: "index";
  table: string;
  indexName: string;
  /** Undefined when the table does not exist (yet): the query is empty, but its range counts as read. */
  index: TableIndex | undefined;
  range: KeyRange;
  order: Order;
  operators: Operator[];
}

export interface SearchPlan {
  kind: "search";
  index: TextIndex;
  query: TextQuery;
  operators: Operator[];
}

export type Plan = IndexPlan | SearchPlan;

/** What a query may read. Both throw for an index that is not there or not of that kind. */
export interface IndexCatalog {
  /** Undefined when the table does not exist. */
  index(table: string, index: string): TableIndex | undefined;
  textIndex(table: string, index: string): TextIndex;
}

/** Everything besides the query that decides which documents it finds, in which order. */
export function planIdentity(plan: Plan): readonly unknown[] {
  if (plan.kind === "index") {
    return [plan.table, plan.indexName, plan.index?.fields ?? null, plan.order];
  }
  const { name, searchField, filterFields } = plan.index.definition;
  return [plan.index.table, name, searchField, filterFields];
}

export function planQuery(query: JSONObject, catalog: IndexCatalog): Plan {
  const source = asObject(query["source"], "source");
  const operators = parseOperators(query["operators"]);
  const order = source["order"] === "desc" ? "desc" : "asc";
  switch (source["type"]) {
    case "FullTableScan": {
      const table = asString(source["tableName"], "tableName");
      return {
        kind: "index",
        table,
        indexName: BY_CREATION_TIME,
        index: catalog.index(table, BY_CREATION_TIME),
        range: { lo: "", hi: AFTER_PREFIX },
        order,
        operators,
      };
    }
    case "IndexRange": {
      const { table, indexName } = splitName(source);
      const index = catalog.index(table, indexName);
      const bounds = parseBounds(source["range"]);
      const range =
        index === undefined
          ? { lo: "", hi: AFTER_PREFIX }
          : keyRange(`${table}.${indexName}`, index.rangeFields, bounds);
      return { kind: "index", table, indexName, index, range, order, operators };
    }
    case "Search": {
      const { table, indexName } = splitName(source);
      const index = catalog.textIndex(table, indexName);
      const search = parseTextQuery(`${table}.${indexName}`, index.definition, source["filters"]);
      return { kind: "search", index, query: search, operators };
    }
    default:
      throw invalidArgument(`Unknown query source ${JSON.stringify(source["type"])}.`);
  }
}

function splitName(source: JSONObject): { table: string; indexName: string } {
  const fullName = asString(source["indexName"], "indexName");
  const dot = fullName.indexOf(".");
  return { table: fullName.slice(0, dot), indexName: fullName.slice(dot + 1) };
}

interface Bound {
  type: "Eq" | "Gt" | "Gte" | "Lt" | "Lte";
  fieldPath: string;
  value: JSONValue;
}

function parseBounds(json: JSONValue | undefined): Bound[] {
  if (!Array.isArray(json)) throw invalidArgument("Malformed index range.");
  return json.map((item) => {
    const bound = asObject(item, "index range");
    const type = bound["type"];
    if (type !== "Eq" && type !== "Gt" && type !== "Gte" && type !== "Lt" && type !== "Lte") {
      throw invalidArgument(`Unknown index range operator ${JSON.stringify(type)}.`);
    }
    return { type, fieldPath: asString(bound["fieldPath"], "fieldPath"), value: bound["value"] ?? null };
  });
}

/** Equalities on a prefix of the fields in any order, then at most one lower and one upper bound on the next field. */
function keyRange(index: string, fields: readonly string[], bounds: readonly Bound[]): KeyRange {
  const equalities = new Map<string, JSONValue>();
  let lower: Bound | undefined;
  let upper: Bound | undefined;
  for (const bound of bounds) {
    if (!fields.includes(bound.fieldPath)) {
      throw rangeError(index, fields, `the field "${bound.fieldPath}" is not in the index`);
    }
    if (bound.type === "Eq") {
      if (equalities.has(bound.fieldPath)) {
        throw rangeError(index, fields, `the field "${bound.fieldPath}" has two equality bounds`);
      }
      equalities.set(bound.fieldPath, bound.value);
    } else if (bound.type === "Gt" || bound.type === "Gte") {
      if (lower !== undefined) throw rangeError(index, fields, "the range has two lower bounds");
      lower = bound;
    } else {
      if (upper !== undefined) throw rangeError(index, fields, "the range has two upper bounds");
      upper = bound;
    }
  }
  let prefix = "";
  for (const field of fields.slice(0, equalities.size)) {
    if (!equalities.has(field)) {
      throw rangeError(index, fields, `the equality bounds skip the field "${field}"`);
    }
    prefix += encodeSortKey(equalities.get(field));
  }
  if (lower !== undefined && upper !== undefined && lower.fieldPath !== upper.fieldPath) {
    throw rangeError(
      index,
      fields,
      `the lower bound is on "${lower.fieldPath}" but the upper bound is on "${upper.fieldPath}"`,
    );
  }
  const rangeField = lower?.fieldPath ?? upper?.fieldPath;
  if (rangeField !== undefined && rangeField !== fields[equalities.size]) {
    throw rangeError(index, fields, `the bound on "${rangeField}" does not follow the equality bounds`);
  }
  return {
    lo: lower === undefined ? prefix : boundKey(prefix, lower, lower.type === "Gt"),
    hi: upper === undefined ? prefix + AFTER_PREFIX : boundKey(prefix, upper, upper.type === "Lte"),
  };
}

function boundKey(prefix: string, bound: Bound, after: boolean): string {
  const key = prefix + encodeSortKey(bound.value);
  return after ? key + AFTER_PREFIX : key;
}

function rangeError(index: string, fields: readonly string[], what: string): Error {
  return invalidArgument(
    `Invalid range of index ${index}: ${what}.\nThe fields of the index are [${fields.map((field) => `"${field}"`).join(", ")}]. ` +
      "A range is any number of equality bounds on the first fields, followed by at most one lower and one upper bound on the next field.",
  );
}

function parseOperators(json: JSONValue | undefined): Operator[] {
  if (!Array.isArray(json)) throw invalidArgument("Malformed query operators.");
  if (json.length > MAX_OPERATORS) {
    throw invalidArgument(
      `A query can have at most ${MAX_OPERATORS} operators (this one has ${json.length}).`,
    );
  }
  return json.map((item): Operator => {
    const operator = asObject(item, "operator");
    if ("filter" in operator) return { kind: "filter", accepts: compileFilter(operator["filter"] ?? null) };
    const limit = operator["limit"];
    if (typeof limit === "number" && Number.isInteger(limit) && limit >= 0) {
      return { kind: "limit", count: limit };
    }
    throw invalidArgument(`Unknown query operator ${JSON.stringify(operator)}.`);
  });
}

function asObject(json: JSONValue | undefined, what: string): JSONObject {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json;
  throw invalidArgument(`Malformed query: ${what} must be an object.`);
}

function asString(json: JSONValue | undefined, what: string): string {
  if (typeof json === "string") return json;
  throw invalidArgument(`Malformed query: ${what} must be a string.`);
}
