/** A vector search as its author wrote it, checked against the index. */
import { invalidArgument } from "../transaction/errors";
import { decodeFloat64, specialForm, typeOf } from "../values/encoding";
import type { JSONObject, JSONValue } from "../values/json";
import { encodeSortKey } from "../values/sortKey";
import type { VectorIndexDefinition } from "./definitions";
import type { FieldFilter } from "./filterColumns";

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 256;
const MAX_FILTERS = 64;

export interface VectorQuery {
  vector: readonly number[];
  limit: number;
  /** A document must satisfy one of them; null: no filter. */
  anyOf: readonly FieldFilter[] | null;
}

/** `name` is `table.index`. Throws `DeveloperError`. */
export function parseVectorQuery(
  name: string,
  definition: VectorIndexDefinition,
  json: JSONObject,
): VectorQuery {
  const limit = json["limit"] ?? DEFAULT_LIMIT;
  if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 1) {
    throw invalidArgument(
      `The limit of a vector query must be a positive integer, not ${JSON.stringify(limit)}.`,
    );
  }
  if (limit > MAX_LIMIT) {
    throw invalidArgument(`Vector queries can fetch at most ${MAX_LIMIT} results, requested ${limit}.`);
  }
  const vector = finiteNumbers(json["vector"]);
  if (vector === null)
    throw invalidArgument("The vector of a vector query must be an array of finite numbers.");
  if (vector.length !== definition.dimensions) {
    throw invalidArgument(
      `The vector has ${vector.length} dimensions, but index ${name} has ${definition.dimensions}.`,
    );
  }
  const expression = json["expressions"] ?? null;
  const anyOf = expression === null ? null : alternatives(name, definition, expression);
  if (anyOf !== null && anyOf.length > MAX_FILTERS) {
    throw invalidArgument(
      `The vector query of index ${name} has ${anyOf.length} filters, more than the maximum of ${MAX_FILTERS}.`,
    );
  }
  return { vector, limit, anyOf };
}

/** The numbers of an encoded array of float64, or null. */
export function finiteNumbers(json: JSONValue | undefined): readonly number[] | null {
  if (!Array.isArray(json)) return null;
  const numbers: number[] = [];
  for (const element of json) {
    const value = typeof element === "number" ? element : specialFloat(element);
    if (value === null || !Number.isFinite(value)) return null;
    numbers.push(value);
  }
  return numbers;
}

function specialFloat(json: JSONValue): number | null {
  return typeOf(json) === "float64" ? decodeFloat64(json) : null;
}

function alternatives(name: string, definition: VectorIndexDefinition, json: JSONValue): FieldFilter[] {
  const [operator, operand] = operatorOf(json);
  if (operator === "$or" && Array.isArray(operand)) {
    return operand.flatMap((part) => alternatives(name, definition, part));
  }
  if (operator === "$eq" && Array.isArray(operand)) {
    const [left, right] = operand;
    const [leftForm, path] = operatorOf(left);
    const [rightForm, value] = operatorOf(right);
    if (
      leftForm === "$field" &&
      typeof path === "string" &&
      rightForm === "$literal" &&
      operand.length === 2
    ) {
      const field = definition.filterFields.indexOf(path);
      if (field >= 0) return [{ field, key: encodeSortKey(value) }];
      throw invalidArgument(
        `The vector query of index ${name} filters by "${path}", which is not among its \`filterFields\`: [${definition.filterFields.join(", ")}].`,
      );
    }
  }
  throw invalidArgument(
    "The filter of a vector query is `q.eq(field, value)` or `q.or(…)` of such; nothing else can be filtered by.",
  );
}

function operatorOf(json: JSONValue | undefined): [string | null, JSONValue | undefined] {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return [null, undefined];
  const form = specialForm(json);
  return form === null ? [null, undefined] : [form, json[form]];
}
