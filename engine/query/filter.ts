/**
 * The expression language of `.filter(q => …)`, compiled once per query into closures over encoded values.
 * Comparison follows Convex's total order over all types; arithmetic and logic insist on their operand types.
 */
import { invalidArgument } from "../transaction/errors";
import { compareValues } from "../values/compare";
import {
  decodeFloat64,
  decodeInt64,
  encodeFloat64,
  encodeInt64,
  fieldAt,
  specialForm,
  typeOf,
} from "../values/encoding";
import type { JSONObject, JSONValue } from "../values/json";
import { describeValue } from "../values/validatorText";

export type Predicate = (document: JSONObject) => boolean;

type Evaluate = (document: JSONObject) => JSONValue | undefined;

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  $eq: (order) => order === 0,
  $neq: (order) => order !== 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
};

interface Arithmetic {
  int: (a: bigint, b: bigint) => bigint;
  float: (a: number, b: number) => number;
}

const ARITHMETIC: Readonly<Record<string, Arithmetic>> = {
  $add: { int: (a, b) => a + b, float: (a, b) => a + b },
  $sub: { int: (a, b) => a - b, float: (a, b) => a - b },
  $mul: { int: (a, b) => a * b, float: (a, b) => a * b },
  $div: { int: (a, b) => a / b, float: (a, b) => a / b },
  $mod: { int: (a, b) => a % b, float: (a, b) => a % b },
};

/** The predicate of one `.filter()`. Its run throws `DeveloperError` when an operand has the wrong type. */
export function compileFilter(expression: JSONValue): Predicate {
  const evaluate = compile(expression);
  return (document) => asBoolean("filter", evaluate(document));
}

function compile(expression: JSONValue): Evaluate {
  if (typeof expression !== "object" || expression === null || Array.isArray(expression)) {
    return constant(expression);
  }
  const operator = specialForm(expression);
  if (operator === null) return constant(expression);
  const operand = expression[operator] ?? null;
  switch (operator) {
    case "$literal":
      return constant(operand);
    case "$field":
      return compileField(operand);
    case "$neg": {
      const inner = compile(operand);
      return (document) => negate(inner(document));
    }
    case "$not": {
      const inner = compile(operand);
      return (document) => !asBoolean("not", inner(document));
    }
    case "$and": {
      const parts = operands(operator, operand).map(compile);
      return (document) => parts.every((part) => asBoolean("and", part(document)));
    }
    case "$or": {
      const parts = operands(operator, operand).map(compile);
      return (document) => parts.some((part) => asBoolean("or", part(document)));
    }
    default:
      return compileBinary(operator, operand, expression);
  }
}

function compileBinary(operator: string, operand: JSONValue, expression: JSONObject): Evaluate {
  const comparison = COMPARISONS[operator];
  const arithmetic = ARITHMETIC[operator];
  // Any other `$` form is a literal value: int64, bytes, a special float, undefined.
  if (comparison === undefined && arithmetic === undefined) return constant(expression);
  const [left, right, ...rest] = operands(operator, operand).map(compile);
  if (left === undefined || right === undefined || rest.length > 0) {
    throw invalidArgument(`The filter operator ${operator} takes two operands.`);
  }
  if (comparison !== undefined) {
    return (document) => comparison(compareValues(left(document), right(document)));
  }
  return (document) =>
    arithmetic === undefined ? undefined : calculate(operator, arithmetic, left(document), right(document));
}

function constant(value: JSONValue): Evaluate {
  const result = typeOf(value) === "undefined" ? undefined : value;
  return () => result;
}

function compileField(path: JSONValue): Evaluate {
  if (typeof path !== "string") throw invalidArgument("A filter field must be named by a string.");
  const names = path.split(".");
  return (document) => fieldAt(document, names);
}

function operands(operator: string, json: JSONValue): JSONValue[] {
  if (!Array.isArray(json)) throw invalidArgument(`The filter operator ${operator} takes a list.`);
  return json;
}

function asBoolean(where: string, value: JSONValue | undefined): boolean {
  if (typeof value === "boolean") return value;
  throw invalidArgument(`A filter needs a boolean in \`${where}\`, but found ${describeValue(value)}.`);
}

function calculate(
  operator: string,
  arithmetic: Arithmetic,
  a: JSONValue | undefined,
  b: JSONValue | undefined,
): JSONValue {
  const typeA = typeOf(a);
  const typeB = typeOf(b);
  if (typeA === "float64" && typeB === "float64") {
    return encodeFloat64(arithmetic.float(decodeFloat64(a), decodeFloat64(b)));
  }
  if (typeA === "int64" && typeB === "int64") {
    const divisor = decodeInt64(b);
    if (divisor === 0n && (operator === "$div" || operator === "$mod")) {
      throw invalidArgument("Division by zero in a filter.");
    }
    return int64Result(arithmetic.int(decodeInt64(a), divisor));
  }
  throw invalidArgument(
    `The filter operator ${operator} needs two int64 or two float64 operands, but found ${describeValue(a)} and ${describeValue(b)}.`,
  );
}

function negate(value: JSONValue | undefined): JSONValue {
  switch (typeOf(value)) {
    case "float64":
      return encodeFloat64(-decodeFloat64(value));
    case "int64":
      return int64Result(-decodeInt64(value));
    default:
      throw invalidArgument(`The filter operator $neg needs a number, but found ${describeValue(value)}.`);
  }
}

function int64Result(value: bigint): JSONValue {
  if (value < MIN_INT64 || value > MAX_INT64) throw invalidArgument("Integer overflow in a filter.");
  return encodeInt64(value);
}
