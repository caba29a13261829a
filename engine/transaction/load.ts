/**
 * Building the committed state from storage at start: rows, then table names, then schemas and their indexes.
 */
import { type StorageDriver, StorageFailure, type StoredDocument } from "../storage/driver";
import type { JSONObject } from "../values/json";
import { DocumentVersion } from "./document";
import { Registry, schemaOfRow } from "./registry";
import { SYSTEM_TABLES, systemTableOfNumber } from "./system";
import type { Table } from "./table";

export interface Loaded {
  registry: Registry;
  maxSeq: number;
  maxTs: bigint;
  maxCreationTime: number;
}

/** Throws `StorageFailure` (`damaged`) when the rows contradict each other. */
export function loadRegistry(driver: StorageDriver): Loaded {
  const registry = new Registry();
  const loaded: Loaded = { registry, maxSeq: 0, maxTs: 0n, maxCreationTime: 0 };
  const userRows: StoredDocument[] = [];
  const tables = new Set<Table>();
  const load = (table: Table, stored: StoredDocument): DocumentVersion => {
    const version = versionOf(stored, driver.location);
    table.load({ seq: stored.seq, current: version });
    tables.add(table);
    loaded.maxCreationTime = Math.max(loaded.maxCreationTime, version.creationTime);
    return version;
  };
  driver.readDocuments((stored) => {
    loaded.maxSeq = Math.max(loaded.maxSeq, stored.seq);
    if (stored.ts > loaded.maxTs) loaded.maxTs = stored.ts;
    const component = registry.component(stored.component);
    if (systemTableOfNumber(stored.tableNumber) === undefined) {
      userRows.push(stored);
      return;
    }
    const table = component.tableByNumber(stored.tableNumber);
    if (table === undefined) throw damaged(driver.location, stored);
    const version = load(table, stored);
    if (stored.tableNumber === SYSTEM_TABLES._tables.number) {
      const { name, number } = version.value;
      if (typeof name !== "string" || typeof number !== "number") throw damaged(driver.location, stored);
      component.createTable(name, number);
    }
  });
  for (const stored of userRows) {
    const table = registry.component(stored.component).tableByNumber(stored.tableNumber);
    if (table === undefined) throw damaged(driver.location, stored);
    load(table, stored);
  }
  for (const table of tables) table.rebuild();
  for (const path of registry.paths()) {
    const component = registry.component(path);
    const [row] = component.table("_schemas")?.rows.values() ?? [];
    component.activateSchema(schemaOfRow(row?.current.value ?? null));
  }
  for (const table of tables) for (const row of table.rows.values()) row.current.forgetValue();
  return loaded;
}

function versionOf(stored: StoredDocument, location: string): DocumentVersion {
  try {
    const value = JSON.parse(stored.json) as JSONObject;
    const creationTime = value["_creationTime"];
    if (value["_id"] === stored.id && typeof creationTime === "number") {
      return new DocumentVersion(stored.id, creationTime, stored.json, {
        value,
        size: -1,
        hasCommitTs: false,
      });
    }
  } catch (cause) {
    throw damaged(location, stored, cause);
  }
  throw damaged(location, stored);
}

function damaged(location: string, stored: StoredDocument, cause?: unknown): StorageFailure {
  return new StorageFailure(
    "damaged",
    `The data in ${location} is damaged: row ${stored.seq} (document ${stored.id}) cannot be read. Restore a backup.`,
    { cause },
  );
}
