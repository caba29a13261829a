/**
 * Building the committed state from storage at start: first the engine's own tables, which say what tables, schemas and
 * indexes there are; then the users' rows, each parsed once, entered into every index, and its parsed form let go.
 */
import { type StorageDriver, StorageFailure, type StoredDocument } from "../storage/driver";
import type { JSONObject } from "../values/json";
import { DocumentVersion } from "./document";
import { KEPT_TEXTS_NUMBER, type KeptText } from "./keptTexts";
import { FIRST_USER_TABLE, Registry, schemaOfRow } from "./registry";

import type { Row, Table, TableIndex } from "./table";

export interface Loaded {
  registry: Registry;
  keptTexts: KeptText[];
  maxSeq: number;
  maxTs: bigint;
  maxCreationTime: number;
}

/** Throws `StorageFailure` (`damaged`) when the rows contradict each other. */
export function loadRegistry(driver: StorageDriver): Loaded {
  const loader = new Loader(driver.location);
  driver.readDocuments((stored) => loader.add(stored), { from: 0, to: FIRST_USER_TABLE });
  loader.define();
  driver.readDocuments((stored) => loader.add(stored), {
    from: FIRST_USER_TABLE,
    to: Number.MAX_SAFE_INTEGER,
  });
  return loader.finish();
}

class Loader {
  readonly #registry = new Registry();
  readonly #keptTexts: KeptText[] = [];
  readonly #entries = new Map<TableIndex, [string, Row][]>();
  #maxSeq = 0;
  #maxTs = 0n;
  #maxCreationTime = 0;

  constructor(readonly location: string) {}

  add(stored: StoredDocument): void {
    this.#maxSeq = Math.max(this.#maxSeq, stored.seq);
    if (stored.ts > this.#maxTs) this.#maxTs = stored.ts;
    if (stored.tableNumber === KEPT_TEXTS_NUMBER) {
      this.#keptTexts.push({ seq: stored.seq, text: stored.json });
      return;
    }
    const table = this.#registry.component(stored.component).tableByNumber(stored.tableNumber);
    if (table === undefined) throw this.#damaged(stored);
    const row = { seq: stored.seq, current: this.#parse(stored) };
    const known = table.rows.size;
    table.rows.set(stored.id, row);
    if (table.rows.size === known) throw this.#damaged(stored);
    for (const index of table.indexes.values()) this.#entriesOf(index).push([index.keyOf(row.current), row]);
    table.search.add(row.current);
    if (!table.isSystem) row.current.forgetValue();
    this.#maxCreationTime = Math.max(this.#maxCreationTime, row.current.creationTime);
  }

  /** Called when every system row is in and no user row is. */
  define(): void {
    for (const path of this.#registry.paths()) {
      const component = this.#registry.component(path);
      for (const row of rowsOf(component.table("_tables"))) {
        const { name, number } = row.current.value;
        if (typeof name !== "string" || typeof number !== "number") {
          throw this.#damaged({ seq: row.seq, id: row.current.id });
        }
        component.createTable(name, number);
      }
      const [schema] = rowsOf(component.table("_schemas"));
      component.activateSchema(schemaOfRow(schema?.current.value ?? null));
    }
  }

  finish(): Loaded {
    for (const [index, entries] of this.#entries) index.fill(entries);
    return {
      registry: this.#registry,
      keptTexts: this.#keptTexts,
      maxSeq: this.#maxSeq,
      maxTs: this.#maxTs,
      maxCreationTime: this.#maxCreationTime,
    };
  }

  #entriesOf(index: TableIndex): [string, Row][] {
    let entries = this.#entries.get(index);
    if (entries === undefined) {
      entries = [];
      this.#entries.set(index, entries);
    }
    return entries;
  }

  #parse(stored: StoredDocument): DocumentVersion {
    let value: JSONObject;
    try {
      value = JSON.parse(stored.json) as JSONObject;
    } catch (cause) {
      throw this.#damaged(stored, cause);
    }
    const creationTime = value["_creationTime"];
    if (value["_id"] !== stored.id || typeof creationTime !== "number") throw this.#damaged(stored);
    return new DocumentVersion(stored.id, creationTime, stored.json, { value, size: -1, hasCommitTs: false });
  }

  #damaged({ seq, id }: { seq: number; id: string }, cause?: unknown): StorageFailure {
    return new StorageFailure(
      "damaged",
      `The data in ${this.location} is damaged: row ${seq} (document ${id}) cannot be read. Restore a backup.`,
      { cause },
    );
  }
}

function rowsOf(table: Table | undefined): Iterable<Row> {
  return table?.rows.values() ?? [];
}
