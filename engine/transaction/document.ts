/**
 * One version of a document in memory: its text always, its parsed form when somebody needed it.
 * Which version is current, and where it is indexed, is `table.ts`.
 */
import { encodeInt64, specialForm } from "../values/encoding";
import type { JSONObject, JSONValue } from "../values/json";
import { normalizeDocument } from "../values/normalize";
import { encodeNumberKey, encodeSortKey } from "../values/sortKey";

export class DocumentVersion {
  readonly id: string;
  readonly creationTime: number;
  /** Canonical: equal documents have equal texts. */
  readonly text: string;
  readonly hasCommitTs: boolean;
  #value: JSONObject | undefined;
  #size: number;
  #creationKey: string | undefined;

  constructor(
    id: string,
    creationTime: number,
    text: string,
    parsed?: { value: JSONObject; size: number; hasCommitTs: boolean },
  ) {
    this.id = id;
    this.creationTime = creationTime;
    this.text = text;
    this.hasCommitTs = parsed?.hasCommitTs ?? false;
    this.#value = parsed?.value;
    this.#size = parsed?.size ?? -1;
  }

  /** Shared by everybody who holds this version: read only. */
  get value(): JSONObject {
    this.#value ??= JSON.parse(this.text) as JSONObject;
    return this.#value;
  }

  /** Bytes in Convex's accounting. */
  get size(): number {
    if (this.#size < 0) this.#size = normalizeDocument(this.value).size;
    return this.#size;
  }

  /** `_creationTime` and `_id` as they end every index key. */
  get keySuffix(): string {
    this.#creationKey ??= encodeNumberKey(this.creationTime) + encodeSortKey(this.id);
    return this.#creationKey;
  }

  /** A fresh copy of the parsed form, for callers that may change it. */
  copy(): JSONObject {
    return JSON.parse(this.text) as JSONObject;
  }

  /** Lets go of the parsed form; it is parsed again when needed. */
  forgetValue(): void {
    this.#value = undefined;
  }

  /** The same document with every commit-timestamp placeholder filled in. */
  withCommitTs(ts: bigint): DocumentVersion {
    return makeDocument(fillCommitTs(this.value, encodeInt64(ts)) as JSONObject);
  }
}

/** From a whole document, system fields included. Throws `InvalidValueError`. */
export function makeDocument(document: JSONObject): DocumentVersion {
  const normalized = normalizeDocument(document);
  const { _id, _creationTime } = normalized.value;
  if (typeof _id !== "string" || typeof _creationTime !== "number") {
    throw new Error("A document needs its system fields");
  }
  return new DocumentVersion(_id, _creationTime, JSON.stringify(normalized.value), normalized);
}

function fillCommitTs(value: JSONValue, ts: JSONObject): JSONValue {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => fillCommitTs(element, ts));
  const form = specialForm(value);
  if (form !== null) return form === "$commitTs" ? ts : value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fillCommitTs(member, ts)]));
}
