/**
 * Bytes in queries and mutations: `TextEncoder`, `Blob`, `File`, `structuredClone` whose results belong to the realm and whose
 * promises settle within the step. Injected as text into each transaction realm (see `realmGlobals.ts`): self-contained, types only.
 */

export interface BinaryHost {
  /** Bytes written. */
  encodeInto(text: string, into: Uint8Array): number;
  decode(bytes: Uint8Array): string;
}

/** Returns how to look into a blob without waiting. */
export function installRealmBinary(host: BinaryHost): (value: unknown) => Uint8Array | null {
  const define = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });

  class RealmTextEncoder {
    readonly encoding = "utf-8";
    encode(text = ""): Uint8Array {
      const room = new Uint8Array(String(text).length * 3);
      return room.slice(0, host.encodeInto(String(text), room));
    }
    encodeInto(text: string, into: Uint8Array): { read: number; written: number } {
      const bytes = this.encode(text);
      const written = Math.min(bytes.length, into.length);
      into.set(bytes.subarray(0, written));
      return { read: text.length, written };
    }
  }
  Object.defineProperty(RealmTextEncoder, "name", { value: "TextEncoder" });
  define("TextEncoder", RealmTextEncoder);

  const bytesOf = (source: unknown): Uint8Array => {
    if (source instanceof ArrayBuffer) return new Uint8Array(source);
    if (ArrayBuffer.isView(source))
      return new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice();
    throw new TypeError("Expected an ArrayBuffer or a view of one.");
  };

  class RealmBlob {
    readonly type: string;
    readonly #bytes: Uint8Array;
    constructor(parts: Iterable<unknown> = [], options: { type?: string } = {}) {
      const pieces = Array.from(parts, (part) =>
        part instanceof RealmBlob
          ? part.#bytes
          : part instanceof ArrayBuffer || ArrayBuffer.isView(part)
            ? bytesOf(part)
            : new RealmTextEncoder().encode(String(part)),
      );
      this.#bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
      let offset = 0;
      for (const piece of pieces) {
        this.#bytes.set(piece, offset);
        offset += piece.length;
      }
      this.type = String(options.type ?? "").toLowerCase();
    }
    get size(): number {
      return this.#bytes.length;
    }
    async arrayBuffer(): Promise<ArrayBufferLike> {
      return this.#bytes.slice().buffer;
    }
    async bytes(): Promise<Uint8Array> {
      return this.#bytes.slice();
    }
    async text(): Promise<string> {
      return host.decode(this.#bytes);
    }
    static contentOf(blob: RealmBlob): Uint8Array {
      return blob.#bytes;
    }
    slice(start?: number, end?: number, type = ""): RealmBlob {
      return new RealmBlob([this.#bytes.slice(start, end)], { type });
    }
  }
  Object.defineProperty(RealmBlob, "name", { value: "Blob" });
  define("Blob", RealmBlob);

  class RealmFile extends RealmBlob {
    readonly name: string;
    readonly lastModified: number;
    constructor(
      parts: Iterable<unknown>,
      name: string,
      options: { type?: string; lastModified?: number } = {},
    ) {
      super(parts, options);
      this.name = String(name);
      this.lastModified = options.lastModified ?? Date.now();
    }
  }
  Object.defineProperty(RealmFile, "name", { value: "File" });
  define("File", RealmFile);

  const clone = (value: unknown, seen: Map<unknown, unknown>): unknown => {
    if (typeof value === "function" || typeof value === "symbol")
      throw new TypeError(`${String(value)} could not be cloned.`);
    if (typeof value !== "object" || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const keep = <T>(copy: T): T => {
      seen.set(value, copy);
      return copy;
    };
    if (value instanceof Date) return keep(new Date(value.getTime()));
    if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
    if (value instanceof ArrayBuffer) return keep(value.slice(0));
    if (ArrayBuffer.isView(value)) {
      const View = value.constructor as new (
        buffer: ArrayBufferLike,
        offset: number,
        length?: number,
      ) => unknown;
      const buffer = value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength);
      return keep(new View(buffer, 0, value instanceof DataView ? value.byteLength : undefined));
    }
    if (value instanceof Map) {
      const copy = keep(new Map());
      for (const [key, entry] of value) copy.set(clone(key, seen), clone(entry, seen));
      return copy;
    }
    if (value instanceof Set) {
      const copy = keep(new Set());
      for (const entry of value) copy.add(clone(entry, seen));
      return copy;
    }
    if (Array.isArray(value)) {
      const copy: unknown[] = keep([]);
      for (const entry of value) copy.push(clone(entry, seen));
      return copy;
    }
    if (value instanceof Error) {
      const copy = keep(new Error(value.message));
      copy.name = value.name;
      return copy;
    }
    const copy: Record<string, unknown> = keep({});
    for (const [key, entry] of Object.entries(value)) copy[key] = clone(entry, seen);
    return copy;
  };
  define("structuredClone", (value: unknown) => clone(value, new Map()));
  return (value) => (value instanceof RealmBlob ? RealmBlob.contentOf(value) : null);
}
