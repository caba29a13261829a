/**
 * Reading Convex values in their JSON encoding: which of the nine types a JSON value stands for, and the payload of the
 * special forms (`$integer`, `$float`, `$bytes`, `$commitTs`, `$undefined`).
 * Does not hold encoding from JavaScript values (that is `convex/values`, npm), order or sizes.
 */
import type { JSONObject, JSONValue } from "./json";

/** Convex types in their cross-type order. `commitTs` is the placeholder that becomes an int64 at commit. */
export type ValueType =
  | "undefined"
  | "null"
  | "int64"
  | "float64"
  | "boolean"
  | "string"
  | "bytes"
  | "array"
  | "object"
  | "commitTs";

/** The name of the special form (`$integer`, …) or null for an ordinary object. */
export function specialForm(value: JSONObject): string | null {
  for (const key in value) return key.charCodeAt(0) === 36 ? key : null;
  return null;
}

/** Type of an encoded value; a missing value and `{"$undefined": null}` are `undefined`. Unknown `$` forms are objects. */
export function typeOf(value: JSONValue | undefined): ValueType {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "float64";
    case "boolean":
      return "boolean";
    case "undefined":
      return "undefined";
    default:
  }
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  switch (specialForm(value as JSONObject)) {
    case "$integer":
      return "int64";
    case "$float":
      return "float64";
    case "$bytes":
      return "bytes";
    case "$commitTs":
      return "commitTs";
    case "$undefined":
      return "undefined";
    default:
      return "object";
  }
}

function payload(value: JSONValue | undefined, form: string): string {
  const text = value !== null && typeof value === "object" && !Array.isArray(value) ? value[form] : undefined;
  if (typeof text !== "string") throw new Error(`Malformed ${form} value`);
  return text;
}

/** Raw bytes of `$integer`, `$float` and `$bytes`. */
export function payloadBytes(
  value: JSONValue | undefined,
  form: "$integer" | "$float" | "$bytes",
): Uint8Array {
  return Buffer.from(payload(value, form), "base64");
}

export function decodeInt64(value: JSONValue | undefined): bigint {
  return Buffer.from(payload(value, "$integer"), "base64").readBigInt64LE(0);
}

export function encodeInt64(value: bigint): JSONObject {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return { $integer: bytes.toString("base64") };
}

export function decodeFloat64(value: JSONValue | undefined): number {
  if (typeof value === "number") return value;
  return Buffer.from(payload(value, "$float"), "base64").readDoubleLE(0);
}

/** A plain JSON number where JSON can carry it, else the `$float` form (NaN, infinities, −0). */
export function encodeFloat64(value: number): JSONValue {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return { $float: bytes.toString("base64") };
}

/** The member at a dotted path of a document, `undefined` where any step is missing or not an ordinary object. */
export function fieldAt(document: JSONObject, path: readonly string[]): JSONValue | undefined {
  let current: JSONValue | undefined = document;
  for (const name of path) {
    if (typeof current !== "object" || current === null || Array.isArray(current)) return undefined;
    current = Object.hasOwn(current, name) ? current[name] : undefined;
  }
  return current;
}
