/**
 * `convex import`: an upload in parts, a look at what it would change, and one transaction that changes it.
 * Owns running imports (in memory: one that a stop interrupts never happened) and their modes.
 */
import { randomUUID } from "node:crypto";
import type { FileStore } from "../files/fileStore";
import { HttpFailure } from "../push/api";
import { clearTable, importDocument, importTables } from "../transaction/bulkAccess";
import type { MemoryFirstDatabase } from "../transaction/database";
import { DeveloperError } from "../transaction/errors";
import { encodeInt64 } from "../values/encoding";
import type { ComponentPath, JSONValue } from "../values/json";
import { type ImportContent, type ImportFormat, parseImport, UnreadableImport } from "./importParsing";

export type ImportMode = "requireEmpty" | "append" | "replace" | "replaceAll";

export interface ImportRequest {
  tableName: string | null;
  component: ComponentPath;
  mode: ImportMode;
  format: ImportFormat;
}

export interface SnapshotImportOptions {
  database: MemoryFirstDatabase;
  files: FileStore;
  /** Wall clock, epoch ms. */
  now?: () => number;
}

interface Upload {
  parts: Map<number, Uint8Array>;
  startedAt: number;
}

type State =
  | {
      state: "waiting_for_confirmation";
      content: ImportContent;
      request: ImportRequest;
      message: string;
      deletes: boolean;
    }
  | { state: "in_progress" }
  | { state: "completed"; rows: number }
  | { state: "failed"; message: string };

/** An upload that was never finished is forgotten after this. */
const ABANDONED_MS = 60 * 60 * 1000;

export class SnapshotImport {
  readonly #options: SnapshotImportOptions;
  readonly #now: () => number;
  readonly #uploads = new Map<string, Upload>();
  readonly #imports = new Map<string, State>();

  constructor(options: SnapshotImportOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Returns the token of a new upload. */
  startUpload(): string {
    for (const [token, { startedAt }] of this.#uploads) {
      if (this.#now() - startedAt > ABANDONED_MS) this.#uploads.delete(token);
    }
    const token = randomUUID();
    this.#uploads.set(token, { parts: new Map(), startedAt: this.#now() });
    return token;
  }

  /** Throws 400 for an unknown upload. */
  addPart(token: string, partNumber: number, bytes: Uint8Array): void {
    this.#upload(token).parts.set(partNumber, bytes);
  }

  /** Reads what was uploaded and returns the id of an import that waits for `perform`. */
  finishUpload(token: string, request: ImportRequest): string {
    const { parts } = this.#upload(token);
    this.#uploads.delete(token);
    const bytes = Buffer.concat([...parts].sort(([a], [b]) => a - b).map(([, part]) => part));
    const importId = randomUUID();
    this.#become(importId, this.#look(bytes, request));
    return importId;
  }

  /** Resolves when everything is written or nothing is; the state tells which. */
  async perform(importId: string): Promise<void> {
    const waiting = this.#imports.get(importId);
    if (waiting?.state !== "waiting_for_confirmation") {
      throw new HttpFailure(400, "ImportNotReady", "There is no such import waiting to be performed.");
    }
    this.#become(importId, { state: "in_progress" });
    try {
      this.#become(importId, {
        state: "completed",
        rows: await this.#write(waiting.content, waiting.request),
      });
    } catch (error) {
      if (!(error instanceof DeveloperError)) {
        this.#become(importId, { state: "failed", message: "The import could not be written." });
        throw error;
      }
      this.#become(importId, { state: "failed", message: error.message });
    }
  }

  /** As the CLI watches it; queries that show it depend on `importKey`. Null if there is no such import. */
  state(importId: string): JSONValue {
    const found = this.#imports.get(importId);
    switch (found?.state) {
      case undefined:
        return null;
      case "waiting_for_confirmation":
        return {
          state: "waiting_for_confirmation",
          message_to_confirm: found.message,
          require_manual_confirmation: found.deletes,
        };
      case "in_progress":
        return { state: "in_progress", progress_message: "Importing", checkpoint_messages: [] };
      case "completed":
        return { state: "completed", num_rows_written: encodeInt64(BigInt(found.rows)) };
      case "failed":
        return { state: "failed", error_message: found.message };
    }
  }

