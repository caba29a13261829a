/**
 * What one transaction has changed so far: overlays per table, tables it is about to create, and the way back to any
 * savepoint. Checks nothing, charges nothing and records no reads.
 */
import { newId } from "../values/ids";
import type { ComponentPath, JSONObject } from "../values/json";
import type { TableNames } from "../values/validator";
import { type DocumentVersion, makeDocument } from "./document";
import { DeveloperError } from "./errors";
import { type PendingDocument, TableOverlay } from "./overlay";
import type { Registry } from "./registry";
import { MAX_TABLES } from "./schema";
import { Table } from "./table";

/** What a transaction needs from its database. */
export interface TransactionHost {
  readonly registry: Registry;
  /** Grows with every commit; a transaction remembers it to notice that its step is over. */
  readonly version: number;
  /** See `CreationClock.next`. */
  nextCreationTime(beginMs: number): number;
}

type UndoStep =
  | { overlay: TableOverlay; id: string; previous: PendingDocument | undefined }
  | { newTable: string };

export class Workspace {
  readonly overlays = new Map<Table, TableOverlay>();
  readonly #host: TransactionHost;
  readonly #beginMs: number;
  readonly #newTables = new Map<string, Table>();
  /** Tables that get another number with this commit. */
  readonly #numbers = new Map<Table, number>();
  readonly #undo: UndoStep[] = [];

  constructor(host: TransactionHost, beginMs: number) {
    this.#host = host;
    this.#beginMs = beginMs;
  }

  get registry(): Registry {
    return this.#host.registry;
  }

  // ---- tables

  /** A table as this transaction sees it, its own new ones included. */
  table(component: ComponentPath, name: string): Table | undefined {
    return this.registry.component(component).table(name) ?? this.#newTables.get(`${component}\0${name}`);
  }

  /** The number a table has as this transaction sees it. */
  numberOf(table: Table): number {
    return this.#numbers.get(table) ?? table.number;
  }

  /**
   * Gives committed tables other numbers, all at once. They must be left empty: ids hold the number. Not undone by
   * savepoints.
   */
  renumber(component: ComponentPath, numbers: ReadonlyMap<Table, number>): void {
    const rows = this.systemTable(component, "_tables");
    const byName = new Map([...this.documents(rows)].map((row) => [row.value["name"], row]));
    for (const [table, number] of numbers) {
      this.#numbers.set(table, number);
      const row = byName.get(table.name);
      if (row !== undefined) this.put(rows, row.id, makeDocument({ ...row.value, number }));
    }
  }

  tableByNumber(component: ComponentPath, number: number): Table | undefined {
    for (const [table, given] of this.#numbers)
      if (table.component === component && given === number) return table;
    const committed = this.registry.component(component).tableByNumber(number);
    if (committed !== undefined && this.numberOf(committed) === number) return committed;
    for (const table of this.#newTables.values()) {
      if (table.component === component && table.number === number) return table;
    }
    return undefined;
  }

  tables(component: ComponentPath): TableNames {
    return {
      tableNumber: (name) => {
        const table = this.table(component, name);
        return table === undefined ? undefined : this.numberOf(table);
      },
      tableName: (number) => this.tableByNumber(component, number)?.name,
    };
  }

  /** Creates the table if it does not exist, under the given or the next free number; undone with its savepoint. */
  ensureTable(component: ComponentPath, name: string, givenNumber?: number): Table {
    const existing = this.table(component, name);
    if (existing !== undefined) return existing;
    if (this.registry.component(component).userTableCount + this.#newTables.size >= MAX_TABLES) {
      throw new DeveloperError(
        "TooManyTables",
        `Table "${name}" cannot be created: there are ${MAX_TABLES} tables already, which is the maximum.`,
      );
    }
    const number = givenNumber ?? this.nextNumber(component);
    const table = new Table(component, name, number, false);
    const key = `${component}\0${name}`;
    this.#newTables.set(key, table);
    this.#undo.push({ newTable: key });
    this.insert(this.systemTable(component, "_tables"), (system) =>
      makeDocument({ name, number, ...system }),
    );
    return table;
  }

  nextNumber(component: ComponentPath): number {
    let number = this.registry.component(component).nextNumber;
    for (const table of [...this.#newTables.values(), ...this.#numbers.keys()]) {
      if (table.component === component) number = Math.max(number, this.numberOf(table) + 1);
    }
    return number;
  }

  systemTable(component: ComponentPath, name: string): Table {
    const table = this.registry.component(component).table(name);
    if (table === undefined || !table.isSystem) throw new Error(`${name} is not a system table`);
    return table;
  }

  // ---- documents

  current(table: Table, id: string): DocumentVersion | undefined {
    const overlay = this.overlays.get(table);
    return overlay === undefined ? table.rows.get(id)?.current : overlay.get(id);
  }

  /** Every document of a table as this transaction sees it, in no particular order. */
  *documents(table: Table): Generator<DocumentVersion, void> {
    const pending = this.overlays.get(table)?.pending;
    for (const [id, row] of table.rows) if (!pending?.has(id)) yield row.current;
    for (const { after } of pending?.values() ?? []) if (after !== null) yield after;
  }

  /** Adds the document that `make` builds around fresh system fields. */
  insert(table: Table, make: (system: JSONObject) => DocumentVersion): DocumentVersion {
    const id = newId(table.number, this.#beginMs);
    const document = make({ _id: id, _creationTime: this.#host.nextCreationTime(this.#beginMs) });
    this.put(table, id, document);
    return document;
  }

  /** Sets the transaction's version of a document; null removes it. */
  put(table: Table, id: string, after: DocumentVersion | null): void {
    const overlay = this.overlays.get(table) ?? new TableOverlay(table);
    this.overlays.set(table, overlay);
    const row = table.rows.get(id);
    const next = row === undefined && after === null ? undefined : { row, after };
    const previous = overlay.put(id, next);
    this.#undo.push({ overlay, id, previous });
  }

  /** Whether anything written has not been undone, net change or not. */
  get hasPending(): boolean {
    for (const overlay of this.overlays.values()) if (overlay.pending.size > 0) return true;
    return false;
  }

  // ---- savepoints

  get mark(): number {
    return this.#undo.length;
  }

  rollbackTo(mark: number): void {
    while (this.#undo.length > mark) {
      const step = this.#undo.pop();
      if (step === undefined) return;
      if ("newTable" in step) this.#newTables.delete(step.newTable);
      else step.overlay.put(step.id, step.previous);
    }
  }
}
