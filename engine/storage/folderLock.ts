/**
 * One engine per data folder. The lock is SQLite's own on an empty database file: the kernel drops it with the process,
 * however it dies, so a lock is never stale. The process id beside it serves only the message.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "libsql";
import { StorageFailure } from "./driver";
import { storageFailureOf } from "./sqliteFailure";

const LOCK_FILE = "engine.lock";
const PID_FILE = "engine.pid";

export interface FolderLock {
  release(): void;
}

/** Throws `StorageFailure`: `locked` when another process holds the folder, `unusable` when it cannot be written. */
export function lockFolder(folder: string): FolderLock {
  const connection = acquire(folder);
  writeFileSync(join(folder, PID_FILE), `${process.pid}\n`);
  return {
    release: () => connection.close(),
  };
}

function acquire(folder: string): Sqlite.Database {
  let connection: Sqlite.Database;
  try {
    connection = new Sqlite(join(folder, LOCK_FILE));
  } catch (error) {
    throw storageFailureOf(error, folder);
  }
  try {
    connection.exec("BEGIN EXCLUSIVE");
    return connection;
  } catch (error) {
    connection.close();
    const failure = storageFailureOf(error, folder);
    if (failure.code !== "locked") throw failure;
    throw new StorageFailure(
      "locked",
      `Another engine${ownerOf(folder)} is running on the data folder ${folder}. Stop it, or choose another folder.`,
      { cause: error },
    );
  }
}

function ownerOf(folder: string): string {
  try {
    return ` (process ${readFileSync(join(folder, PID_FILE), "utf8").trim()})`;
  } catch {
    return "";
  }
}
