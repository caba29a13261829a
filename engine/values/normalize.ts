/**
 * The gate every stored value passes: canonical form (sorted fields, one spelling per number), size in Convex's
 * accounting, and the limits on values. Whether a document fits its table's schema is `validator.ts`.
 */
import { encodeFloat64, specialForm } from "./encoding";
import type { JSONObject, JSONValue } from "./json";

const MAX_DOCUMENT_BYTES = 1024 * 1024;
const MAX_DOCUMENT_NESTING = 16;
/** Of arguments and results. */
const MAX_VALUE_NESTING = 64;
const MAX_FIELDS = 1024;
const MAX_ARRAY_LENGTH = 8192;
const MAX_FIELD_NAME_LENGTH = 1024;
const MAX_TOP_LEVEL_FIELD_NAME_LENGTH = 64;

/** A value that cannot be stored; the message is Convex's kind of sentence. */
export class InvalidValueError extends Error {
  override name = "InvalidValueError";
}

export interface NormalizedValue<T extends JSONValue = JSONValue> {
  value: T;
  /** Bytes in Convex's accounting. */
  size: number;
  /** The value holds a commit-timestamp placeholder somewhere. */
  hasCommitTs: boolean;
}

const FIELD_NAME = /^[\x20-\x7e]+$/;
const LONE_SURROGATE = /\p{Surrogate}/u;
const MAYBE_SURROGATE = /[\ud800-\udfff]/;
const NON_ASCII = /[\x80-\uffff]/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

class Walk {
  size = 0;
  hasCommitTs = false;
  readonly #maxNesting: number;

  constructor(maxNesting: number) {
    this.#maxNesting = maxNesting;
  }

  visit(value: JSONValue | undefined, depth: number): JSONValue {
    switch (typeof value) {
      case "string":
        this.size += stringSize(value);
        return value;
      case "number":
        this.size += 9;
        return Object.is(value, -0) || !Number.isFinite(value) ? encodeFloat64(value) : value;
      case "boolean":
        this.size += 1;
        return value;
      case "undefined":
        throw new InvalidValueError("undefined is not a valid Convex value.");
      default:
    }
    if (value === null) {
      this.size += 1;
      return null;
    }
    if (Array.isArray(value)) return this.visitArray(value, depth + 1);
    const form = specialForm(value);
    return form === null ? this.visitObject(value, depth + 1) : this.visitSpecial(value, form);
  }

