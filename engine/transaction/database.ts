/**
 * The database: committed state in memory, loaded once from storage; begins transactions, commits them in order, assigns
 * timestamps, tells listeners, and hands every commit to the group that makes it durable.
 * Holds no query logic and no knowledge of functions, clients or files.
 */
import { randomBytes } from "node:crypto";
import { CursorCodec } from "../query/cursor";
import type { StorageDriver, StorageFailure } from "../storage/driver";
import type { ComponentPath, JSONObject } from "../values/json";
import type { TableNames } from "../values/validator";
import type {
  Commit,
  CommitResult,
  Database,
  DocumentWrite,
  ReadSet,
  Transaction,
  TransactionKind,
} from "./api";
import type { DocumentVersion } from "./document";
import { ConflictError } from "./errors";
import { GroupCommit, META_LAST_TS } from "./groupCommit";
import { loadRegistry } from "./load";
import { type CommitRecord, recordedReads, tableOfIndexKey, touchedBy } from "./readSet";
import { type Registry, schemaOfRow } from "./registry";
import { parseSchema, type Schema } from "./schema";
import type { Row, Table } from "./table";
import { type TransactionHost, TransactionState } from "./transaction";

const META_CURSOR_KEY = "cursor_key";
/** Commits a late-committing transaction is checked against; a transaction older than that conflicts. */
const REMEMBERED_COMMITS = 1024;

export interface DatabaseOptions {
  /** Epoch ms; tests pass their own clock. */
  now?: () => number;
  /** Called once when a write to storage failed: the process must stop, memory is ahead of the disk. */
  onFailure?: (failure: StorageFailure) => void;
}

export interface SchemaCheck {
  table: string;
  message: string;
}

class WriteRecord implements DocumentWrite {
  constructor(
    readonly component: ComponentPath,
    readonly table: string,
    readonly id: string,
    readonly beforeVersion: DocumentVersion | null,
    readonly afterVersion: DocumentVersion | null,
  ) {}

  get before(): JSONObject | null {
    return this.beforeVersion?.value ?? null;
  }

  get after(): JSONObject | null {
    return this.afterVersion?.value ?? null;
  }
}

export class MemoryFirstDatabase implements Database, TransactionHost {
  readonly registry: Registry;
  readonly cursors: CursorCodec;
  latestTs: bigint;
  version = 0;
  readonly #driver: StorageDriver;
  readonly #group: GroupCommit;
  readonly #now: () => number;
  readonly #commitListeners = new Set<(commit: Commit) => void>();
  readonly #touchListeners = new Set<(key: string) => void>();
  readonly #recent: CommitRecord[] = [];
  #nextSeq: number;
  #lastCreationTime: number;
  #closed = false;

  constructor(driver: StorageDriver, options: DatabaseOptions) {
    this.#driver = driver;
    this.#now = options.now ?? Date.now;
    const meta = driver.readMeta();
    const loaded = loadRegistry(driver);
    this.registry = loaded.registry;
    this.#nextSeq = loaded.maxSeq + 1;
    this.#lastCreationTime = loaded.maxCreationTime;
    const lastTs = BigInt(meta.get(META_LAST_TS) ?? "0");
    this.latestTs = lastTs > loaded.maxTs ? lastTs : loaded.maxTs;
    this.#group = new GroupCommit(driver, this.latestTs, (failure) => options.onFailure?.(failure));
    let cursorKey = meta.get(META_CURSOR_KEY);
    if (cursorKey === undefined) {
      cursorKey = randomBytes(32).toString("hex");
      this.#group.meta(META_CURSOR_KEY, cursorKey);
      this.latestTs = this.#nextTs();
      void this.#group.commit(this.latestTs);
    }
    this.cursors = new CursorCodec(cursorKey);
  }

  get durableTs(): bigint {
    return this.#group.durableTs;
  }

  /** Why nothing can be committed any more, or null. */
  get failure(): StorageFailure | null {
    return this.#group.failure;
  }

