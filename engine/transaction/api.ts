/**
 * What a transaction offers to the function runtime, and what the database offers to the rest of the engine.
 * Owns the interfaces only. Everything here is synchronous except durability: a query or mutation is one
 * synchronous step (SPEC, section E), so a transaction never interleaves with another.
 */
import type { ComponentPath, JSONObject, JSONValue } from "../values/json";
import type { TableNames } from "../values/validator";

export type TransactionKind = "query" | "mutation";

/** Opaque record of everything a transaction read: index intervals, missing tables, environment, code version. */
export interface ReadSet {
  /** Register non-document dependencies such as `env:NAME` or `modules`. A commit or engine event may touch them. */
  addKey(key: string): void;
  readonly size: number;
}

/** Budget names are Convex's transaction metrics. */
export type MetricName =
  | "bytesRead"
  | "bytesWritten"
  | "databaseQueries"
  | "documentsRead"
  | "documentsWritten"
  | "functionsScheduled"
  | "scheduledFunctionArgsBytes"
  | "filesWritten"
  | "fileWriteBytes"
  | "filesRead"
  | "fileReadBytes";

export interface QueryPageArgs {
  query: JSONObject;
  cursor: string | null;
  endCursor: string | null;
  pageSize: number;
  maximumRowsRead: number | null;
  maximumBytesRead: number | null;
}

export interface QueryPageResult {
  /** Documents as encoded JSON. */
  page: JSONObject[];
  /** The same as JSON text. */
  pageText: string;
  isDone: boolean;
  continueCursor: string;
  splitCursor: string | null;
  pageStatus: null | "SplitRecommended" | "SplitRequired";
}

export interface Savepoint {
  readonly savepoint: unique symbol;
}

/**
 * One transaction over one snapshot. All methods throw `DeveloperError` (transaction/errors.ts) for misuse by user
 * code, with Convex's wording. Documents cross this border as *encoded JSON*; `…Text` results are JSON text so that
 * the runtime can splice them without parsing.
 */
export interface Transaction {
  readonly kind: TransactionKind;
  /** Wall clock at begin, epoch ms: the frozen `Date.now()` of the function and the base of `_creationTime`. */
  readonly beginMs: number;
  /** Nanoseconds; the snapshot that is read. */
  readonly snapshotTs: bigint;
  readonly readSet: ReadSet;

  /** JSON text of the document, or null. `isSystem` is `db.system`. */
  getText(component: ComponentPath, id: string, isSystem: boolean, table?: string): string | null;
  normalizeId(component: ComponentPath, table: string, idString: string): string | null;
  count(component: ComponentPath, table: string): number;
  /** Names and numbers of the component's tables as this transaction sees them, for validating ids. */
  tables(component: ComponentPath): TableNames;

  insert(component: ComponentPath, table: string, value: JSONObject): string;
  /** Top-level `{"$undefined": null}` removes a field. */
  patch(component: ComponentPath, id: string, value: JSONObject, table?: string): void;
  replace(component: ComponentPath, id: string, value: JSONObject, table?: string): void;
  remove(component: ComponentPath, id: string, table?: string): void;

  queryStart(component: ComponentPath, query: JSONObject): number;
  /** Pulls one document; only what was handed out counts into the read set and the limits. */
  queryNext(queryId: number): { valueText: string | null; done: boolean };
  queryCleanup(queryId: number): void;
  queryPage(component: ComponentPath, args: QueryPageArgs): QueryPageResult;

  /** Sub-transaction: undo every write, schedule and file operation since the savepoint; reads stay recorded. */
  savepoint(): Savepoint;
  rollbackTo(savepoint: Savepoint): void;

  /**
   * System tables (`_scheduled_functions`, `_storage`, and the engine's own `_env`, `_crons`, `_modules`, …): same
   * store, same atomicity, no user checks. Used by the scheduler, files, environment and push, never by user code.
   * `system.ts` declares them with their indexes.
   */
  systemInsert(component: ComponentPath, table: string, value: JSONObject): string;
  systemGet(component: ComponentPath, table: string, id: string): JSONObject | null;
  systemReplace(component: ComponentPath, table: string, id: string, value: JSONObject): void;
  systemRemove(component: ComponentPath, table: string, id: string): void;
  /** Equality prefix on a declared index, in index order; adds to the read set. */
  systemList(
    component: ComponentPath,
    table: string,
    index: string,
    equals: JSONValue[],
    limit?: number,
  ): JSONObject[];

  /** Keeps a text beside the documents, in this transaction's commit, in which `onKept` is called: see `keptTexts.ts`. */
  keepText(text: string, onKept: (seq: number) => void): void;
  dropText(seq: number): void;

  /** Counts against Convex's limits; throws when the budget is used up. */
  charge(metric: MetricName, amount: number): void;
  readonly documentsRead: number;
  metrics(): Record<MetricName, { used: number; remaining: number }>;
  /** Limits of which more than four fifths are used, in Convex's words. */
  limitWarnings(): string[];
  /** A nested call's `transactionLimits`: lowers what is left to these amounts until the returned function is called. */
  restrictBudget(limits: Partial<Record<MetricName, number>>): () => void;

  /**
   * Makes this (`schema.export()` parsed; null: none) the component's schema when the transaction commits. Throws
   * `DeveloperError`: `SchemaValidationFailed` names the first existing document that does not fit.
   */
  setSchema(component: ComponentPath, schema: JSONObject | null): void;

  /** Journal given by the client for this run (a paginate end cursor), and the one this run produced. */
  journalIn: string | null;
  journalOut: string | null;
}

export interface DocumentWrite {
  component: ComponentPath;
  table: string;
  id: string;
  /** Encoded JSON before and after; null = absent. */
  before: JSONObject | null;
  after: JSONObject | null;
}

export interface Commit {
  /** Nanoseconds, strictly increasing over restarts and clock steps: max(now, last + 1). */
  ts: bigint;
  writes: readonly DocumentWrite[];
}

export interface CommitResult {
  /** Commit ts, or the snapshot ts when nothing was written. */
  ts: bigint;
  /** Resolves when the commit is on disk (its group was synced). Nothing may leave the process before that. */
  durable: Promise<void>;
}

export interface Database {
  /** Latest committed ts (visible to new transactions, perhaps not yet on disk). */
  readonly latestTs: bigint;
  /** Latest ts that is on disk. */
  readonly durableTs: bigint;
  begin(options: { kind: TransactionKind; beginMs: number; journal?: string | null }): Transaction;
  /**
   * Applies the writes to memory, assigns ts, adds them to the open group. Synchronous. Normally in the same step as
   * begin; later, it throws `ConflictError` (run the mutation again) when something the transaction read has changed.
   * Throws `StorageFailure` once a write to storage has failed.
   */
  commit(tx: Transaction): CommitResult;
  /** Resolves once everything committed so far is on disk. */
  flush(): Promise<void>;
  /** For who knows that no other commit follows in this turn: what is committed need not wait for its end. */
  writeNow(): void;
  /** Called synchronously after each commit with writes. */
  onCommit(listener: (commit: Commit) => void): () => void;
  /** Signals that a non-document dependency (see ReadSet.addKey) changed. Bumps latestTs. */
  touchKey(key: string): void;
  onTouch(listener: (key: string) => void): () => void;
  /** True when the commit's writes fall into the read set. */
  overlaps(readSet: ReadSet, commit: Commit): boolean;
  close(): Promise<void>;
}
