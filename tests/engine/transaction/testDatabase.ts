/** A database on the memory driver with a hand-moved clock, and short ways to write queries. */
import { MemoryDriver } from "../../../engine/storage/memoryDriver";
import { createDatabase, type MemoryFirstDatabase } from "../../../engine/transaction/database";
import type { TransactionState } from "../../../engine/transaction/transaction";
import type { JSONObject, JSONValue } from "../../../engine/values/json";

export const NOW = 1_750_000_000_000;

export interface TestDatabase {
  db: MemoryFirstDatabase;
  driver: MemoryDriver;
  clock: { nowMs: number };
}

export function openTestDatabase(driver = new MemoryDriver()): TestDatabase {
  const clock = { nowMs: NOW };
  return { db: createDatabase(driver, { now: () => clock.nowMs }), driver, clock };
}

export function mutation(db: MemoryFirstDatabase, journal: string | null = null): TransactionState {
  return db.begin({ kind: "mutation", beginMs: NOW, journal });
}

export function query(db: MemoryFirstDatabase, journal: string | null = null): TransactionState {
  return db.begin({ kind: "query", beginMs: NOW, journal });
}

/** Runs and commits one mutation. */
export function write<T>(db: MemoryFirstDatabase, run: (tx: TransactionState) => T): T {
  const tx = mutation(db);
  const result = run(tx);
  db.commit(tx);
  return result;
}

export interface BoundJSON extends JSONObject {
  type: "Eq" | "Gt" | "Gte" | "Lt" | "Lte";
  fieldPath: string;
  value: JSONValue;
}

export function fullScan(tableName: string, order = "asc", operators: JSONObject[] = []): JSONObject {
  return { source: { type: "FullTableScan", tableName, order }, operators };
}

export function indexScan(
  indexName: string,
  range: BoundJSON[] = [],
  order = "asc",
  operators: JSONObject[] = [],
): JSONObject {
  return { source: { type: "IndexRange", indexName, range, order }, operators };
}

export function collect(tx: TransactionState, json: JSONObject, component = ""): JSONObject[] {
  const id = tx.queryStart(component, json);
  const documents: JSONObject[] = [];
  for (;;) {
    const { valueText, done } = tx.queryNext(id);
    if (done || valueText === null) break;
    documents.push(JSON.parse(valueText));
  }
  tx.queryCleanup(id);
  return documents;
}

export function parsed(text: string | null): JSONObject | null {
  return text === null ? null : JSON.parse(text);
}

export function table(
  tableName: string,
  indexes: Record<string, string[]> = {},
  documentType: JSONValue = { type: "any" },
): JSONObject {
  return {
    tableName,
    indexes: Object.entries(indexes).map(([indexDescriptor, fields]) => ({ indexDescriptor, fields })),
    stagedDbIndexes: [],
    searchIndexes: [],
    stagedSearchIndexes: [],
    vectorIndexes: [],
    stagedVectorIndexes: [],
    documentType,
  };
}

export function schema(...tables: JSONObject[]): JSONObject {
  return { tables, schemaValidation: true };
}
