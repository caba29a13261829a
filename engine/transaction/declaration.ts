/** Convex's rules for the names a schema declares, shared by every kind of index. All throw `DeveloperError`. */
import type { JSONObject, JSONValue } from "../values/json";
import { DeveloperError } from "./errors";
import { BY_CREATION_TIME, BY_ID } from "./table";

export const MAX_NAME_LENGTH = 64;
export const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_]*$/;
const FIELD_PATH = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;

export function checkIndexName(table: string, name: JSONValue | undefined): string {
  if (typeof name !== "string") throw invalidSchema(`Table "${table}" has a malformed index.`);
  const index = `index "${table}.${name}"`;
  if (!IDENTIFIER.test(name) || name.length > MAX_NAME_LENGTH) {
    throw invalidSchema(
      `The name of ${index} is not a valid identifier of at most ${MAX_NAME_LENGTH} characters.`,
    );
  }
  if (name === BY_ID || name === BY_CREATION_TIME) throw invalidSchema(`The name of ${index} is reserved.`);
  return name;
}

/** `index` is how the message names it: `index "messages.by_author"`. */
export function checkFieldPath(index: string, field: JSONValue | undefined): string {
  if (typeof field !== "string" || !FIELD_PATH.test(field)) {
    throw invalidSchema(`The ${index} has an invalid field path ${JSON.stringify(field)}.`);
  }
  return field;
}

export function asObject(value: JSONValue, what: string): JSONObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidSchema(`Malformed JSON where ${what} was expected.`);
  }
  return value;
}

export function invalidSchema(message: string): DeveloperError {
  return new DeveloperError("InvalidSchema", message);
}
