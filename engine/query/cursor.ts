/**
 * Pagination cursors: a position in one particular query, encrypted and authenticated, so that a client can neither read
 * index values out of it nor make one up. The same position always gives the same text: results stay comparable.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, timingSafeEqual } from "node:crypto";
import { invalidCursor } from "../transaction/errors";

const TAG_BYTES = 16;
const FINGERPRINT_BYTES = 12;
const AT_KEY = 0;
const AT_END = 1;

/** Null: behind the last document. Otherwise the key of the last document before the position. */
export type Position = string | null;

export class CursorCodec {
  readonly #cipherKey: Buffer;
  readonly #macKey: Buffer;

  /** `secret` is the deployment's cursor key; cursors of another deployment do not open here. */
  constructor(secret: string) {
    this.#cipherKey = createHmac("sha256", secret).update("cursor encryption").digest();
    this.#macKey = createHmac("sha256", secret).update("cursor authentication").digest();
  }

  encode(position: Position, fingerprint: Buffer): string {
    const plain = Buffer.concat([
      fingerprint,
      Buffer.of(position === null ? AT_END : AT_KEY),
      Buffer.from(position ?? "", "latin1"),
    ]);
    // The tag doubles as the nonce (synthetic IV): deterministic, and unique per plaintext.
    const tag = this.#tag(plain);
    const cipher = createCipheriv("aes-256-ctr", this.#cipherKey, tag);
    return Buffer.concat([tag, cipher.update(plain), cipher.final()]).toString("base64url");
  }

  /** Throws the error `usePaginatedQuery` recognises for anything but a cursor of this very query. */
  decode(cursor: string, fingerprint: Buffer): Position {
    const bytes = Buffer.from(cursor, "base64url");
    // The decoder skips what is no base64url; a position has one text only.
    if (bytes.length < TAG_BYTES + FINGERPRINT_BYTES + 1 || bytes.toString("base64url") !== cursor)
      throw invalidCursor("Failed to parse cursor");
    const tag = bytes.subarray(0, TAG_BYTES);
    const decipher = createDecipheriv("aes-256-ctr", this.#cipherKey, tag);
    const plain = Buffer.concat([decipher.update(bytes.subarray(TAG_BYTES)), decipher.final()]);
    if (!timingSafeEqual(tag, this.#tag(plain))) throw invalidCursor("Failed to parse cursor");
    if (!plain.subarray(0, FINGERPRINT_BYTES).equals(fingerprint)) {
      throw invalidCursor(
        "Tried to run a query starting from a cursor, but it looks like this cursor is from a different query.",
      );
    }
    if (plain[FINGERPRINT_BYTES] === AT_END) return null;
    return plain.toString("latin1", FINGERPRINT_BYTES + 1);
  }

  #tag(plain: Buffer): Buffer {
    return createHmac("sha256", this.#macKey).update(plain).digest().subarray(0, TAG_BYTES);
  }
}

/** What a cursor is bound to: everything that decides which documents the query would return, in which order. */
export function fingerprintOf(parts: readonly unknown[]): Buffer {
  return createHash("sha256").update(JSON.stringify(parts)).digest().subarray(0, FINGERPRINT_BYTES);
}
