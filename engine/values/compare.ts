/**
 * Convex's total order over encoded values, without building keys: what filters use for `$lt` and its kin.
 * Agrees with `sortKey.ts` for every pair (property-tested).
 */
import { payloadBytes, typeOf, type ValueType } from "./encoding";
import type { JSONObject, JSONValue } from "./json";

const RANK: Record<ValueType, number> = {
  undefined: 0,
  null: 1,
  int64: 2,
  commitTs: 2,
  float64: 3,
  boolean: 4,
  string: 5,
  bytes: 6,
  array: 7,
  object: 8,
};

const numberCell = new Float64Array(1);
const numberBits = new BigInt64Array(numberCell.buffer);
const MAX_INT64 = 2n ** 63n - 1n;

/** Negative, zero or positive. */
export function compareValues(a: JSONValue | undefined, b: JSONValue | undefined): number {
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
  const typeA = typeOf(a);
  const typeB = typeOf(b);
  const byType = RANK[typeA] - RANK[typeB];
  if (byType !== 0) return byType;
  switch (typeA) {
    case "undefined":
    case "null":
      return 0;
    case "boolean":
      return Number(a) - Number(b);
    case "string":
      return compareStrings(a as string, b as string);
    case "float64":
      return compareBigints(floatOrder(a), floatOrder(b));
    case "int64":
    case "commitTs":
      return compareBigints(int64Of(a), int64Of(b));
    case "bytes":
      return Buffer.compare(payloadBytes(a, "$bytes"), payloadBytes(b, "$bytes"));
    case "array":
      return compareLists(a as JSONValue[], b as JSONValue[]);
    case "object":
      return compareLists(entriesOf(a as JSONObject), entriesOf(b as JSONObject));
  }
}

function compareBigints(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function int64Of(value: JSONValue | undefined): bigint {
  if (typeOf(value) === "commitTs") return MAX_INT64;
  return Buffer.from(payloadBytes(value, "$integer")).readBigInt64LE(0);
}

/** The bits of a float as an integer that orders as IEEE total order does (a NaN keeps its sign and payload). */
function floatOrder(value: JSONValue | undefined): bigint {
  let bits: bigint;
  if (typeof value === "number") {
    numberCell[0] = value;
    bits = numberBits[0] ?? 0n;
  } else {
    bits = Buffer.from(payloadBytes(value, "$float")).readBigInt64LE(0);
  }
  return bits < 0n ? bits ^ MAX_INT64 : bits;
}

/** UTF-8 byte order. UTF-16 order differs only where surrogates meet code units from U+E000 on. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return utf8Rank(x) - utf8Rank(y);
  }
  return a.length - b.length;
}

function utf8Rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

function entriesOf(value: JSONObject): JSONValue[] {
  const list: JSONValue[] = [];
  for (const name of Object.keys(value).sort()) list.push(name, value[name] ?? null);
  return list;
}

function compareLists(a: readonly JSONValue[], b: readonly JSONValue[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