  visitArray(value: JSONValue[], depth: number): JSONValue[] {
    checkDepth(depth, this.#maxNesting);
    if (value.length > MAX_ARRAY_LENGTH) {
      throw new InvalidValueError(
        `Array length is too long (${value.length} > maximum length ${MAX_ARRAY_LENGTH})`,
      );
    }
    this.size += 2;
    return value.map((element) => this.visit(element, depth));
  }

  visitObject(value: JSONObject, depth: number, topLevel = false): JSONObject {
    checkDepth(depth, this.#maxNesting);
    const names = Object.keys(value);
    if (names.length > MAX_FIELDS) {
      throw new InvalidValueError(
        `Object has too many fields (${names.length} > maximum number ${MAX_FIELDS})`,
      );
    }
    let previous = "";
    for (const name of names) {
      if (name < previous) {
        names.sort();
        break;
      }
      previous = name;
    }
    this.size += 2;
    const canonical: JSONObject = {};
    for (const name of names) {
      checkFieldName(name, topLevel);
      this.size += name.length + 1;
      setField(canonical, name, this.visit(value[name], depth));
    }
    return canonical;
  }

  visitSpecial(value: JSONObject, form: string): JSONValue {
    const raw = value[form];
    if (Object.keys(value).length === 1) {
      switch (form) {
        case "$integer":
          if (typeof raw === "string" && raw.length === 12 && BASE64.test(raw)) {
            this.size += 9;
            return { $integer: raw };
          }
          break;
        case "$float":
          if (typeof raw === "string" && raw.length === 12 && BASE64.test(raw)) {
            this.size += 9;
            const number = Buffer.from(raw, "base64").readDoubleLE(0);
            return Number.isFinite(number) && !Object.is(number, -0) ? number : { $float: raw };
          }
          break;
        case "$bytes":
          if (typeof raw === "string" && BASE64.test(raw)) {
            this.size += 2 + Buffer.byteLength(raw, "base64");
            return { $bytes: raw };
          }
          break;
        case "$commitTs":
          if (raw === null) {
            this.size += 9;
            this.hasCommitTs = true;
            return { $commitTs: null };
          }
          break;
        case "$undefined":
          throw new InvalidValueError("undefined is not a valid Convex value.");
        default:
      }
    }
    throw new InvalidValueError(`Field name ${form} starts with a '$', which is reserved.`);
  }
}

/** `__proto__` is an ordinary field name to Convex but not to assignment. */
function setField(target: JSONObject, name: string, value: JSONValue): void {
  if (name === "__proto__") {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[name] = value;
  }
}

function checkDepth(depth: number, maximum: number): void {
  if (depth > maximum) {
    throw new InvalidValueError(
      `Value is too deeply nested (nested ${depth} levels deep > maximum nesting ${maximum})`,
    );
  }
}

function checkFieldName(name: string, topLevel: boolean): void {
  if (name.length === 0) throw new InvalidValueError("Field names must be nonempty.");
  if (name.charCodeAt(0) === 36) {
    throw new InvalidValueError(`Field name ${name} starts with a '$', which is reserved.`);
  }
  if (!FIELD_NAME.test(name)) {
    throw new InvalidValueError(
      `Field name ${JSON.stringify(name)} has invalid characters: field names can only contain non-control ASCII characters.`,
    );
  }
  if (name.length > MAX_FIELD_NAME_LENGTH) {
    throw new InvalidValueError(
      `Field name ${name.slice(0, 64)}… exceeds maximum field name length ${MAX_FIELD_NAME_LENGTH}.`,
    );
  }
  if (!topLevel) return;
  if (name.charCodeAt(0) === 95 && name !== "_id" && name !== "_creationTime") {
    throw new InvalidValueError(
      `Field '${name}' starts with an underscore, which is only allowed for system fields like '_id'`,
    );
  }
  if (name.length > MAX_TOP_LEVEL_FIELD_NAME_LENGTH) {
    throw new InvalidValueError(
      `Field name ${name} is too long (${name.length} > maximum length ${MAX_TOP_LEVEL_FIELD_NAME_LENGTH} of a document's field).`,
    );
  }
}

function stringSize(text: string): number {
  if (!NON_ASCII.test(text)) return 2 + text.length;
  if (MAYBE_SURROGATE.test(text) && LONE_SURROGATE.test(text)) {
    throw new InvalidValueError("String contains an invalid Unicode sequence (an unpaired surrogate).");
  }
  return 2 + Buffer.byteLength(text, "utf8");
}

/** Canonical form and size of any value: arguments and return values. Throws `InvalidValueError`. */
export function normalizeValue(value: JSONValue): NormalizedValue {
  const walk = new Walk(MAX_VALUE_NESTING);
  const canonical = walk.visit(value, 0);
  return { value: canonical, size: walk.size, hasCommitTs: walk.hasCommitTs };
}

/** Canonical form of a whole document, system fields included. Throws `InvalidValueError`, also above 1 MiB. */
export function normalizeDocument(document: JSONObject): NormalizedValue<JSONObject> {
  const walk = new Walk(MAX_DOCUMENT_NESTING);
  const value = walk.visitObject(document, 1, true);
  if (walk.size > MAX_DOCUMENT_BYTES) {
    throw new InvalidValueError(
      `Value is too large (${(walk.size / 1024 / 1024).toFixed(2)} MiB > maximum size 1 MiB)`,
    );
  }
  return { value, size: walk.size, hasCommitTs: walk.hasCommitTs };
}

/** Size in Convex's accounting of a value already known to be valid. */
export function sizeOf(value: JSONValue): number {
  return normalizeValue(value).size;
}

/** Shorter texts cannot hold what `mayExceedLimits` looks for. */
const surelyWithinLimits = 2 * MAX_VALUE_NESTING;

/**
 * Whether a value given as JSON text may be one that `normalizeValue` refuses for its shape: an array, an object or a
 * nesting beyond the limits, or a field without a name. A look at brackets and commas, to spare most results the parsing.
 */
export function mayExceedLimits(text: string): boolean {
  if (text.length <= surelyWithinLimits) return text.includes('"":');
  /** Commas that the array or object of each level may still have, and one. */
  const room = new Int32Array(MAX_VALUE_NESTING + 2);
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 34: {
        const begin = at;
        at = endOfString(text, at);
        if (at === begin + 1 && text.charCodeAt(at + 1) === 58) return true;
        break;
      }
      case 44:
        if ((room[depth] = (room[depth] ?? 0) - 1) === 0) return true;
        break;
      case 91:
      case 123:
        depth += 1;
        if (depth > MAX_VALUE_NESTING) return true;
        room[depth] = text.charCodeAt(at) === 91 ? MAX_ARRAY_LENGTH : MAX_FIELDS;
        break;
      case 93:
      case 125:
        depth -= 1;
        break;
      default:
    }
  }
  return false;
}

function endOfString(text: string, begin: number): number {
  let end = text.indexOf('"', begin + 1);
  while (end !== -1) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === 92) escapes += 1;
    if (escapes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}
