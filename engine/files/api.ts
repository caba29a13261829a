/**
 * File storage as the function runtime sees it (`ctx.storage`) and as the HTTP edge sees it (upload, download).
 * Owns the interface only. Bytes rest in `<data>/storage/<uuid>`; a file exists exactly when its `_storage` row does.
 */
import type { Transaction } from "../transaction/api";
import type { ComponentPath } from "../values/json";

export interface FileMetadata {
  storageId: string;
  /** Hex; the `_storage` row itself holds base64. */
  sha256: string;
  size: number;
  contentType: string | null;
}

export interface StoredBytes {
  bytes: Uint8Array;
  contentType: string | null;
}

export interface FileService {
  /** URL that accepts one POST of raw bytes for the next hour; the token binds component and expiry. */
  uploadUrl(component: ComponentPath): string;
  /** Unguessable download URL, or null when the file is gone. `storageId` may be a `_storage` id or the file's uuid. */
  url(tx: Transaction, component: ComponentPath, storageId: string): string | null;
  metadata(tx: Transaction, component: ComponentPath, storageId: string): FileMetadata | null;
  /** Removes the row in the transaction; the bytes go after the commit. Throws `DeveloperError` if there is no such file. */
  remove(tx: Transaction, component: ComponentPath, storageId: string): void;
  /**
   * `ctx.storage.store` of a mutation: bytes on disk first, row in the transaction; a rollback leaves no row and the
   * bytes are swept. `sha256` (base64 or hex) is checked when given. Returns the `_storage` id.
   */
  storeSync(
    tx: Transaction,
    component: ComponentPath,
    file: StoredBytes & { sha256?: string | undefined },
  ): string;
  /** `ctx.storage.get` of a mutation. */
  readSync(tx: Transaction, component: ComponentPath, storageId: string): StoredBytes | null;
  /** `ctx.storage.store` of an action; resolves when bytes and row are on disk. */
  store(component: ComponentPath, blob: Blob, sha256?: string): Promise<string>;
  /** `ctx.storage.get` of an action. */
  read(component: ComponentPath, storageId: string): Promise<Blob | null>;
}
