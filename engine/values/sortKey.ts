/**
 * Order-preserving keys: a value becomes a string of bytes (one latin1 character each) such that comparing two keys with
 * `<` orders them as Convex orders the values, across types too.
 * Keys are private to the engine and never leave it unencrypted; nothing decodes them.
 *
 * Every encoded value is prefix-free and starts with a tag of at most 0x0a, so `key + "\xff"` lies after every key that
 * begins with `key` and before every other greater one.
 */
import { payloadBytes, typeOf } from "./encoding";
import type { JSONObject, JSONValue } from "./json";

const TAG_UNDEFINED = "\x01";
const TAG_NULL = "\x02";
const TAG_INT64 = "\x03";
const TAG_FLOAT64 = "\x04";
const TAG_FALSE = "\x05";
const TAG_TRUE = "\x06";
const TAG_STRING = "\x07";
const TAG_BYTES = "\x08";
const TAG_ARRAY = "\x09";
const TAG_OBJECT = "\x0a";
const TERMINATOR = "\x00";
const MAX_INT64 = "\xff".repeat(8);

const numberCell = new Float64Array(1);
const cellBytes = new Uint8Array(numberCell.buffer);

/** Key of one value; `undefined` for a missing field. The commit-timestamp placeholder orders as the greatest int64. */
export function encodeSortKey(value: JSONValue | undefined): string {
  switch (typeof value) {
    case "string":
      return TAG_STRING + escapeString(value);
    case "number":
      return encodeNumberKey(value);
    case "boolean":
      return value ? TAG_TRUE : TAG_FALSE;
    case "undefined":
      return TAG_UNDEFINED;
    default:
      return encodeCompound(value);
  }
}

/** Key of a float64 given as a JavaScript number. */
export function encodeNumberKey(value: number): string {
  numberCell[0] = value;
  return TAG_FLOAT64 + floatBytes(cellBytes);
}

function encodeCompound(value: JSONValue[] | JSONObject | null): string {
  if (value === null) return TAG_NULL;
  if (Array.isArray(value)) {
    let key = TAG_ARRAY;
    for (const element of value) key += encodeSortKey(element);
    return key + TERMINATOR;
  }
  switch (typeOf(value)) {
    case "int64":
      return TAG_INT64 + int64Bytes(payloadBytes(value, "$integer"));
    case "float64":
      return TAG_FLOAT64 + floatBytes(payloadBytes(value, "$float"));
    case "bytes":
      return TAG_BYTES + escapeBytes(Buffer.from(payloadBytes(value, "$bytes")).toString("latin1"));
    case "commitTs":
      return TAG_INT64 + MAX_INT64;
    case "undefined":
      return TAG_UNDEFINED;
    default:
  }
  let key = TAG_OBJECT;
  for (const name of Object.keys(value).sort()) {
    key += TAG_STRING + escapeString(name) + encodeSortKey(value[name]);
  }
  return key + TERMINATOR;
}

/** IEEE total order: flip the sign bit of positives, every bit of negatives. Input is little-endian. */
function floatBytes(bytes: Uint8Array): string {
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0, b7 = 0] = bytes;
  return b7 & 0x80
    ? String.fromCharCode(b7 ^ 255, b6 ^ 255, b5 ^ 255, b4 ^ 255, b3 ^ 255, b2 ^ 255, b1 ^ 255, b0 ^ 255)
    : String.fromCharCode(b7 ^ 128, b6, b5, b4, b3, b2, b1, b0);
}

function int64Bytes(bytes: Uint8Array): string {
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0, b7 = 0] = bytes;
  return String.fromCharCode(b7 ^ 128, b6, b5, b4, b3, b2, b1, b0);
}

const NOT_PRINTABLE_ASCII = /[^\x20-\x7e]/;

function escapeString(text: string): string {
  if (!NOT_PRINTABLE_ASCII.test(text)) return text + TERMINATOR;
  return escapeBytes(Buffer.from(text, "utf8").toString("latin1"));
}

function escapeBytes(latin1: string): string {
  return (latin1.includes("\0") ? latin1.replaceAll("\0", "\0\xff") : latin1) + TERMINATOR;
}
