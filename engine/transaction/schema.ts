/**
 * A pushed schema: parsing `schema.export()` with Convex's rules for names and indexes, and checking documents against
 * it. Where the active schema is kept, and building its indexes, is `registry.ts`.
 */
import { parseSearchIndexes, parseVectorIndexes } from "../search/definitions";
import type { SearchDefinitions } from "../search/tableSearch";
import type { JSONObject, JSONValue } from "../values/json";
import { type TableNames, validate } from "../values/validator";
import { parseValidator, type ValidatorJSON } from "../values/validatorJson";
import {
  asObject,
  checkFieldPath,
  checkIndexName,
  IDENTIFIER,
  invalidSchema,
  MAX_NAME_LENGTH,
} from "./declaration";
import { DeveloperError } from "./errors";
import type { IndexDefinition } from "./table";

/** In one component, declared or not. */
export const MAX_TABLES = 10_000;
const MAX_INDEXES = 32;
const MAX_INDEX_FIELDS = 16;

export interface TableSchema extends SearchDefinitions {
  name: string;
  indexes: readonly IndexDefinition[];
  documentType: ValidatorJSON;
}

export interface Schema {
  tables: ReadonlyMap<string, TableSchema>;
  /** `schemaValidation`: documents of declared tables are checked. */
  validate: boolean;
  /** The JSON it was parsed from. */
  source: JSONObject;
}

/** Checks a table name as user code may write it. */
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
  if (list.length > MAX_TABLES)
    throw invalidSchema(`The schema has ${list.length} tables, more than the maximum of ${MAX_TABLES}.`);
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
  const indexes = [
    ...parseIndexes(name, json["indexes"], false),
    ...parseIndexes(name, json["stagedDbIndexes"], true),
  ];
  if (indexes.length > MAX_INDEXES) {
    throw invalidSchema(
      `Table "${name}" has ${indexes.length} indexes, more than the maximum of ${MAX_INDEXES}.`,
    );
  }
  const searchIndexes = parseSearchIndexes(name, json);
  const vectorIndexes = parseVectorIndexes(name, json);
  const seen = new Set<string>();
  for (const index of [...indexes, ...searchIndexes, ...vectorIndexes]) {
    if (seen.has(index.name))
      throw invalidSchema(`Table "${name}" has two indexes with the name "${index.name}".`);
    seen.add(index.name);
  }
  const documentType = parseValidator(json["documentType"] ?? { type: "any" }, `table "${name}"`);
  checkDocumentType(name, documentType);
  const staged = json["stagedDocumentType"];
  if (staged !== undefined && staged !== null)
    checkDocumentType(name, parseValidator(staged, `staged validator of table "${name}"`));
  return { name, indexes, searchIndexes, vectorIndexes, documentType };
}

function parseIndexes(table: string, json: JSONValue | undefined, staged: boolean): IndexDefinition[] {
  if (!Array.isArray(json)) return [];
  return json.map((item) => {
    const index = asObject(item, `an index of table "${table}"`);
    const name = checkIndexName(table, index["indexDescriptor"]);
    const fields = index["fields"];
    if (!Array.isArray(fields)) throw invalidSchema(`Table "${table}" has a malformed index.`);
    return { name, fields: checkFields(`index "${table}.${name}"`, fields), staged };
  });
}

function checkFields(index: string, fields: JSONValue[]): string[] {
  if (fields.length === 0) throw invalidSchema(`The ${index} has no fields.`);
  if (fields.length > MAX_INDEX_FIELDS) {
    throw invalidSchema(
      `The ${index} has ${fields.length} fields, more than the maximum of ${MAX_INDEX_FIELDS}.`,
    );
  }
  const paths: string[] = [];
  for (const item of fields) {
    const field = checkFieldPath(index, item);
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

/** Why a document (without system fields) does not fit its table, or null. */
export function schemaProblem(
  schema: Schema,
  table: string,
  fields: JSONObject,
  names: TableNames,
): string | null {
  if (!schema.validate) return null;
  const declared = schema.tables.get(table);
  // A schema speaks of the tables it declares; others can be created and written all the same.
  if (declared === undefined) return null;
  return validate(declared.documentType, fields, names)?.message ?? null;
}

/** A document without what the database adds. */
export function userFields(document: JSONObject): JSONObject {
  const { _id, _creationTime, ...fields } = document;
  return fields;
}