  #upload(token: string): Upload {
    const upload = this.#uploads.get(token);
    if (upload === undefined) throw new HttpFailure(400, "InvalidUploadToken", "There is no such upload.");
    return upload;
  }

  #become(importId: string, state: State): void {
    this.#imports.set(importId, state);
    this.#options.database.touchKey(importKey(importId));
  }

  #look(bytes: Uint8Array, request: ImportRequest): State {
    const { component, tableName } = request;
    let content: ImportContent;
    try {
      const target = tableName === null ? null : { component, name: tableName };
      content = parseImport(bytes, request.format, target);
    } catch (error) {
      if (error instanceof UnreadableImport) return { state: "failed", message: error.message };
      throw error;
    }
    const counts = this.#cleared(content, request.mode).map(
      ({ component: owner, name }) => `  ${name}: ${this.#count(owner, name)} documents will be deleted`,
    );
    const lost = this.#lostFiles(content, request.mode).length;
    if (lost > 0) counts.push(`  ${lost} files will be deleted`);
    const adds = content.tables.map(({ name, rows }) => `  ${name}: ${rows.length} documents will be added`);
    if (content.files.length > 0) adds.push(`  ${content.files.length} files will be added`);
    return {
      state: "waiting_for_confirmation",
      content,
      request,
      message: ["Import change summary:", ...counts, ...adds].join("\n"),
      deletes: counts.length > 0,
    };
  }

  /** Tables that lose what they have now. */
  #cleared(content: ImportContent, mode: ImportMode): { component: ComponentPath; name: string }[] {
    if (mode === "append" || mode === "requireEmpty") return [];
    const { database } = this.#options;
    const candidates =
      mode === "replace"
        ? content.tables
        : database
            .components()
            .flatMap((component) => database.listTables(component).map(({ name }) => ({ component, name })));
    return candidates.filter(({ component, name }) => this.#count(component, name) > 0);
  }

  /** Stored files that make way for those of the import: where it brings files of a component, they are all there is. */
  #lostFiles(content: ImportContent, mode: ImportMode): { component: ComponentPath; storageId: string }[] {
    if (mode === "append" || mode === "requireEmpty") return [];
    return this.#storedFiles(content);
  }

  #storedFiles(content: ImportContent): { component: ComponentPath; storageId: string }[] {
    const { database, files } = this.#options;
    const tx = database.begin({ kind: "query", beginMs: this.#now() });
    return [...new Set(content.files.map(({ component }) => component))].flatMap((component) =>
      files.list(tx, component).map(({ storageId }) => ({ component, storageId })),
    );
  }

  #count(component: ComponentPath, name: string): number {
    return this.#options.database.listTables(component).find((table) => table.name === name)?.rows ?? 0;
  }

  async #write(content: ImportContent, { mode }: ImportRequest): Promise<number> {
    const { database, files } = this.#options;
    const tx = database.begin({ kind: "mutation", beginMs: this.#now() });
    const bulk = tx.bulk();
    for (const { component, name } of this.#cleared(content, mode)) clearTable(bulk, component, name);
    for (const { component, storageId } of this.#lostFiles(content, mode))
      files.remove(tx, component, storageId);
    let rows = 0;
    if (mode === "requireEmpty") {
      const full = content.tables.find((table) => this.#count(table.component, table.name) > 0)?.name;
      const notEmpty = full ?? (this.#storedFiles(content).length > 0 ? "_storage" : null);
      if (notEmpty !== null) {
        throw new DeveloperError(
          "TableNotEmpty",
          `Table "${notEmpty}" already has documents. Use --append to add to them or --replace to replace them.`,
        );
      }
    }
    for (const [component, numbers] of tableNumbers(content)) importTables(bulk, component, numbers);
    for (const { component, name, rows: documents } of content.tables) {
      for (const document of documents) importDocument(bulk, component, name, document);
      rows += documents.length;
    }
    for (const { component, row, bytes } of content.files) {
      const { internalId: _internal, ...visible } = row;
      files.adopt(tx, component, importDocument(bulk, component, "_storage", visible), bytes);
    }
    await database.commit(tx).durable;
    return rows;
  }
}

/** Component → name → number, as far as a zip says. */
function tableNumbers(content: ImportContent): Map<ComponentPath, Map<string, number>> {
  const all = new Map<ComponentPath, Map<string, number>>();
  for (const { component, name, number } of content.tables) {
    if (number === null) continue;
    const numbers = all.get(component) ?? new Map<string, number>();
    all.set(component, numbers.set(name, number));
  }
  return all;
}

export function importKey(importId: string): string {
  return `import:${importId}`;
}
