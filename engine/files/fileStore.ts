/**
 * Stored files: bytes in `<data>/storage/<uuid>`, one `_storage` row each.
 * Owns the order that keeps the two together: bytes are synced before the row is committed, and removed only after
 * the row's removal is on disk; bytes without a row are swept. HTTP forms are `http/storageRoutes.ts`.
 */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, openAsBlob, readFileSync, statSync } from "node:fs";
import { mkdir, readdir, rename, stat, unlink } from "node:fs/promises";
import path from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { HttpFailure } from "../push/api";
import type { Commit, Database, Transaction } from "../transaction/api";
import { DeveloperError } from "../transaction/errors";
import type { ComponentPath, JSONObject } from "../values/json";
import type { FileMetadata, FileService, StoredBytes } from "./api";
import { syncDirectory, writeSynced } from "./syncedWrite";
import type { UploadTokens } from "./uploadTokens";
import { DamagedFile, readVerified, verifyFile } from "./verifiedRead";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ROWS = "_storage";
/** `{uuid, storageId, component}`, all in the root component: an address is unique in the deployment. */
const ADDRESSES = "_file_uuids";
const ROOT: ComponentPath = "";
/** Bytes of a running upload or mutation have no row yet; older ones never will. */
const ORPHAN_AGE_MS = 60 * 60 * 1000;

export interface FileStoreOptions {
  /** `<data>/storage`; made if absent. */
  directory: string;
  database: Database;
  /** Canonical address of the main port, without trailing slash. */
  cloudUrl: () => string;
  tokens: UploadTokens;
  /** Wall clock, epoch ms. */
  now?: () => number;
  reportError: (error: unknown) => void;
  maxUploadBytes?: number;
}

export interface OpenedFile {
  size: number;
  /** Base64. */
  sha256: string;
  contentType: string | null;
  /** Inclusive positions; without them the whole file, which fails at its end when it does not fit its checksum. */
  stream(range?: { start: number; end: number }): Readable;
}

interface Digested {
  uuid: string;
  size: number;
  sha256: string;
}

export class FileStore implements FileService {
  readonly #directory: string;
  readonly #database: Database;
  readonly #options: FileStoreOptions;
  readonly #now: () => number;
  readonly #maxUploadBytes: number;
  readonly #unlisten: () => void;

  private constructor(options: FileStoreOptions) {
    this.#options = options;
    this.#directory = options.directory;
    this.#database = options.database;
    this.#now = options.now ?? Date.now;
    this.#maxUploadBytes = options.maxUploadBytes ?? 1024 * 1024 * 1024;
    this.#unlisten = options.database.onCommit((commit) => this.#forgetRemoved(commit));
  }

  /** Prepares the folder and sweeps what an interrupted run left there. */
  static async open(options: FileStoreOptions): Promise<FileStore> {
    await mkdir(options.directory, { recursive: true });
    const store = new FileStore(options);
    await store.sweep(Number.NEGATIVE_INFINITY);
    return store;
  }

  close(): void {
    this.#unlisten();
  }

  uploadUrl(component: ComponentPath): string {
    return `${this.#options.cloudUrl()}/api/storage/upload?token=${this.#options.tokens.issue(component)}`;
  }

  url(tx: Transaction, component: ComponentPath, storageId: string): string | null {
    const address = this.#address(tx, component, storageId);
    if (address === null) return null;
    const suffix = component === "" ? "" : `?component=${encodeURIComponent(component)}`;
    return `${this.#options.cloudUrl()}/api/storage/${address.uuid}${suffix}`;
  }

  metadata(tx: Transaction, component: ComponentPath, storageId: string): FileMetadata | null {
    const address = this.#address(tx, component, storageId);
    const row = address === null ? null : tx.systemGet(component, ROWS, address.storageId);
    if (address === null || row === null) return null;
    return {
      storageId: address.storageId,
      sha256: Buffer.from(text(row["sha256"]) ?? "", "base64").toString("hex"),
      size: Number(row["size"]),
      contentType: text(row["contentType"]) ?? null,
    };
  }

  remove(tx: Transaction, component: ComponentPath, storageId: string): void {
    const address = this.#address(tx, component, storageId);
    if (address === null) throw new DeveloperError("StorageIdNotFound", `storage id ${storageId} not found`);
    tx.systemRemove(component, ROWS, address.storageId);
    tx.systemRemove(ROOT, ADDRESSES, address.rowId);
  }

