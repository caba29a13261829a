/**
 * Does a value match a validator? One checker for documents, arguments and return values, with Convex's wording.
 * The caller prefixes the text (`ArgumentValidationError: …`, `Failed to insert or update a document …: …`).
 */
import { compareValues } from "./compare";
import { typeOf } from "./encoding";
import { decodeId } from "./ids";
import type { JSONObject, JSONValue } from "./json";
import type { RecordKeyValidatorJSON, ValidatorJSON } from "./validatorJson";
import { describeValidator, describeValue } from "./validatorText";

/** The tables of the component whose function or schema declares the validator. */
export interface TableNames {
  tableNumber(name: string): number | undefined;
  tableName(number: number): string | undefined;
}

/** Why a value does not match: the first mismatch, ready to be shown. */
export interface Mismatch {
  /** `.a.b[2]`, empty for the value itself. */
  path: string;
  message: string;
}

/** Null when the value matches. */
export function validate(validator: ValidatorJSON, value: JSONValue, tables: TableNames): Mismatch | null {
  return check(validator, value, tables, "");
}

function check(
  validator: ValidatorJSON,
  value: JSONValue,
  tables: TableNames,
  path: string,
): Mismatch | null {
  switch (validator.type) {
    case "any":
      return null;
    case "null":
      return value === null ? null : doesNotMatch(validator, value, path);
    case "string":
      return typeof value === "string" ? null : doesNotMatch(validator, value, path);
    case "boolean":
      return typeof value === "boolean" ? null : doesNotMatch(validator, value, path);
    case "number":
      return typeOf(value) === "float64" ? null : doesNotMatch(validator, value, path);
    case "bigint":
    case "commitTs": {
      const type = typeOf(value);
      return type === "int64" || type === "commitTs" ? null : doesNotMatch(validator, value, path);
    }
    case "bytes":
      return typeOf(value) === "bytes" ? null : doesNotMatch(validator, value, path);
    case "literal":
      return compareValues(validator.value, value) === 0 ? null : doesNotMatch(validator, value, path);
    case "id":
      return checkId(validator, value, tables, path);
    case "function":
      return isHandle(value) ? null : doesNotMatch(validator, value, path);
    case "array":
      return checkArray(validator, value, tables, path);
    case "record":
      return checkRecord(validator, value, tables, path);
    case "object":
      return checkObject(validator, value, tables, path);
    case "union":
      return validator.value.some((member) => check(member, value, tables, path) === null)
        ? null
        : doesNotMatch(validator, value, path);
  }
}

function checkId(
  validator: ValidatorJSON & { type: "id" },
  value: JSONValue,
  tables: TableNames,
  path: string,
): Mismatch | null {
  if (typeof value !== "string") return doesNotMatch(validator, value, path);
  const id = decodeId(value);
  if (id === null) return doesNotMatch(validator, value, path);
  if (id.tableNumber === tables.tableNumber(validator.tableName)) return null;
  const actual = tables.tableName(id.tableNumber);
  if (actual === undefined) return doesNotMatch(validator, value, path);
  return {
    path,
    message:
      `Found ID "${value}" from table \`${actual}\`, which does not match the table name in validator ` +
      `\`${describeValidator(validator)}\`.${pathLine(path)}`,
  };
}

/** Well-formed; whether the function is there shows when it is called. */
function isHandle(value: JSONValue): boolean {
  return typeof value === "string" && /^function:\/\/[^/]./.test(value);
}

function checkArray(
  validator: ValidatorJSON & { type: "array" },
  value: JSONValue,
  tables: TableNames,
  path: string,
): Mismatch | null {
  if (!Array.isArray(value)) return doesNotMatch(validator, value, path);
  for (let i = 0; i < value.length; i++) {
    const mismatch = check(validator.value, value[i] ?? null, tables, `${path}[${i}]`);
    if (mismatch !== null) return mismatch;
  }
  return null;
}

function checkRecord(
  validator: ValidatorJSON & { type: "record" },
  value: JSONValue,
  tables: TableNames,
  path: string,
): Mismatch | null {
  if (typeOf(value) !== "object") return doesNotMatch(validator, value, path);
  for (const [key, member] of Object.entries(value as JSONObject)) {
    if (!keyMatches(validator.keys, key, tables)) return doesNotMatch(validator.keys, key, `${path}.${key}`);
    const mismatch = check(validator.values.fieldType, member, tables, `${path}.${key}`);
    if (mismatch !== null) return mismatch;
  }
  return null;
}

function keyMatches(validator: RecordKeyValidatorJSON, key: string, tables: TableNames): boolean {
  switch (validator.type) {
    case "string":
      return true;
    case "id":
      return idMatches(key, validator.tableName, tables);
    case "union":
      return validator.value.some((member) => keyMatches(member, key, tables));
  }
}

function idMatches(text: string, tableName: string, tables: TableNames): boolean {
  const id = decodeId(text);
  return id !== null && id.tableNumber === tables.tableNumber(tableName);
}

function checkObject(
  validator: ValidatorJSON & { type: "object" },
  value: JSONValue,
  tables: TableNames,
  path: string,
): Mismatch | null {
  if (typeOf(value) !== "object") return doesNotMatch(validator, value, path);
  const object = value as JSONObject;
  const fields = validator.value;
  for (const name in fields) {
    const field = fields[name];
    if (field === undefined) continue;
    const member = Object.hasOwn(object, name) ? object[name] : undefined;
    if (member === undefined) {
      if (field.optional) continue;
      return {
        path,
        message:
          `Object is missing the required field \`${name}\`. Consider wrapping the field validator in ` +
          `\`v.optional(...)\` if this is expected.${objectLines(validator, object, path)}`,
      };
    }
    const mismatch = check(field.fieldType, member, tables, `${path}.${name}`);
    if (mismatch !== null) return mismatch;
  }
  for (const name in object) {
    if (Object.hasOwn(fields, name)) continue;
    return {
      path,
      message: `Object contains extra field \`${name}\` that is not in the validator.${objectLines(validator, object, path)}`,
    };
  }
  return null;
}

function doesNotMatch(
  validator: ValidatorJSON | RecordKeyValidatorJSON,
  value: JSONValue,
  path: string,
): Mismatch {
  return {
    path,
    message:
      `Value does not match validator.${pathLine(path)}` +
      `\nValue: ${describeValue(value)}\nValidator: ${describeValidator(validator)}`,
  };
}

function objectLines(validator: ValidatorJSON, object: JSONObject, path: string): string {
  const where = path === "" ? "\n" : pathLine(path);
  return `${where}\nObject: ${describeValue(object)}\nValidator: ${describeValidator(validator)}`;
}

function pathLine(path: string): string {
  return path === "" ? "" : `\nPath: ${path}`;
}
