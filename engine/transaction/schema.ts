/**
 * A pushed schema: parsing `schema.export()` with Convex's rules for names and indexes, and checking documents against
 * it. Where the active schema is kept, and building its indexes, is `registry.ts`.
 */
import type { JSONObject, JSONValue } from "../values/json";
import { type TableNames, validate } from "../values/validator";
import { parseValidator, type ValidatorJSON } from "../values/validatorJson";
import { DeveloperError } from "./errors";
import { BY_CREATION_TIME, BY_ID, type IndexDefinition } from "./table";

const MAX_INDEXES = 32;
const MAX_INDEX_FIELDS = 16;
const MAX_NAME_LENGTH = 64;
const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_]*$/;
const FIELD_PATH = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;

interface TableSchema {
  name: string;
  indexes: readonly IndexDefinition[];
  documentType: ValidatorJSON;
}

export interface Schema {
  tables: ReadonlyMap<string, TableSchema>;
  /** `schemaValidation`: documents are checked and undeclared tables refused. */
  validate: boolean;
  /** The JSON it was parsed from. */
  source: JSONObject;
}

/** Checks a table name as user code may write it. Throws `DeveloperError`. */
export function checkTableName(name: string): void {
  if (!IDENTIFIER.test(name)) {
    throw new DeveloperError(
      "InvalidTableName",
      `Invalid table name "${name}": table names must start with a letter and contain only letters, digits and underscores.`,
    );
  }
  if (name.length > MAX_NAME_LENGTH) {
    throw new DeveloperError(
      "InvalidTableName",
      `Invalid table name "${name}": it is ${name.length} characters long (maximum ${MAX_NAME_LENGTH}).`,
    );
  }
}

/** Parses `{tables, schemaValidation}`. Throws `DeveloperError` with code `InvalidSchema`, `InvalidTableName`. */
export function parseSchema(json: JSONObject): Schema {
  const tables = new Map<string, TableSchema>();
  const list = json["tables"];
  if (!Array.isArray(list)) throw invalidSchema("The schema has no list of tables.");
  for (const item of list) {
    const table = parseTable(asObject(item, "a table"));
    if (tables.has(table.name)) throw invalidSchema(`Table "${table.name}" is declared twice.`);
    tables.set(table.name, table);
  }
  return { tables, validate: json["schemaValidation"] === true, source: json };
}

function parseTable(json: JSONObject): TableSchema {
  const name = json["tableName"];
  if (typeof name !== "string") throw invalidSchema("A table has no name.");
  checkTableName(name);
  refuseUnsupported(name, json);
  const indexes = [
    ...parseIndexes(name, json["indexes"], false),
    ...parseIndexes(name, json["stagedDbIndexes"], true),
  ];
  if (indexes.length > MAX_INDEXES) {
    throw invalidSchema(
      `Table "${name}" has ${indexes.length} indexes, more than the maximum of ${MAX_INDEXES}.`,
    );
  }
  const seen = new Set<string>();
  for (const index of indexes) {
    if (seen.has(index.name))
      throw invalidSchema(`Table "${name}" has two indexes with the name "${index.name}".`);
    seen.add(index.name);
  }
  const documentType = parseValidator(json["documentType"] ?? { type: "any" }, `table "${name}"`);
  checkDocumentType(name, documentType);
  return { name, indexes, documentType };
}

function refuseUnsupported(table: string, json: JSONObject): void {
  const kinds = [
    ["searchIndexes", "text search"],
    ["stagedSearchIndexes", "text search"],
    ["vectorIndexes", "vector search"],
    ["stagedVectorIndexes", "vector search"],
  ] as const;
  for (const [member, kind] of kinds) {
    const list = json[member];
    if (Array.isArray(list) && list.length > 0) {
      throw invalidSchema(
        `Table "${table}" declares a ${kind} index. This engine does not offer ${kind} yet.`,
      );
    }
  }
}

function parseIndexes(table: string, json: JSONValue | undefined, staged: boolean): IndexDefinition[] {
  if (!Array.isArray(json)) return [];
  return json.map((item) => {
    const index = asObject(item, `an index of table "${table}"`);
    const name = index["indexDescriptor"];
    const fields = index["fields"];
    if (typeof name !== "string" || !Array.isArray(fields)) {
      throw invalidSchema(`Table "${table}" has a malformed index.`);
    }
    return { name, fields: checkIndex(table, name, fields), staged };
  });
}

function checkIndex(table: string, name: string, fields: JSONValue[]): string[] {
  const index = `index "${table}.${name}"`;
  if (!IDENTIFIER.test(name) || name.length > MAX_NAME_LENGTH) {
    throw invalidSchema(
      `The name of ${index} is not a valid identifier of at most ${MAX_NAME_LENGTH} characters.`,
    );
  }
  if (name === BY_ID || name === BY_CREATION_TIME) throw invalidSchema(`The name of ${index} is reserved.`);
  if (fields.length === 0) throw invalidSchema(`The ${index} has no fields.`);
  if (fields.length > MAX_INDEX_FIELDS) {
    throw invalidSchema(
      `The ${index} has ${fields.length} fields, more than the maximum of ${MAX_INDEX_FIELDS}.`,
    );
  }
  const paths: string[] = [];
  for (const field of fields) {
    if (typeof field !== "string" || !FIELD_PATH.test(field)) {
      throw invalidSchema(`The ${index} has an invalid field path ${JSON.stringify(field)}.`);
    }
    if (field === "_id" || field === "_creationTime") {
      throw invalidSchema(
        `The ${index} names \`${field}\`. \`_creationTime\` is added to the end of every index automatically; remove it from the declaration.`,
      );
    }
    if (paths.includes(field)) throw invalidSchema(`The ${index} names the field \`${field}\` twice.`);
    paths.push(field);
  }
  return paths;
}

function checkDocumentType(table: string, type: ValidatorJSON): void {
  const isObject =
    type.type === "any" ||
    type.type === "object" ||
    (type.type === "union" && type.value.every((member) => member.type === "object"));
  if (!isObject) {
    throw invalidSchema(
      `The document type of table "${table}" must be an object, a union of objects or any.`,
    );
  }
}

function asObject(value: JSONValue, what: string): JSONObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidSchema(`Malformed JSON where ${what} was expected.`);
  }
  return value;
}

function invalidSchema(message: string): DeveloperError {
  return new DeveloperError("InvalidSchema", message);
}

/** Why a document (without system fields) does not fit its table, or null. */
export function schemaProblem(
  schema: Schema,
  table: string,
  fields: JSONObject,
  names: TableNames,
): string | null {
  if (!schema.validate) return null;
  const declared = schema.tables.get(table);
  if (declared === undefined) return `Table \`${table}\` is not declared in the schema.`;
  return validate(declared.documentType, fields, names)?.message ?? null;
}

/** A document without what the database adds. */
export function userFields(document: JSONObject): JSONObject {
  const { _id, _creationTime, ...fields } = document;
  return fields;
}
