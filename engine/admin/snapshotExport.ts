/**
 * `convex export`: all documents, and on request all files, as one zip that `convex import` reads.
 * Owns the form of that zip and the latest export; who may ask is decided in `http/transferRoutes.ts`.
 */
import { once } from "node:events";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import type { FileStore } from "../files/fileStore";
import { HttpFailure } from "../push/api";
import { exportTable } from "../transaction/bulkAccess";
import type { MemoryFirstDatabase } from "../transaction/database";
import { encodeInt64 } from "../values/encoding";
import type { ComponentPath, JSONValue } from "../values/json";

/** Queries that show the state of exports depend on this key. */
export const exportsKey = "exports";

/** Documents deflated between two turns of the event loop. */
const SLICE = 500;

export interface SnapshotExportOptions {
  database: MemoryFirstDatabase;
  files: FileStore;
  /** Made when needed; holds the latest export only. */
  directory: string;
  reportError: (error: unknown) => void;
  /** Wall clock, epoch ms. */
  now?: () => number;
}

type State =
  | { state: "in_progress"; startTs: bigint }
  | { state: "completed"; startTs: bigint; completeTs: bigint }
  | { state: "failed"; startTs: bigint };

/** What one zip holds, taken in one step: texts are shared with the database, nothing is copied. */
interface Snapshot {
  tables: { folder: string; documents: string[] }[];
  files: { name: string; uuid: string }[];
}

export class SnapshotExport {
  readonly #options: SnapshotExportOptions;
  #latest: State | null = null;

  constructor(options: SnapshotExportOptions) {
    this.#options = options;
  }

  /** As the CLI watches it. */
  get state(): JSONValue {
    const latest = this.#latest;
    if (latest === null) return null;
    if (latest.state !== "completed") return { state: latest.state };
    return {
      state: "completed",
      start_ts: encodeInt64(latest.startTs),
      complete_ts: encodeInt64(latest.completeTs),
      zip_object_key: this.#fileName(latest.startTs),
    };
  }

  /** Takes the snapshot at once and writes it out in the background. Throws 400 while another one is being written. */
  request(includeFiles: boolean): void {
    if (this.#latest?.state === "in_progress") {
      throw new HttpFailure(400, "ExportInProgress", "There is already an export in progress.");
    }
    const { database } = this.#options;
    const startTs = database.latestTs;
    const snapshot = this.#take(includeFiles);
    this.#become({ state: "in_progress", startTs });
    this.#write(snapshot, startTs).then(
      () => this.#become({ state: "completed", startTs, completeTs: database.latestTs }),
      (error: unknown) => {
        this.#options.reportError(error);
        this.#become({ state: "failed", startTs });
      },
    );
  }

  /** The finished zip of that timestamp. Throws 404 when there is none. */
  open(startTs: string): { stream: NodeJS.ReadableStream; fileName: string } {
    const fileName = this.#fileName(startTs);
    const file = path.join(this.#options.directory, fileName);
    if (!/^\d+$/.test(startTs) || !existsSync(file)) {
      throw new HttpFailure(404, "SnapshotNotFound", "There is no such export.");
    }
    return { stream: createReadStream(file), fileName };
  }

  #fileName(startTs: bigint | string): string {
    return `snapshot_${startTs}.zip`;
  }

  #become(state: State): void {
    this.#latest = state;
    this.#options.database.touchKey(exportsKey);
  }

  #take(includeFiles: boolean): Snapshot {
    const { database, files, now = Date.now } = this.#options;
    const tx = database.begin({ kind: "query", beginMs: now() });
    const bulk = tx.bulk();
    const snapshot: Snapshot = { tables: [], files: [] };
    for (const component of new Set<ComponentPath>(["", ...database.components()])) {
      const names = component === "" ? [] : component.split("/");
      const prefix = names.map((name) => `_components/${name}/`).join("");
      const tables = database.listTables(component);
      snapshot.tables.push({
        folder: `${prefix}_tables`,
        documents: tables.map(({ name, number }) => JSON.stringify({ name, id: number })),
      });
      for (const { name } of tables) {
        snapshot.tables.push({ folder: `${prefix}${name}`, documents: exportTable(bulk, component, name) });
      }
      if (!includeFiles) continue;
      snapshot.tables.push({
        folder: `${prefix}_storage`,
        documents: exportTable(bulk, component, "_storage"),
      });
      for (const { storageId, uuid } of files.list(tx, component)) {
        snapshot.files.push({ name: `${prefix}_storage/${storageId}`, uuid });
      }
    }
    return snapshot;
  }

  async #write(snapshot: Snapshot, startTs: bigint): Promise<void> {
    const { directory, files, database } = this.#options;
    // What is exported must not be ahead of what a crash would leave.
    await database.flush();
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    const output = createWriteStream(path.join(directory, this.#fileName(startTs)), { flags: "wx" });
    const zip = new Zip((error, chunk, final) => {
      if (error !== null) output.destroy(error);
      else if (final) output.end(chunk);
      else output.write(chunk);
    });
    const closed = once(output, "close");
    for (const { folder, documents } of snapshot.tables) {
      const entry = new ZipDeflate(`${folder}/documents.jsonl`, { level: 6 });
      zip.add(entry);
      for (let start = 0; start < documents.length; start += SLICE) {
        entry.push(Buffer.from(`${documents.slice(start, start + SLICE).join("\n")}\n`), false);
        await roomIn(output);
      }
      entry.push(new Uint8Array(), true);
    }
    for (const { name, uuid } of snapshot.files) {
      const entry = new ZipPassThrough(name);
      zip.add(entry);
      for await (const chunk of files.bytes(uuid)) {
        entry.push(chunk, false);
        await roomIn(output);
      }
      entry.push(new Uint8Array(), true);
    }
    zip.end();
    await closed;
    if (output.errored !== null) throw output.errored;
  }
}

/** Gives others a turn, and waits for a disk that is slower than the deflating. */
async function roomIn(output: NodeJS.WritableStream & { writableNeedDrain: boolean }): Promise<void> {
  if (output.writableNeedDrain) await once(output, "drain");
  else await new Promise((resolve) => setImmediate(resolve));
}
