/**
 * The narrow interface between the database and whatever keeps its data: a set of document rows and a small key-value
 * map, written in atomic, durable batches. Knows nothing of indexes, schemas or transactions.
 */

/** One document as it rests. `seq` is the row's own number: stable for the document's life, never reused while live. */
export interface StoredDocument {
  seq: number;
  component: string;
  tableNumber: number;
  id: string;
  /** Commit timestamp of this version, nanoseconds. */
  ts: bigint;
  /** Encoded JSON text. */
  json: string;
}

/** From (inclusive) to (exclusive). */
export interface TableNumberRange {
  from: number;
  to: number;
}

/** Everything in a batch becomes durable together or not at all. */
export interface WriteBatch {
  /** Inserted, or replacing the row with the same `seq`. */
  puts: readonly StoredDocument[];
  /** `seq` of removed rows. */
  removes: readonly number[];
  meta: readonly (readonly [key: string, value: string])[];
}

export interface StorageDriver {
  /** Where the data lives, for messages. */
  readonly location: string;
  readMeta(): Map<string, string>;
  /** Visits the rows of a range of table numbers, in `seq` order; all of them by default. Before the first write only. */
  readDocuments(visit: (document: StoredDocument) => void, tables?: TableNumberRange): void;
  /** Resolves when the batch is on disk. Batches are applied in call order. Rejects with `StorageFailure`. */
  write(batch: WriteBatch): Promise<void>;
  /** Consistent copy of everything written so far into a new file. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}

export type StorageFailureCode =
  /** Another process holds the data folder. */
  | "locked"
  /** The folder cannot be created, read or written. */
  | "unusable"
  /** The file is not ours or its pages are inconsistent. */
  | "damaged"
  /** Written by a newer engine than this one. */
  | "newer"
  /** No space left. */
  | "full"
  /** Any other I/O failure. */
  | "io";

/** A failure of the storage with one sentence for the operator. After a failed write the process must restart. */
export class StorageFailure extends Error {
  override name = "StorageFailure";

  constructor(
    readonly code: StorageFailureCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
