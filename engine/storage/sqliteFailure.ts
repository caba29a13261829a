/**
 * What SQLite's result codes mean for the operator: one sentence that says what happened and what to do.
 */
import { StorageFailure } from "./driver";

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : "";
}

/** Translates anything thrown by the SQLite binding; a `StorageFailure` passes unchanged. */
export function storageFailureOf(error: unknown, location: string): StorageFailure {
  if (error instanceof StorageFailure) return error;
  const code = codeOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  const options = { cause: error };
  if (code.startsWith("SQLITE_FULL")) {
    return new StorageFailure(
      "full",
      `No space is left for the data in ${location}. Free some space and start the engine again; nothing that was confirmed is lost.`,
      options,
    );
  }
  if (code.startsWith("SQLITE_IOERR_WRITE") || code.startsWith("SQLITE_IOERR_FSYNC")) {
    return new StorageFailure(
      "io",
      `The disk refused to write the data in ${location} (${detail}). Check the disk and its limits and start the engine again; nothing that was confirmed is lost.`,
      options,
    );
  }
  if (code.startsWith("SQLITE_CORRUPT") || code.startsWith("SQLITE_NOTADB"))
    return damagedFile(location, detail, options);
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
    return new StorageFailure("locked", `The data in ${location} is in use by another program.`, options);
  }
  if (
    code.startsWith("SQLITE_CANTOPEN") ||
    code.startsWith("SQLITE_READONLY") ||
    code.startsWith("SQLITE_PERM")
  ) {
    return new StorageFailure(
      "unusable",
      `The data in ${location} cannot be opened for writing (${detail}).`,
      options,
    );
  }
  return new StorageFailure("io", `Reading or writing the data in ${location} failed (${detail}).`, options);
}

/** The same while a file is opened: what makes no sense in a file of our own making is damage. */
export function openingFailureOf(error: unknown, location: string): StorageFailure {
  if (codeOf(error) !== "SQLITE_ERROR") return storageFailureOf(error, location);
  return damagedFile(location, error instanceof Error ? error.message : String(error), { cause: error });
}

export function damagedFile(location: string, detail: string, options?: { cause?: unknown }): StorageFailure {
  return new StorageFailure(
    "damaged",
    `The data file ${location} is damaged (${detail}). Move it away and restore a backup.`,
    options,
  );
}
