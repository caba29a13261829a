/**
 * Storage in one SQLite file (libsql), write-ahead log, every batch synced before it counts as written.
 * Rows are bound on the main thread, which is cheap. So is the commit with its sync while the disk is fast, when the way
 * to another thread and back would take longer; once one was slow, they run on the binding's own thread, and the disk
 * delays acknowledgements and nothing else. Keys and payloads are text only (the binding cannot bind buffers
 * reliably). Opening, checking and locking is `openDriver.ts`.
 */
import Sqlite from "libsql";
import AsyncSqlite from "libsql/promise";
import { BUSY_WAIT } from "./busyWait";
import type { StorageDriver, StoredDocument, TableNumberRange, WriteBatch } from "./driver";
import { META_FORMAT } from "./migrations";
import { documentSum, metaSum } from "./rowSum";
import { damagedFile, openingFailureOf, storageFailureOf } from "./sqliteFailure";

/** A commit that takes longer than this is a reason to leave the next ones to another thread. */
const slowCommitMs = 4;
/** So many in a row must have been fast before they are trusted again. */
const distrustedCommits = 64;

/** The part of the promise API that is used; the package types it as `any`. */
interface AsyncConnection {
  prepare(sql: string): Promise<Statement>;
  exec(sql: string): Promise<void>;
  close(): void;
}

interface Statement {
  run(...parameters: (string | number)[]): unknown;
  get(...parameters: (string | number)[]): unknown;
}

interface Statements {
  begin: Statement;
  commit: Statement;
  rollback: Statement;
  put: Statement;
  remove: Statement;
  meta: Statement;
}

interface DocumentRow {
  seq: number;
  component: string;
  table_number: number;
  id: string;
  ts: string;
  json: string;
  sum: number;
}

interface MetaRow {
  key: string;
  value: string;
  sum: number;
}

export class LibsqlDriver implements StorageDriver {
  readonly location: string;
  readonly #connection: AsyncConnection;
  readonly #statements: Statements;
  readonly #onClose: () => void;
  #queue: Promise<void> = Promise.resolve();
  #closed = false;
  /** Commits that still go to the other thread. */
  #distrusted = 0;

  private constructor(
    location: string,
    connection: AsyncConnection,
    statements: Statements,
    onClose: () => void,
  ) {
    this.location = location;
    this.#connection = connection;
    this.#statements = statements;
    this.#onClose = onClose;
  }

  /** The file must exist in the current format. `onClose` releases what guards it. */
  static async open(file: string, onClose: () => void): Promise<LibsqlDriver> {
    const connection: AsyncConnection = new AsyncSqlite(file, BUSY_WAIT);
    try {
      for (const pragma of ["journal_mode = WAL", "synchronous = FULL"]) {
        (await connection.prepare(`PRAGMA ${pragma}`)).get();
      }
      const statements = {
        begin: await connection.prepare("BEGIN IMMEDIATE"),
        commit: await connection.prepare("COMMIT"),
        rollback: await connection.prepare("ROLLBACK"),
        put: await connection.prepare(
          `INSERT INTO documents (seq, component, table_number, id, ts, json, sum) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (seq) DO UPDATE SET component = excluded.component, table_number = excluded.table_number,
             id = excluded.id, ts = excluded.ts, json = excluded.json, sum = excluded.sum`,
        ),
        remove: await connection.prepare("DELETE FROM documents WHERE seq = ?"),
        meta: await connection.prepare(
          `INSERT INTO meta (key, value, sum) VALUES (?, ?, ?)
           ON CONFLICT (key) DO UPDATE SET value = excluded.value, sum = excluded.sum`,
        ),
      };
      return new LibsqlDriver(file, connection, statements, onClose);
    } catch (error) {
      connection.close();
      throw openingFailureOf(error, file);
    }
  }

  readMeta(): Map<string, string> {
    const meta = new Map<string, string>();
    this.#read("SELECT key, value, sum FROM meta", [], ({ key, value, sum }: MetaRow) => {
      if (key !== META_FORMAT && sum !== metaSum(key, value))
        throw damagedFile(this.location, `the value of "${key}" does not fit its checksum`);
      meta.set(key, value);
    });
    return meta;
  }

  readDocuments(
    visit: (document: StoredDocument) => void,
    tables: TableNumberRange = { from: 0, to: Number.MAX_SAFE_INTEGER },
  ): void {
    this.#read(
      `SELECT seq, component, table_number, id, ts, json, sum FROM documents
       WHERE table_number >= ? AND table_number < ? ORDER BY seq`,
      [tables.from, tables.to],
      (row: DocumentRow) => visit(this.#checked(row)),
    );
  }

  write(batch: WriteBatch): Promise<void> {
    return this.#enqueue(() => this.#writeBatch(batch));
  }

  backup(path: string): Promise<void> {
    return this.#enqueue(() => this.#connection.exec(`VACUUM INTO '${path.replaceAll("'", "''")}'`));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#queue;
    this.#closed = true;
    try {
      // Leaves one self-contained file behind, which is what people copy.
      (await this.#connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)")).get();
    } catch {
      // On a full or failing disk the log stays beside the file and is read at the next start.
    }
    this.#connection.close();
    this.#onClose();
  }

  async #writeBatch(batch: WriteBatch): Promise<void> {
    const { begin, put, remove, meta, rollback } = this.#statements;
    begin.run();
    try {
      for (const row of batch.puts) {
        const { seq, component, tableNumber, id, ts, json } = row;
        put.run(seq, component, tableNumber, id, String(ts), json, documentSum(row));
      }
      for (const seq of batch.removes) remove.run(seq);
      for (const [key, value] of batch.meta) meta.run(key, value, metaSum(key, value));
      await this.#commit();
    } catch (error) {
      try {
        rollback.run();
      } catch {
        // SQLite has rolled back by itself; the first error is the one to report.
      }
      throw error;
    }
  }

  async #commit(): Promise<void> {
    const startedAt = performance.now();
    if (this.#distrusted === 0) this.#statements.commit.run();
    else await this.#connection.exec("COMMIT");
    if (performance.now() - startedAt > slowCommitMs) this.#distrusted = distrustedCommits;
    else if (this.#distrusted > 0) this.#distrusted -= 1;
  }

  /** One operation at a time, in call order; a failed one does not stop those behind it. */
  #enqueue(operation: () => Promise<void>): Promise<void> {
    if (this.#closed)
      return Promise.reject(storageFailureOf(new Error("the storage is closed"), this.location));
    const result = this.#queue.then(operation).catch((error: unknown) => {
      throw storageFailureOf(error, this.location);
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Throws `damaged`: a byte that flipped inside a row makes no page invalid. */
  #checked({ seq, component, table_number: tableNumber, id, ts, json, sum }: DocumentRow): StoredDocument {
    const isWhole = /^\d+$/.test(ts) && typeof json === "string";
    const document = { seq, component, tableNumber, id, ts: isWhole ? BigInt(ts) : 0n, json };
    if (!isWhole || documentSum(document) !== sum)
      throw damagedFile(this.location, `row ${seq} (document ${id}) does not fit its checksum`);
    return document;
  }

  #read<RowType>(sql: string, parameters: number[], visit: (row: RowType) => void): void {
    const connection = new Sqlite(this.location, BUSY_WAIT);
    try {
      for (const row of connection.prepare(sql).iterate(...parameters)) visit(row as RowType);
    } catch (error) {
      throw openingFailureOf(error, this.location);
    } finally {
      connection.close();
    }
  }
}
