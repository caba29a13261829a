/**
 * Storage in this process's memory, for tests and throw-away deployments. Keeps the driver contract, durability aside:
 * what was written survives `reopen()`, not the process.
 */
import { writeFile } from "node:fs/promises";
import {
  type StorageDriver,
  StorageFailure,
  type StoredDocument,
  type TableNumberRange,
  type WriteBatch,
} from "./driver";

export class MemoryDriver implements StorageDriver {
  readonly location = "memory";
  #documents = new Map<number, StoredDocument>();
  #meta = new Map<string, string>();
  #closed = false;
  #failure: StorageFailure | null = null;

  readMeta(): Map<string, string> {
    return new Map(this.#meta);
  }

  readDocuments(
    visit: (document: StoredDocument) => void,
    tables: TableNumberRange = { from: 0, to: Number.POSITIVE_INFINITY },
  ): void {
    for (const seq of [...this.#documents.keys()].sort((a, b) => a - b)) {
      const document = this.#documents.get(seq);
      if (document === undefined) continue;
      const { tableNumber } = document;
      if (tableNumber >= tables.from && tableNumber < tables.to) visit({ ...document });
    }
  }

  async write(batch: WriteBatch): Promise<void> {
    if (this.#closed) throw new StorageFailure("io", "The storage is closed.");
    if (this.#failure !== null) throw this.#failure;
    for (const document of batch.puts) this.#documents.set(document.seq, { ...document });
    for (const seq of batch.removes) this.#documents.delete(seq);
    for (const [key, value] of batch.meta) this.#meta.set(key, value);
  }

  async backup(path: string): Promise<void> {
    const documents = [...this.#documents.values()].map((row) => ({ ...row, ts: String(row.ts) }));
    await writeFile(path, JSON.stringify({ meta: [...this.#meta], documents }), { flag: "wx" });
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  /** A second driver over the same data, as after a restart. */
  reopen(): MemoryDriver {
    const next = new MemoryDriver();
    next.#documents = this.#documents;
    next.#meta = this.#meta;
    return next;
  }

  /** Every later write rejects with this failure, as a full disk would. */
  failWritesWith(failure: StorageFailure): void {
    this.#failure = failure;
  }
}
