/**
 * A search as its author wrote it, checked against the index: which terms, which prefix, which filter values.
 */
import { invalidArgument } from "../transaction/errors";
import type { JSONObject, JSONValue } from "../values/json";
import { encodeSortKey } from "../values/sortKey";
import type { SearchIndexDefinition } from "./definitions";
import type { FieldFilter } from "./filterColumns";
import { termsOf } from "./terms";

const MAX_TERMS = 16;
const MAX_FILTERS = 8;

export interface TextQuery {
  /** Distinct; the last one of the text is among them. */
  terms: readonly string[];
  /** The last term, which also stands for every term that begins with it; null when there are no terms at all. */
  prefix: string | null;
  filters: readonly FieldFilter[];
}

/** From the `filters` of a `Search` source. Throws `DeveloperError`. `name` is `table.index`. */
export function parseTextQuery(
  name: string,
  definition: SearchIndexDefinition,
  json: JSONValue | undefined,
): TextQuery {
  if (!Array.isArray(json)) throw invalidArgument("Malformed search query.");
  let text: string | undefined;
  const filters: FieldFilter[] = [];
  for (const item of json) {
    const { type, fieldPath, value } = asObject(item);
    if (typeof fieldPath !== "string") throw invalidArgument("Malformed search query.");
    if (type === "Search") {
      if (text !== undefined)
        throw invalidArgument(`A search of index ${name} can have one \`search\` only.`);
      if (fieldPath !== definition.searchField) {
        throw invalidArgument(
          `The search of index ${name} searches the field "${fieldPath}", but the index is on "${definition.searchField}".`,
        );
      }
      if (typeof value !== "string") throw invalidArgument("The text to search for must be a string.");
      text = value;
    } else if (type === "Eq") {
      const field = definition.filterFields.indexOf(fieldPath);
      if (field < 0) {
        throw invalidArgument(
          `The search of index ${name} filters by "${fieldPath}", which is not among its \`filterFields\`: [${definition.filterFields.join(", ")}].`,
        );
      }
      filters.push({ field, key: encodeSortKey(value) });
    } else {
      throw invalidArgument(`Unknown search filter ${JSON.stringify(type)}.`);
    }
  }
  if (text === undefined) throw invalidArgument(`The search of index ${name} has no \`search\`.`);
  if (filters.length > MAX_FILTERS) {
    throw invalidArgument(
      `The search of index ${name} has ${filters.length} filters, more than the maximum of ${MAX_FILTERS}.`,
    );
  }
  const terms = termsOf(text);
  if (terms.length > MAX_TERMS) {
    throw invalidArgument(
      `The search of index ${name} has ${terms.length} terms, more than the maximum of ${MAX_TERMS}.`,
    );
  }
  return { terms: [...new Set(terms)], prefix: terms.at(-1) ?? null, filters };
}

function asObject(json: JSONValue): JSONObject {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json;
  throw invalidArgument("Malformed search query.");
}
