/**
 * The shape of the data file, as numbered steps from an empty file to the current format. A step is never changed once
 * released; a new shape is a new step. The format a file has is kept in its own `meta` table.
 */
import type Database from "libsql";
import { StorageFailure } from "./driver";
import { documentSum, metaSum } from "./rowSum";
import { damagedFile } from "./sqliteFailure";

export interface Migration {
  /** Format the file has afterwards. */
  to: number;
  up: (connection: Database.Database) => void;
}

export const MIGRATIONS: readonly Migration[] = [
  {
    to: 1,
    up: (connection) => {
      // Rows are appended under their own number: a commit dirties the last page, not a random one per document.
      connection.exec(`
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE documents (
          seq INTEGER PRIMARY KEY,
          component TEXT NOT NULL,
          table_number INTEGER NOT NULL,
          id TEXT NOT NULL,
          ts TEXT NOT NULL,
          json TEXT NOT NULL
        );
      `);
    },
  },
  {
    to: 2,
    up: (connection) => {
      connection.exec(`
        ALTER TABLE documents ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE meta ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
      `);
      const rows = connection.prepare("SELECT seq, component, table_number, id, ts, json FROM documents");
      const setSum = connection.prepare("UPDATE documents SET sum = ? WHERE seq = ?");
      for (const row of rows.all() as Format1Row[]) {
        const { table_number: tableNumber, ts, ...rest } = row;
        setSum.run(documentSum({ ...rest, tableNumber, ts: BigInt(ts) }), row.seq);
      }
      const setMetaSum = connection.prepare("UPDATE meta SET sum = ? WHERE key = ?");
      const pairs = connection.prepare("SELECT key, value FROM meta").all() as {
        key: string;
        value: string;
      }[];
      for (const { key, value } of pairs) setMetaSum.run(metaSum(key, value), key);
    },
  },
];

interface Format1Row {
  seq: number;
  component: string;
  table_number: number;
  id: string;
  ts: string;
  json: string;
}

/** Key of the format number; the one meta value that is read before its checksum can be. */
export const META_FORMAT = "format";

/** Brings a file to the newest known format, one transaction per step. Throws `StorageFailure` (`newer`). */
export function migrate(
  connection: Database.Database,
  location: string,
  migrations: readonly Migration[] = MIGRATIONS,
): void {
  const current = readFormat(connection, location);
  const newest = migrations.at(-1)?.to ?? 0;
  if (current > newest) {
    throw new StorageFailure(
      "newer",
      `The data in ${location} was written by a newer engine (format ${current}; this engine knows ${newest}). Use that engine, or restore an older backup.`,
    );
  }
  for (const migration of migrations) {
    if (migration.to <= current) continue;
    connection.exec("BEGIN IMMEDIATE");
    try {
      migration.up(connection);
      connection
        .prepare(
          "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )
        .run(META_FORMAT, String(migration.to));
      connection.exec("COMMIT");
    } catch (error) {
      connection.exec("ROLLBACK");
      throw error;
    }
  }
}

/** 0 for a file without our tables. */
function readFormat(connection: Database.Database, location: string): number {
  const tables = connection.prepare("SELECT name FROM sqlite_master WHERE name = ?").all("meta");
  if (tables.length === 0) return 0;
  const row = connection.prepare("SELECT value FROM meta WHERE key = ?").get(META_FORMAT);
  const value = typeof row === "object" && row !== null && "value" in row ? Number(row.value) : Number.NaN;
  if (!Number.isInteger(value)) throw damagedFile(location, "its format cannot be read");
  return value;
}
