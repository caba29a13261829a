/**
 * Making a transaction's changes the committed state: rows and indexes, tables that come into being, schemas that take
 * effect. Synchronous and total: it is called when nothing can fail any more.
 */
import { SearchTouches } from "../search/searchReads";
import type { StoredDocument } from "../storage/driver";
import type { ComponentPath, JSONObject } from "../values/json";
import type { DocumentWrite } from "./api";
import type { DocumentVersion } from "./document";
import { TouchedKeys } from "./readSet";
import { type Registry, schemaOfRow } from "./registry";
import type { Row, Table } from "./table";
import type { Workspace } from "./workspace";

export interface Change {
  table: Table;
  row: Row | undefined;
  after: DocumentVersion | null;
}

/** Where rows go besides memory. */
export interface RowSink {
  nextSeq(): number;
  put(document: StoredDocument): void;
  remove(seq: number): void;
}

/** Net effect: a document put back to what it was is not a write. */
export function collectChanges(workspace: Workspace): Change[] {
  const changes: Change[] = [];
  for (const [table, overlay] of workspace.overlays) {
    for (const { row, after } of overlay.pending.values()) {
      if (row === undefined ? after === null : after !== null && after.text === row.current.text) continue;
      changes.push({ table, row, after });
    }
  }
  return changes;
}

export function applyChanges(
  registry: Registry,
  changes: readonly Change[],
  ts: bigint,
  sink: RowSink,
): { writes: DocumentWrite[]; touched: TouchedKeys; searched: SearchTouches } {
  const touched = new TouchedKeys();
  const searched = new SearchTouches();
  renumberTables(registry, changes);
  const writes = changes.map(({ table, row, after: pending }) => {
    const after = pending?.hasCommitTs === true ? pending.withCommitTs(ts) : pending;
    const before = row?.current ?? null;
    const target = committedTable(registry, table);
    const seq = row?.seq ?? sink.nextSeq();
    target.apply(row, after, seq, touched, searched);
    if (after === null) sink.remove(seq);
    else sink.put(storedRow(target, seq, after, ts));
    return new WriteRecord(target.component, target.name, after?.id ?? before?.id ?? "", before, after);
  });
  applyDefinitions(registry, writes);
  return { writes, touched, searched };
}

/** Before anything is written: rows are kept under their table's number. */
function renumberTables(registry: Registry, changes: readonly Change[]): void {
  const numbers = new Map<string, Map<Table, number>>();
  for (const { table, row, after } of changes) {
    if (table.name !== "_tables" || row === undefined || after === null) continue;
    const { name, number } = after.value;
    const renumbered = typeof name === "string" ? registry.component(table.component).table(name) : undefined;
    if (renumbered === undefined || typeof number !== "number") continue;
    const ofComponent = numbers.get(table.component) ?? new Map<Table, number>();
    numbers.set(table.component, ofComponent.set(renumbered, number));
  }
  for (const [component, renumbered] of numbers) registry.component(component).renumber(renumbered);
}

class WriteRecord implements DocumentWrite {
  readonly #before: DocumentVersion | null;
  readonly #after: DocumentVersion | null;

  constructor(
    readonly component: ComponentPath,
    readonly table: string,
    readonly id: string,
    before: DocumentVersion | null,
    after: DocumentVersion | null,
  ) {
    this.#before = before;
    this.#after = after;
  }

  get before(): JSONObject | null {
    return this.#before?.value ?? null;
  }

  get after(): JSONObject | null {
    return this.#after?.value ?? null;
  }
}

function storedRow(table: Table, seq: number, document: DocumentVersion, ts: bigint): StoredDocument {
  return {
    seq,
    component: table.component,
    tableNumber: table.number,
    id: document.id,
    ts,
    json: document.text,
  };
}

/** A table the transaction created is made real by its first write. */
function committedTable(registry: Registry, table: Table): Table {
  if (table.isSystem) return table;
  const component = registry.component(table.component);
  return component.table(table.name) ?? component.createTable(table.name, table.number);
}

/** Rows of `_tables` and `_schemas` take effect with the commit that writes them. */
function applyDefinitions(registry: Registry, writes: readonly DocumentWrite[]): void {
  for (const { table, component, after } of writes) {
    if (table !== "_tables" || after === null) continue;
    const { name, number } = after;
    const tables = registry.component(component);
    if (typeof name === "string" && typeof number === "number" && tables.table(name) === undefined) {
      tables.createTable(name, number);
    }
  }
  for (const { table, component, after } of writes) {
    if (table === "_schemas") registry.component(component).activateSchema(schemaOfRow(after));
  }
}
