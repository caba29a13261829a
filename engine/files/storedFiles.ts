/**
 * Which bytes a data file speaks of, and whether a folder holds them: for backups and checks, which have no database
 * running. Owns nothing; reads rows as they rest.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import type { StorageDriver } from "../storage/driver";
import { SYSTEM_TABLES } from "../transaction/system";

export interface RecordedFile {
  uuid: string;
  storageId: string;
  /** Base64. */
  sha256: string;
}

const address = z.object({ uuid: z.string(), storageId: z.string(), component: z.string() });
const metadata = z.object({ _id: z.string(), sha256: z.string() });

/** Every file that a row speaks of. */
export function recordedFiles(driver: StorageDriver): RecordedFile[] {
  const digests = new Map<string, string>();
  eachRow(driver, SYSTEM_TABLES._storage.number, (component, row) => {
    const { _id, sha256 } = metadata.parse(row);
    digests.set(`${component} ${_id}`, sha256);
  });
  const files: RecordedFile[] = [];
  eachRow(driver, SYSTEM_TABLES._file_uuids.number, (_component, row) => {
    const { uuid, storageId, component } = address.parse(row);
    files.push({ uuid, storageId, sha256: digests.get(`${component} ${storageId}`) ?? "" });
  });
  return files;
}

/** Why a file cannot be used, or null. Reads it to the end. */
export async function problemOfFile(folder: string, file: RecordedFile): Promise<string | null> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(join(folder, file.uuid)), hash);
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!missing) throw error;
    return `file ${file.storageId} (${file.uuid}) is missing`;
  }
  return hash.digest("base64") === file.sha256
    ? null
    : `file ${file.storageId} (${file.uuid}) does not fit its checksum`;
}

function eachRow(
  driver: StorageDriver,
  table: number,
  visit: (component: string, row: unknown) => void,
): void {
  driver.readDocuments(({ component, json }) => visit(component, JSON.parse(json)), {
    from: table,
    to: table + 1,
  });
}
