/** Search by hand: every document tokenised, scored and sorted anew. And short ways to write searches. */
import type { TransactionState } from "../../../engine/transaction/transaction";
import { fieldAt } from "../../../engine/values/encoding";
import type { JSONObject, JSONValue } from "../../../engine/values/json";
import type { QueryPageArgs } from "../../../engine/transaction/api";
import type { MemoryFirstDatabase } from "../../../engine/transaction/database";
import { collect, openTestDatabase, query, schema, table, write } from "../transaction/testDatabase";

export interface SearchSpec {
  text: string;
  filters: { field: string; value: JSONValue | undefined }[];
}

export const UNDEFINED: JSONValue = { $undefined: null };

export function searchJson({ text, filters }: SearchSpec, operators: JSONObject[] = []): JSONObject {
  const equalities = filters.map(({ field, value }): JSONObject => {
    return { type: "Eq", fieldPath: field, value: value ?? (value === null ? null : UNDEFINED) };
  });
  return {
    source: {
      type: "Search",
      indexName: "notes.search_body",
      filters: [{ type: "Search", fieldPath: "body", value: text }, ...equalities],
    },
    operators,
  };
}

export const searchFor = (text: string, filters: SearchSpec["filters"] = []): JSONObject =>
  searchJson({ text, filters });

export const NOTES = schema({
  ...table("notes"),
  searchIndexes: [
    { indexDescriptor: "search_body", searchField: "body", filterFields: ["channel", "meta.open"] },
  ],
});

export function idsOf(tx: TransactionState, json: JSONObject): string[] {
  return collect(tx, json).map(idOf);
}

function words(text: string): string[] {
  return Array.from(text.matchAll(/[\p{Alphabetic}\p{Nd}\p{Nl}\p{No}]+/gu), ([word]) =>
    word.toLowerCase(),
  ).filter((word) => Buffer.from(word).length <= 32);
}

interface Scored {
  document: JSONObject;
  score: number;
}

/** Ids in order. */
export function searchByHand(documents: readonly JSONObject[], { text, filters }: SearchSpec): string[] {
  const indexed = documents.flatMap((document) => {
    const { body } = document;
    return typeof body === "string" ? [{ document, terms: words(body) }] : [];
  });
  const queried = words(text);
  const last = queried.at(-1);
  if (last === undefined) return [];
  const averageLength = indexed.reduce((sum, { terms }) => sum + terms.length, 0) / indexed.length;
  const tests: ((term: string) => boolean)[] = [...new Set(queried)].map((word) => (term) => term === word);
  tests.push((term) => term.startsWith(last));
  const weighted = tests.map((has) => {
    const having = indexed.filter(({ terms }) => terms.some(has)).length;
    return { has, weight: Math.log(1 + (indexed.length - having + 0.5) / (having + 0.5)) * 2.2 };
  });
  const scored = indexed.map(({ document, terms }): Scored => {
    let score = 0;
    for (const { has, weight } of weighted) {
      const count = terms.filter(has).length;
      const length = terms.length / averageLength;
      if (count > 0) score += (weight * count) / (count + 1.2 * (1 - 0.75 + 0.75 * length));
    }
    return { document, score };
  });
  return scored
    .filter(({ document, score }) => score > 0 && filters.every((filter) => passes(document, filter)))
    .sort(
      (a, b) =>
        b.score - a.score || Number(b.document["_creationTime"]) - Number(a.document["_creationTime"]),
    )
    .map(({ document }) => idOf(document));
}

function passes(document: JSONObject, { field, value }: SearchSpec["filters"][number]): boolean {
  const actual = fieldAt(document, field.split("."));
  return JSON.stringify(actual) === JSON.stringify(value);
}

/** The id of a document. */
export function idOf({ _id }: JSONObject): string {
  return typeof _id === "string" ? _id : "";
}

export function openNotes() {
  const opened = openTestDatabase();
  opened.db.setSchema("", NOTES);
  return opened;
}

export function notesOf(texts: readonly string[]) {
  const notes = openNotes();
  const ids = write(notes.db, (tx) => texts.map((body) => tx.insert("", "notes", { body })));
  return { ...notes, ids };
}

export function bodies(db: MemoryFirstDatabase, json: JSONObject): JSONValue[] {
  return collect(query(db), json).map(({ body }) => body ?? null);
}

export function pageOf(
  db: MemoryFirstDatabase,
  options: Partial<QueryPageArgs> & { query: JSONObject; pageSize: number },
) {
  return query(db).queryPage("", {
    cursor: null,
    endCursor: null,
    maximumRowsRead: null,
    maximumBytesRead: null,
    ...options,
  });
}

export function walkPages(
  db: MemoryFirstDatabase,
  json: JSONObject,
  pageSize: number,
  between: () => void = () => undefined,
): string[] {
  const ids: string[] = [];
  for (let cursor: string | null = null; ; between()) {
    const next = pageOf(db, { query: json, pageSize, cursor });
    ids.push(...next.page.map(idOf));
    if (next.isDone) return ids;
    cursor = next.continueCursor;
  }
}
