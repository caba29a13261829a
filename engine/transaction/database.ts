/**
 * The database: committed state in memory, loaded once from storage; begins transactions, commits them in order, assigns
 * timestamps, tells listeners, and hands every commit to the group that makes it durable.
 * Holds no query logic and no knowledge of functions, clients or files.
 */
import { randomBytes } from "node:crypto";
import { CursorCodec } from "../query/cursor";
import type { VectorHit } from "../search/vectorIndex";
import { parseVectorQuery } from "../search/vectorQuery";
import type { StorageDriver, StorageFailure } from "../storage/driver";
import type { ComponentPath, JSONObject } from "../values/json";
import type { TableNames } from "../values/validator";
import type { Commit, CommitResult, Database, ReadSet, Transaction, TransactionKind } from "./api";
import { applyChanges, collectChanges } from "./applyChanges";
import { CommitClock, CreationClock } from "./clock";
import { invalidArgument, stagedIndex } from "./errors";
import { GroupCommit, META_LAST_TS } from "./groupCommit";
import type { KeptText } from "./keptTexts";
import { loadRegistry } from "./load";
import { type CommitRecord, recordedReads, searchedBy, touchedBy } from "./readSet";
import { RecentCommits } from "./recentCommits";
import type { Registry } from "./registry";
import { parseSchema } from "./schema";
import type { SchemaProblem } from "./systemAccess";
import { TransactionState } from "./transaction";
import type { TransactionHost } from "./workspace";

const META_CURSOR_KEY = "cursor_key";

export interface DatabaseOptions {
  /** Epoch ms; tests pass their own clock. */
  now?: () => number;
  /** Called once when a write to storage failed: the process must stop, memory is ahead of the disk. */
  onFailure?: (failure: StorageFailure) => void;
}

export class MemoryFirstDatabase implements Database, TransactionHost {
  readonly registry: Registry;
  version = 0;
  readonly #driver: StorageDriver;
  readonly #group: GroupCommit;
  readonly #cursors: CursorCodec;
  readonly #commitClock: CommitClock;
  readonly #creationClock: CreationClock;
  readonly #recent = new RecentCommits();
  readonly #commitListeners = new Set<(commit: Commit) => void>();
  readonly #touchListeners = new Set<(key: string) => void>();
  #keptTexts: KeptText[];
  #closed = false;

  constructor(driver: StorageDriver, options: DatabaseOptions) {
    this.#driver = driver;
    const meta = driver.readMeta();
    const loaded = loadRegistry(driver);
    this.registry = loaded.registry;
    this.#keptTexts = loaded.keptTexts;
    this.#creationClock = new CreationClock(loaded.maxCreationTime);
    const lastTs = BigInt(meta.get(META_LAST_TS) ?? "0");
    const latestTs = lastTs > loaded.maxTs ? lastTs : loaded.maxTs;
    this.#commitClock = new CommitClock(latestTs, options.now ?? Date.now);
    this.#group = new GroupCommit(driver, loaded.maxSeq, latestTs, (failure) => options.onFailure?.(failure));
    this.#cursors = new CursorCodec(meta.get(META_CURSOR_KEY) ?? this.#newCursorKey());
  }

  get latestTs(): bigint {
    return this.#commitClock.latest;
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
    const { kind, beginMs, journal = null } = options;
    return new TransactionState(this, this.#cursors, kind, beginMs, this.latestTs, journal);
  }

  commit(tx: Transaction): CommitResult {
    if (!(tx instanceof TransactionState)) throw new Error("Not a transaction of this database");
    if (this.failure !== null) throw this.failure;
    if (this.#closed) throw new Error("The database is closed");
    // First of all: what a missed commit wrote as well would otherwise look like no change.
    if (tx.workspace.hasPending) this.#recent.check(tx, this.version - tx.version);
    const changes = collectChanges(tx.workspace);
    if (changes.length === 0 && tx.kept.isEmpty) return { ts: tx.snapshotTs, durable: this.#group.settled };
    const ts = this.#commitClock.tick();
    const applied = applyChanges(this.registry, changes, ts, this.#group);
    tx.kept.apply(this.#group, ts);
    this.version++;
    const durable = this.#group.commit(ts);
    const commit: CommitRecord = { ts, ...applied };
    this.#recent.add(commit);
    for (const listener of this.#commitListeners) listener(commit);
    return { ts, durable };
  }

  async flush(): Promise<void> {
    await this.#group.settled;
  }

  writeNow(): void {
    this.#group.writeNow();
  }

  /** What earlier processes kept, oldest first. For the one who keeps it: later calls find nothing. */
  takeKeptTexts(): KeptText[] {
    const texts = this.#keptTexts;
    this.#keptTexts = [];
    return texts;
  }

  onCommit(listener: (commit: Commit) => void): () => void {
    this.#commitListeners.add(listener);
    return () => this.#commitListeners.delete(listener);
  }

  touchKey(key: string): void {
    void this.#group.commit(this.#commitClock.tick());
    for (const listener of this.#touchListeners) listener(key);
  }

  onTouch(listener: (key: string) => void): () => void {
    this.#touchListeners.add(listener);
    return () => this.#touchListeners.delete(listener);
  }

  overlaps(readSet: ReadSet, commit: Commit): boolean {
    const reads = recordedReads(readSet);
    return reads.firstTouched(touchedBy(commit)) !== null || reads.findsAny(searchedBy(commit));
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

  /** `name` is `table.index`. Not part of any transaction: sees what is committed. Rejects with `DeveloperError`. */
  async vectorSearch(component: ComponentPath, name: string, query: JSONObject): Promise<VectorHit[]> {
    const [table = "", index = ""] = name.split(".");
    const found = this.registry.component(component).table(table)?.search.vectors.get(index);
    if (found === undefined) throw invalidArgument(`Index ${name} not found.`);
    if (found.definition.staged) throw stagedIndex(name);
    return found.nearest(parseVectorQuery(name, found.definition, query));
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
  checkSchema(component: ComponentPath, json: JSONObject): SchemaProblem | null {
    const schema = parseSchema(json);
    // The transaction is never committed, so the tables it creates on the way never exist.
    return this.begin({ kind: "mutation", beginMs: 0 }).schemaProblem(component, schema);
  }

  /** Checks and activates a schema in a transaction of its own. Throws `DeveloperError`. */
  setSchema(component: ComponentPath, json: JSONObject | null): CommitResult {
    const tx = this.begin({ kind: "mutation", beginMs: this.#commitClock.nowMs() });
    tx.setSchema(component, json);
    return this.commit(tx);
  }

  nextCreationTime(beginMs: number): number {
    return this.#creationClock.next(beginMs);
  }

  #newCursorKey(): string {
    const key = randomBytes(32).toString("hex");
    this.#group.meta(META_CURSOR_KEY, key);
    void this.#group.commit(this.#commitClock.tick());
    return key;
  }
}

/** Loads everything the driver holds and makes it a database. Throws `StorageFailure`. */
export function createDatabase(driver: StorageDriver, options: DatabaseOptions = {}): MemoryFirstDatabase {
  return new MemoryFirstDatabase(driver, options);
}
