/**
 * Validators as the `convex` package exports them (`validator.json`, `exportArgs()`, `documentType`).
 * Owns the type and the check that foreign JSON has this shape; matching values is `validator.ts`.
 */
import type { JSONValue } from "./json";

interface ObjectFieldJSON {
  fieldType: ValidatorJSON;
  optional: boolean;
}

export type RecordKeyValidatorJSON =
  | { type: "string" }
  | { type: "id"; tableName: string }
  | { type: "union"; value: RecordKeyValidatorJSON[] };

export type ValidatorJSON =
  | { type: "null" | "number" | "bigint" | "commitTs" | "boolean" | "string" | "bytes" | "any" }
  | { type: "literal"; value: JSONValue }
  | { type: "id"; tableName: string }
  /** A function handle. What its signature says is for types and generated code; nobody checks it. */
  | { type: "function"; fnType?: string; args?: ValidatorJSON; returns?: ValidatorJSON }
  | { type: "array"; value: ValidatorJSON }
  | { type: "record"; keys: RecordKeyValidatorJSON; values: ObjectFieldJSON }
  | { type: "object"; value: Record<string, ObjectFieldJSON> }
  | { type: "union"; value: ValidatorJSON[] };

const LEAVES = new Set(["null", "number", "bigint", "commitTs", "boolean", "string", "bytes", "any"]);

/** Narrows foreign JSON to a validator; throws an Error that says where it is malformed. */
export function parseValidator(json: JSONValue | undefined, at = "validator"): ValidatorJSON {
  if (isValidator(json)) return json;
  throw new Error(`Malformed validator at ${at}: ${JSON.stringify(json)?.slice(0, 200)}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isField(value: unknown): value is ObjectFieldJSON {
  return isRecord(value) && typeof value["optional"] === "boolean" && isValidator(value["fieldType"]);
}

function isValidator(json: unknown): json is ValidatorJSON {
  if (!isRecord(json) || typeof json["type"] !== "string") return false;
  if (LEAVES.has(json["type"])) return true;
  switch (json["type"]) {
    case "literal":
      return "value" in json;
    case "id":
      return typeof json["tableName"] === "string";
    case "function":
      return ["args", "returns"].every((part) => json[part] === undefined || isValidator(json[part]));
    case "array":
      return isValidator(json["value"]);
    case "record":
      return isRecordKey(json["keys"]) && isField(json["values"]);
    case "object":
      return isRecord(json["value"]) && Object.values(json["value"]).every(isField);
    case "union":
      return Array.isArray(json["value"]) && json["value"].every(isValidator);
    default:
      return false;
  }
}

function isRecordKey(json: unknown): json is RecordKeyValidatorJSON {
  if (!isRecord(json)) return false;
  if (json["type"] === "string") return true;
  if (json["type"] === "id") return typeof json["tableName"] === "string";
  return json["type"] === "union" && Array.isArray(json["value"]) && json["value"].every(isRecordKey);
}