  begin(options: { kind: TransactionKind; beginMs: number; journal?: string | null }): TransactionState {
    if (this.#closed) throw new Error("The database is closed");
    return new TransactionState(this, options.kind, options.beginMs, this.latestTs, options.journal ?? null);
  }

  commit(tx: Transaction): CommitResult {
    if (!(tx instanceof TransactionState)) throw new Error("Not a transaction of this database");
    if (this.failure !== null) throw this.failure;
    if (this.#closed) throw new Error("The database is closed");
    const changes = collectChanges(tx);
    if (changes.length === 0) return { ts: tx.snapshotTs, durable: this.#group.settled };
    this.#checkConflicts(tx);
    const ts = this.#nextTs();
    const touched = new Map<string, string[]>();
    const writes = changes.map(({ table, row, after }) => this.#apply(table, row, after, ts, touched));
    this.latestTs = ts;
    this.version++;
    this.#applyDefinitions(writes);
    const durable = this.#group.commit(ts);
    const commit: CommitRecord = { ts, writes, touched };
    this.#recent.push(commit);
    if (this.#recent.length > REMEMBERED_COMMITS) this.#recent.shift();
    for (const listener of this.#commitListeners) listener(commit);
    return { ts, durable };
  }

  async flush(): Promise<void> {
    await this.#group.settled;
  }

  onCommit(listener: (commit: Commit) => void): () => void {
    this.#commitListeners.add(listener);
    return () => this.#commitListeners.delete(listener);
  }

  touchKey(key: string): void {
    this.latestTs = this.#nextTs();
    void this.#group.commit(this.latestTs);
    for (const listener of this.#touchListeners) listener(key);
  }

  onTouch(listener: (key: string) => void): () => void {
    this.#touchListeners.add(listener);
    return () => this.#touchListeners.delete(listener);
  }

  overlaps(readSet: ReadSet, commit: Commit): boolean {
    return recordedReads(readSet).firstTouched(touchedBy(commit)) !== null;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      if (this.failure === null) await this.#group.settled;
    } finally {
      await this.#driver.close();
    }
  }

  /** A consistent copy of everything committed so far, in a new file. */
  async backup(path: string): Promise<void> {
    await this.flush();
    await this.#driver.backup(path);
  }

  // ---- schema and tables

  /** The active schema as it was pushed, or null. */
  schema(component: ComponentPath): JSONObject | null {
    return this.registry.component(component).schema?.source ?? null;
  }

  /** For validators of arguments and return values. Live: always the committed tables. */
  tableNames(component: ComponentPath): TableNames {
    return this.registry.component(component);
  }

  /** Names and numbers of a component's user tables with their row counts. */
  listTables(component: ComponentPath): { name: string; number: number; rows: number }[] {
    return this.registry
      .component(component)
      .userTables()
      .map((table) => ({ name: table.name, number: table.number, rows: table.rows.size }));
  }

  /** Components that have tables or a schema. */
  components(): ComponentPath[] {
    return this.registry.paths();
  }

  /** Would this schema be accepted? The first document in its way, or null. Throws `DeveloperError` if malformed. */
  checkSchema(component: ComponentPath, json: JSONObject): SchemaCheck | null {
    const schema: Schema = parseSchema(json);
    const tx = this.begin({ kind: "mutation", beginMs: this.#now() });
    // Declared tables may be new: `v.id()` of each other must know their numbers. Nothing of this is committed.
    for (const name of schema.tables.keys()) tx.ensureTable(component, name);
    return tx.schemaProblem(component, schema);
  }

  /** Checks and activates a schema in a transaction of its own. Throws `DeveloperError`. */
  setSchema(component: ComponentPath, json: JSONObject | null): CommitResult {
    const tx = this.begin({ kind: "mutation", beginMs: this.#now() });
    tx.setSchema(component, json);
    return this.commit(tx);
  }

  // ---- for transactions

  nextCreationTime(beginMs: number): number {
    this.#lastCreationTime = Math.max(beginMs, nextUp(this.#lastCreationTime));
    return this.#lastCreationTime;
  }

  // ---- private

  #nextTs(): bigint {
    const now = BigInt(Math.floor(this.#now())) * 1_000_000n;
    return now > this.latestTs ? now : this.latestTs + 1n;
  }

  /** Only a transaction that commits after its step can conflict, see `errors.ts`. */
  #checkConflicts(tx: TransactionState): void {
    const missed = this.version - tx.version;
    if (missed === 0) return;
    if (missed > this.#recent.length) throw new ConflictError("unknown");
    for (const commit of this.#recent.slice(this.#recent.length - missed)) {
      const indexKey = tx.readSet.firstTouched(commit.touched);
      if (indexKey !== null) throw new ConflictError(tableOfIndexKey(indexKey));
      const newTable = commit.writes.find((write) => write.table === "_tables");
      if (newTable !== undefined && [...tx.overlays.keys()].some((table) => table.name === "_tables")) {
        throw new ConflictError("_tables");
      }
    }
  }

  #apply(
    table: Table,
    row: Row | undefined,
    pendingAfter: DocumentVersion | null,
    ts: bigint,
    touched: Map<string, string[]>,
  ): DocumentWrite {
    const after = pendingAfter?.hasCommitTs ? pendingAfter.withCommitTs(ts) : pendingAfter;
    const before = row?.current ?? null;
    const target = table.isSystem ? table : this.#committedTable(table);
    const touch = (indexKey: string, key: string): void => {
      const keys = touched.get(indexKey);
      if (keys === undefined) touched.set(indexKey, [key]);
      else keys.push(key);
    };
    const seq = row?.seq ?? this.#nextSeq++;
    target.apply(row, after, seq, touch);
    if (after === null) {
      this.#group.remove(seq);
    } else {
      this.#group.put({
        seq,
        component: target.component,
        tableNumber: target.number,
        id: after.id,
        ts,
        json: after.text,
      });
    }
    const id = after?.id ?? before?.id ?? "";
    return new WriteRecord(target.component, target.name, id, before, after);
  }

  /** A table the transaction created is made real by its first write. */
  #committedTable(table: Table): Table {
    const component = this.registry.component(table.component);
    return component.table(table.name) ?? component.createTable(table.name, table.number);
  }

  /** Rows of `_tables` and `_schemas` take effect with the commit that writes them. */
  #applyDefinitions(writes: readonly DocumentWrite[]): void {
    for (const { table, component, after } of writes) {
      if (table !== "_tables" || after === null) continue;
      const { name, number } = after;
      const tables = this.registry.component(component);
      if (typeof name === "string" && typeof number === "number" && tables.table(name) === undefined) {
        tables.createTable(name, number);
      }
    }
    for (const { table, component, after } of writes) {
      if (table === "_schemas") this.registry.component(component).activateSchema(schemaOfRow(after));
    }
  }
}

interface Change {
  table: Table;
  row: Row | undefined;
  after: DocumentVersion | null;
}

/** Net effect: a document put back to what it was is not a write. */
function collectChanges(tx: TransactionState): Change[] {
  const changes: Change[] = [];
  for (const [table, overlay] of tx.overlays) {
    for (const { row, after } of overlay.pending.values()) {
      if (row === undefined ? after === null : after !== null && after.text === row.current.text) continue;
      changes.push({ table, row, after });
    }
  }
  return changes;
}

const doubleCell = new Float64Array(1);
const doubleBits = new BigInt64Array(doubleCell.buffer);

/** The next larger representable number; for positive input. */
function nextUp(value: number): number {
  doubleCell[0] = value;
  doubleBits[0] = (doubleBits[0] ?? 0n) + 1n;
  return doubleCell[0] ?? value;
}

/** Loads everything the driver holds and makes it a database. Throws `StorageFailure`. */
export function createDatabase(driver: StorageDriver, options: DatabaseOptions = {}): MemoryFirstDatabase {
  return new MemoryFirstDatabase(driver, options);
}
