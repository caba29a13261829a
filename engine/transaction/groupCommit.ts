/**
 * Durability: collects the commits of one turn of the event loop into one storage batch, writes batches one after
 * another, and tells each commit when its batch is on disk. Visibility order is the database's business; a commit is
 * visible to later transactions before it is durable.
 */
import type { RowSink } from "./applyChanges";
import { type StorageDriver, StorageFailure, type StoredDocument } from "../storage/driver";

interface Group {
  ts: bigint;
  puts: Map<number, StoredDocument>;
  removes: Set<number>;
  meta: Map<string, string>;
  durable: Promise<void>;
  settle: { resolve: () => void; reject: (reason: unknown) => void };
}

export const META_LAST_TS = "last_ts";

export class GroupCommit implements RowSink {
  durableTs: bigint;
  /** Set by the first failed write. Memory is then ahead of the disk, so nothing may be committed any more. */
  failure: StorageFailure | null = null;
  readonly #driver: StorageDriver;
  readonly #onFailure: (failure: StorageFailure) => void;
  #lastSeq: number;
  #open: Group | null = null;
  #writing: Group | null = null;
  #scheduled = false;

  constructor(
    driver: StorageDriver,
    lastSeq: number,
    durableTs: bigint,
    onFailure: (failure: StorageFailure) => void,
  ) {
    this.#driver = driver;
    this.#lastSeq = lastSeq;
    this.durableTs = durableTs;
    this.#onFailure = onFailure;
  }

  /** Resolves when every commit up to now is on disk. */
  get settled(): Promise<void> {
    if (this.failure !== null) return Promise.reject(this.failure);
    return (this.#open ?? this.#writing)?.durable ?? Promise.resolve();
  }

  /** Number for a new row. */
  nextSeq(): number {
    return ++this.#lastSeq;
  }

  /** A row number never comes back once removed. */
  put(document: StoredDocument): void {
    this.#group().puts.set(document.seq, document);
  }

  remove(seq: number): void {
    const group = this.#group();
    group.puts.delete(seq);
    group.removes.add(seq);
  }

  meta(key: string, value: string): void {
    this.#group().meta.set(key, value);
  }

  /** Closes one commit: everything put since the last call belongs to `ts`. */
  commit(ts: bigint): Promise<void> {
    const group = this.#group();
    group.ts = ts;
    this.#schedule();
    return group.durable;
  }

  /** Begins to write what is committed; not at the end of the turn, as it would by itself. */
  writeNow(): void {
    if (this.#open !== null && this.#writing === null) void this.#writeOpenGroup();
  }

  #group(): Group {
    if (this.#open === null) {
      const { promise, resolve, reject } = withResolvers();
      // A caller that does not wait must not turn a failed disk into an unhandled rejection; `onFailure` tells it.
      promise.catch(() => undefined);
      this.#open = {
        ts: this.durableTs,
        puts: new Map(),
        removes: new Set(),
        meta: new Map(),
        durable: promise,
        settle: { resolve, reject },
      };
    }
    return this.#open;
  }

  #schedule(): void {
    if (this.#scheduled || this.#writing !== null) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#writeOpenGroup();
    });
  }

  async #writeOpenGroup(): Promise<void> {
    const group = this.#open;
    if (group === null || this.#writing !== null) return;
    this.#open = null;
    if (this.failure !== null) {
      group.settle.reject(this.failure);
      return;
    }
    this.#writing = group;
    try {
      group.meta.set(META_LAST_TS, String(group.ts));
      await this.#driver.write({
        puts: [...group.puts.values()],
        removes: [...group.removes],
        meta: [...group.meta],
      });
      this.durableTs = group.ts;
      group.settle.resolve();
    } catch (cause) {
      this.#fail(group, cause);
    } finally {
      this.#writing = null;
      if (this.#open !== null) this.#schedule();
    }
  }

  #fail(group: Group, cause: unknown): void {
    const failure =
      cause instanceof StorageFailure
        ? cause
        : new StorageFailure("io", `Writing to ${this.#driver.location} failed.`, { cause });
    this.failure = failure;
    group.settle.reject(failure);
    this.#onFailure(failure);
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (reason: unknown) => void } {
  let resolve: () => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<void>((accept, refuse) => {
    resolve = accept;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
