/**
 * Opening a data folder: create it, lock it, create or check the data file, bring it to the current format.
 * Everything that can be wrong with a folder is reported from here as a `StorageFailure` with one clear sentence.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import Sqlite from "libsql";
import { BUSY_WAIT } from "./busyWait";
import { type StorageDriver, StorageFailure } from "./driver";
import { lockFolder } from "./folderLock";
import { LibsqlDriver } from "./libsqlDriver";
import { endsInTornWrite } from "./logFile";
import { migrate } from "./migrations";
import { damagedFile, openingFailureOf, storageFailureOf } from "./sqliteFailure";

export const DATA_FILE = "data.sqlite";

/** Marks the file as ours in SQLite's header, so that a foreign database is not mistaken for a new one. */
const APPLICATION_ID = 0x4556_4e47;

/** What is beside the data file once there is data; a folder that has them has lost its data file. */
const COMPANIONS = [`${DATA_FILE}-wal`, "storage"];

/**
 * Opens or creates the folder's data for this process alone, until the driver is closed.
 * @param warn told in one sentence what is unusual and no failure.
 */
export async function openDriver(
  folder: string,
  warn: (message: string) => void = () => undefined,
): Promise<StorageDriver> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new StorageFailure("unusable", `The data folder ${folder} cannot be created (${detail}).`, {
      cause,
    });
  }
  let lock: ReturnType<typeof lockFolder>;
  try {
    lock = lockFolder(folder);
  } catch (error) {
    throw error instanceof StorageFailure ? error : unusableFolder(folder, error);
  }
  try {
    const file = join(folder, DATA_FILE);
    if (existsSync(file)) checkFile(file, warn);
    else if (COMPANIONS.some((name) => holdsSomething(join(folder, name))))
      throw damagedFile(file, "it is gone, though files that belong to it are there");
    else createFile(file);
    return await LibsqlDriver.open(file, () => lock.release());
  } catch (error) {
    lock.release();
    throw storageFailureOf(error, folder);
  }
}

function unusableFolder(folder: string, cause: unknown): StorageFailure {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new StorageFailure("unusable", `The data folder ${folder} cannot be written (${detail}).`, {
    cause,
  });
}

/** Made aside and renamed: a data file that exists is complete, so an empty one later means damage. */
function createFile(file: string): void {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  const connection = new Sqlite(draft, BUSY_WAIT);
  try {
    connection.pragma(`application_id = ${APPLICATION_ID}`);
    migrate(connection, file);
  } finally {
    connection.close();
  }
  renameSync(draft, file);
  const folder = openSync(dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
}

function holdsSomething(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  return found.isDirectory() ? readdirSync(path).length > 0 : found.size > 0;
}

function checkFile(file: string, warn: (message: string) => void): void {
  if (statSync(file).size === 0) throw damagedFile(file, "it is empty");
  if (endsInTornWrite(`${file}-wal`)) {
    warn(
      `The last write to ${file} was cut off and is dropped, as after a power cut. Nothing that was confirmed before it is lost.`,
    );
  }
  const connection = new Sqlite(file, BUSY_WAIT);
  try {
    const [mark] = connection.prepare("PRAGMA application_id").all();
    if (!isRowWith(mark, "application_id", APPLICATION_ID))
      throw damagedFile(file, "it is not an engine data file");
    const [verdict] = connection.prepare("PRAGMA quick_check(1)").all();
    if (!isRowWith(verdict, "quick_check", "ok")) throw damagedFile(file, JSON.stringify(verdict));
    migrate(connection, file);
  } catch (error) {
    throw openingFailureOf(error, file);
  } finally {
    connection.close();
  }
}

function isRowWith(row: unknown, column: string, value: string | number): boolean {
  return (
    typeof row === "object" &&
    row !== null &&
    Object.entries(row).some(([k, v]) => k === column && v === value)
  );
}

/** A consistent copy of the folder's data file as a new file; an engine may be writing to it meanwhile. */
export function copyDataFile(folder: string, target: string): void {
  const file = join(folder, DATA_FILE);
  const connection = new Sqlite(file, BUSY_WAIT);
  try {
    connection.exec(`VACUUM INTO '${target.replaceAll("'", "''")}'`);
  } catch (error) {
    throw openingFailureOf(error, file);
  } finally {
    connection.close();
  }
}