  storeSync(
    tx: Transaction,
    component: ComponentPath,
    file: StoredBytes & { sha256?: string | undefined },
  ): string {
    const digested: Digested = {
      uuid: randomUUID(),
      size: file.bytes.length,
      sha256: createHash("sha256").update(file.bytes).digest("base64"),
    };
    if (file.sha256 !== undefined && !sameDigest(file.sha256, digested.sha256)) {
      throw new DeveloperError("BadDigest", "The sha256 given to storage.store does not match the bytes.");
    }
    writeSynced(this.#path(digested.uuid), file.bytes);
    return this.#insertRows(tx, component, digested, file.contentType);
  }

  readSync(tx: Transaction, component: ComponentPath, storageId: string): StoredBytes | null {
    const address = this.#address(tx, component, storageId);
    const row = address === null ? null : tx.systemGet(component, ROWS, address.storageId);
    if (address === null || row === null) return null;
    const bytes = readFileSync(this.#intact(address.uuid, row));
    if (createHash("sha256").update(bytes).digest("base64") !== row["sha256"])
      throw new DamagedFile(address.uuid, "its bytes do not fit its checksum");
    return { bytes, contentType: text(row["contentType"]) ?? null };
  }

  async store(component: ComponentPath, blob: Blob, sha256?: string): Promise<string> {
    const source = async function* () {
      for await (const chunk of blob.stream()) yield chunk;
    };
    return await this.receive(component, source(), blob.type === "" ? null : blob.type, sha256);
  }

  async read(component: ComponentPath, storageId: string): Promise<Blob | null> {
    const tx = this.#database.begin({ kind: "query", beginMs: this.#now() });
    const address = this.#address(tx, component, storageId);
    const row = address === null ? null : tx.systemGet(component, ROWS, address.storageId);
    if (address === null || row === null) return null;
    const file = this.#intact(address.uuid, row);
    await verifyFile(file, text(row["sha256"]) ?? "");
    return await openAsBlob(file, { type: text(row["contentType"]) ?? "" });
  }

  /**
   * Streams bytes into a new file and resolves with its `_storage` id once bytes and row are on disk.
   * @param sha256 base64 or hex; a mismatch is refused with 400 and leaves nothing.
   */
  async receive(
    component: ComponentPath,
    source: AsyncIterable<Uint8Array>,
    contentType: string | null,
    sha256?: string,
  ): Promise<string> {
    const uuid = randomUUID();
    const arriving = this.#path(`${uuid}.part`);
    let digested: Digested;
    try {
      digested = { uuid, ...(await this.#write(arriving, source)) };
      if (sha256 !== undefined && !sameDigest(sha256, digested.sha256)) {
        throw new HttpFailure(400, "BadDigest", "The sha256 digest does not match the bytes received.");
      }
      await rename(arriving, this.#path(uuid));
      await syncDirectory(this.#directory);
    } catch (error) {
      await unlink(arriving).catch(() => undefined);
      if (!isOutOfSpace(error)) throw error;
      this.#options.reportError(error);
      throw new HttpFailure(503, "OutOfSpace", "There is no space left to store this file.");
    }
    const tx = this.#database.begin({ kind: "mutation", beginMs: this.#now() });
    const storageId = this.#insertRows(tx, component, digested, contentType);
    await this.#database.commit(tx).durable;
    return storageId;
  }

  /**
   * The file behind a public address, or null when it is gone. Throws 400 if that cannot be an address, `DamagedFile`
   * if its bytes are missing or too few.
   */
  openUuid(component: ComponentPath, uuid: string): OpenedFile | null {
    if (!UUID.test(uuid)) throw new HttpFailure(400, "InvalidStorageId", `Invalid storage ID: "${uuid}".`);
    const tx = this.#database.begin({ kind: "query", beginMs: this.#now() });
    const address = this.#address(tx, component, uuid);
    const row = address === null ? null : tx.systemGet(component, ROWS, address.storageId);
    if (row === null) return null;
    const file = this.#intact(uuid, row);
    const sha256 = text(row["sha256"]) ?? "";
    return {
      size: Number(row["size"]),
      sha256,
      contentType: text(row["contentType"]) ?? null,
      stream: (range) => {
        const stream = range === undefined ? readVerified(file, sha256) : createReadStream(file, range);
        return stream.on("error", this.#options.reportError);
      },
    };
  }

  /** All files of a component, for exports. */
  list(tx: Transaction, component: ComponentPath): { storageId: string; uuid: string }[] {
    return tx.systemList(ROOT, ADDRESSES, "by_creation_time", []).flatMap((row) => {
      const storageId = text(row["storageId"]);
      const uuid = text(row["uuid"]);
      return row["component"] !== component || storageId === undefined || uuid === undefined
        ? []
        : [{ storageId, uuid }];
    });
  }

  /** The bytes behind a known address. */
  bytes(uuid: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.#path(uuid));
  }

  /** Bytes for a row that an import adds itself: on disk at once, addressed by the transaction. */
  adopt(tx: Transaction, component: ComponentPath, storageId: string, bytes: Uint8Array): void {
    const uuid = randomUUID();
    writeSynced(this.#path(uuid), bytes);
    tx.systemInsert(ROOT, ADDRESSES, { uuid, storageId, component });
  }

  /** Deletes bytes that no row speaks of and that are older than `ageMs`. */
  async sweep(ageMs: number = ORPHAN_AGE_MS): Promise<void> {
    const tx = this.#database.begin({ kind: "query", beginMs: this.#now() });
    const known = new Set(
      tx.systemList(ROOT, ADDRESSES, "by_creation_time", []).map((row) => text(row["uuid"])),
    );
    for (const name of await readdir(this.#directory)) {
      if (known.has(name)) continue;
      const file = this.#path(name);
      const { mtimeMs } = await stat(file);
      if (this.#now() - mtimeMs >= ageMs) await unlink(file);
    }
  }

  /** Files whose bytes are missing or too few, one sentence each. Says nothing of changed bytes: reading finds those. */
  async inspect(): Promise<string[]> {
    const tx = this.#database.begin({ kind: "query", beginMs: this.#now() });
    // Read in one step: while the disk answers others commit.
    const expected = tx.systemList(ROOT, ADDRESSES, "by_creation_time", []).flatMap((address) => {
      const { component, storageId, uuid } = address;
      if (typeof component !== "string" || typeof storageId !== "string" || typeof uuid !== "string")
        return [];
      return [{ storageId, uuid, size: Number(tx.systemGet(component, ROWS, storageId)?.["size"]) }];
    });
    const problems: string[] = [];
    for (const { storageId, uuid, size } of expected) {
      const found = await stat(this.#path(uuid)).catch(() => null);
      if (found === null) {
        if (this.#isAddressed(uuid)) problems.push(`The stored file ${storageId} (${uuid}) is missing.`);
      } else if (found.size !== size)
        problems.push(`The stored file ${storageId} (${uuid}) has ${found.size} bytes, not ${size}.`);
    }
    return problems;
  }

  /** Whether a row speaks of these bytes now; a file may be deleted while others are looked at. */
  #isAddressed(uuid: string): boolean {
    const tx = this.#database.begin({ kind: "query", beginMs: this.#now() });
    return tx.systemList(ROOT, ADDRESSES, "by_uuid", [uuid], 1).length > 0;
  }

  /** The path of a file that is there in its full length. Throws `DamagedFile`. */
  #intact(uuid: string, row: JSONObject): string {
    const file = this.#path(uuid);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) throw new DamagedFile(uuid, "it is missing");
    if (found.size !== row["size"]) throw new DamagedFile(uuid, `it has ${found.size} bytes`);
    return file;
  }

  async #write(file: string, source: AsyncIterable<Uint8Array>): Promise<Omit<Digested, "uuid">> {
    const hash = createHash("sha256");
    const limit = this.#maxUploadBytes;
    let size = 0;
    const digest = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        hash.update(chunk);
        if (size > limit)
          done(new HttpFailure(413, "FileTooLarge", `Files may have at most ${limit} bytes.`));
        else done(null, chunk);
      },
    });
    await pipeline(source, digest, createWriteStream(file, { flags: "wx", flush: true }));
    return { size, sha256: hash.digest("base64") };
  }

  #insertRows(tx: Transaction, component: ComponentPath, file: Digested, contentType: string | null): string {
    const row: JSONObject = { sha256: file.sha256, size: file.size };
    if (contentType !== null) row["contentType"] = contentType;
    const storageId = tx.systemInsert(component, ROWS, row);
    tx.systemInsert(ROOT, ADDRESSES, { uuid: file.uuid, storageId, component });
    return storageId;
  }

  #address(
    tx: Transaction,
    component: ComponentPath,
    storageId: string,
  ): { rowId: string; uuid: string; storageId: string } | null {
    const index = UUID.test(storageId) ? "by_uuid" : "by_storage_id";
    const row = tx.systemList(ROOT, ADDRESSES, index, [storageId], 1)[0];
    if (row?.["component"] !== component) return null;
    const rowId = text(row["_id"]);
    const uuid = text(row["uuid"]);
    const id = text(row["storageId"]);
    return rowId === undefined || uuid === undefined || id === undefined
      ? null
      : { rowId, uuid, storageId: id };
  }

  #forgetRemoved(commit: Commit): void {
    const uuids = commit.writes
      .filter((write) => write.table === ADDRESSES && write.after === null)
      .map((write) => text(write.before?.["uuid"]))
      .filter((uuid) => uuid !== undefined);
    if (uuids.length === 0) return;
    // A row that is back after a crash must find its bytes: they go when the removal is on disk.
    this.#database
      .flush()
      .then(() => Promise.all(uuids.map((uuid) => unlink(this.#path(uuid)))))
      .catch(this.#options.reportError);
  }

  #path(name: string): string {
    return path.join(this.#directory, name);
  }
}

function isOutOfSpace(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG";
}

function sameDigest(given: string, base64: string): boolean {
  return given === base64 || given.toLowerCase() === Buffer.from(base64, "base64").toString("hex");
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
