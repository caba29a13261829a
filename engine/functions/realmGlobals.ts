/**
 * The global scope that queries and mutations see. `installRealmGlobals` is *injected as text* into each transaction
 * realm (its source is read with `toString`), so it must be self-contained: no imports, no outer names, types only.
 * Host promises never settle inside such a realm; everything asynchronous here is computed at once. It holds no
 * state of the engine: the host side is `transactionRealm.ts`.
 */
import type { SyncCrypto } from "./syncCrypto";

/** What the host lends to a realm. Values cross as strings, numbers and byte views only. */
export interface RealmHost {
  /** Answer text, or undefined when the operation failed; the reason is then `failure()`. */
  syscall(op: string, args: string): string | undefined;
  failure(): { message: string; dataText: string | undefined };
  env(name: string): string | undefined;
  envNames(): string[];
  log(level: string, text: string): void;
  encodeInto(text: string, into: Uint8Array): number;
  crypto: SyncCrypto;
  /** Host classes and functions that work unchanged across realms. */
  shared: Record<string, unknown>;
}

/** What a realm hands back to its host. */
export interface RealmControl {
  /** Sets the frozen clock and seeds `Math.random`. */
  begin(nowMs: number, seed: ArrayLike<number>): void;
  /** What `run` calls next. A promise it returns must be one of this realm, or it never settles. */
  start(work: () => Promise<string> | string): void;
  run(): void;
  readonly outcome: { state: "pending" | "resolved" | "rejected"; text: string; error: unknown };
}

/** `inspect` belongs to the realm: objects of another realm would be shown as foreign. */
export function installRealmGlobals(
  host: RealmHost,
  inspect: (value: unknown, options: object) => string,
): RealmControl {
  const scope = globalThis as unknown as Record<string, unknown>;
  const define = (name: string, value: unknown) =>
    Object.defineProperty(scope, name, { value, writable: true, configurable: true, enumerable: false });

  let now = 0;
  const RealDate = Date;
  const FrozenDate = function (this: unknown, ...args: unknown[]): unknown {
    if (!new.target) return new RealDate(now).toString();
    return Reflect.construct(RealDate, args.length === 0 ? [now] : args, new.target);
  };
  FrozenDate.prototype = RealDate.prototype;
  Object.defineProperty(FrozenDate, "name", { value: "Date" });
  Object.defineProperty(FrozenDate, "length", { value: 7 });
  Object.defineProperty(RealDate.prototype, "constructor", {
    value: FrozenDate,
    writable: true,
    configurable: true,
  });
  Object.assign(FrozenDate, { now: () => now, parse: RealDate.parse, UTC: RealDate.UTC });
  define("Date", FrozenDate);

  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const next32 = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  Object.defineProperty(Math, "random", {
    value: function random() {
      return ((next32() >>> 5) * 67108864 + (next32() >>> 6)) / 9007199254740992;
    },
    writable: true,
    configurable: true,
  });

  const answer = (op: string, args: string): string => {
    const text = host.syscall(op, args);
    if (text !== undefined) return text;
    const failure = host.failure();
    const error: Error & { data?: unknown } = new Error(failure.message);
    if (failure.dataText !== undefined) error.data = JSON.parse(failure.dataText);
    throw error;
  };
  define("Convex", {
    syscall: answer,
    asyncSyscall: async (op: string, args: string) => answer(op, args),
    jsSyscall: (op: string) => {
      throw new Error(`Unknown JS operation ${op}: it is only available in actions.`);
    },
  });

  const log = (level: string, args: unknown[]): void => {
    const texts = args.map((value) => {
      try {
        return inspect(value, { depth: 10, quoteStyle: "single" });
      } catch {
        return "(value that cannot be inspected)";
      }
    });
    host.log(level, texts.join(" "));
  };
  const consoleMethods: Record<string, unknown> = {};
  const levels = { debug: "DEBUG", log: "LOG", info: "INFO", warn: "WARN", error: "ERROR" } as const;
  for (const [method, level] of Object.entries(levels))
    consoleMethods[method] = (...args: unknown[]) => log(level, args);
  for (const method of ["trace", "dir", "table", "group", "groupCollapsed"])
    consoleMethods[method] = (...args: unknown[]) => log("LOG", args);
  consoleMethods["assert"] = (condition: unknown, ...args: unknown[]) => {
    if (!condition) log("ERROR", ["Assertion failed", ...args]);
  };
  for (const method of ["groupEnd", "time", "timeEnd", "timeLog", "count", "countReset"])
    consoleMethods[method] = () => undefined;
  define("console", consoleMethods);

  const env = new Proxy({} as Record<string, string>, {
    get: (_target, name) => (typeof name === "string" ? host.env(name) : undefined),
    has: (_target, name) => typeof name === "string" && host.env(name) !== undefined,
    ownKeys: () => Array.from(host.envNames()),
    getOwnPropertyDescriptor: (_target, name) => {
      const value = typeof name === "string" ? host.env(name) : undefined;
      return value === undefined
        ? undefined
        : { value, enumerable: true, configurable: true, writable: false };
    },
    set: () => {
      throw new TypeError("process.env is read-only.");
    },
    defineProperty: () => false,
    deleteProperty: () => false,
  });
  define("process", { env });
  define("self", globalThis);
  define("performance", { now: () => 0, timeOrigin: 0, mark: () => undefined, measure: () => undefined });

  const refuse = (name: string) => () => {
    throw new Error(
      `Can't use ${name} in queries and mutations. Please consider using an action. See https://docs.convex.dev/functions/actions for more details.`,
    );
  };
  for (const name of ["fetch", "setTimeout", "setInterval", "setImmediate"])
    define(name, refuse(`${name}()`));
  for (const name of ["clearTimeout", "clearInterval", "clearImmediate"]) define(name, () => undefined);
  define("queueMicrotask", async (callback: () => void) => {
    await Promise.resolve();
    callback();
  });

  for (const [name, value] of Object.entries(host.shared)) define(name, value);

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
      const Decoder = host.shared["TextDecoder"] as new () => { decode(bytes: Uint8Array): string };
      return new Decoder().decode(this.#bytes);
    }
    slice(start?: number, end?: number, type = ""): RealmBlob {
      return new RealmBlob([this.#bytes.slice(start, end)], { type });
    }
  }
  Object.defineProperty(RealmBlob, "name", { value: "Blob" });
  define("Blob", RealmBlob);

  const clone = (value: unknown, seen: Map<unknown, unknown>): unknown => {
    if (typeof value === "function" || typeof value === "symbol")
      throw new TypeError(`${String(value)} could not be cloned.`);
    if (typeof value !== "object" || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const keep = <T>(copy: T): T => {
      seen.set(value, copy);
      return copy;
    };
    if (value instanceof RealDate) return keep(new RealDate(value.getTime()));
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

  class RealmCryptoKey {
    readonly type: string;
    readonly extractable: boolean;
    readonly algorithm: { name: string; [parameter: string]: unknown };
    readonly usages: string[];
    readonly #handle: unknown;
    constructor(
      imported: { type: string; handle: unknown },
      algorithm: { name: string; [parameter: string]: unknown },
      extractable: boolean,
      usages: string[],
    ) {
      this.type = imported.type;
      this.#handle = imported.handle;
      this.algorithm = algorithm;
      this.extractable = extractable;
      this.usages = Array.from(usages);
    }
    static handleOf(key: RealmCryptoKey): unknown {
      return key.#handle;
    }
  }
  Object.defineProperty(RealmCryptoKey, "name", { value: "CryptoKey" });
  define("CryptoKey", RealmCryptoKey);
  const named = (algorithm: string | { name: string }): { name: string } & Record<string, unknown> =>
    typeof algorithm === "string" ? { name: algorithm } : { ...algorithm };
  const local = (bytes: Uint8Array): ArrayBuffer => {
    const copy = new Uint8Array(bytes.length);
    copy.set(bytes);
    return copy.buffer;
  };
  define("crypto", {
    getRandomValues: <T extends ArrayBufferView>(view: T): T => {
      host.crypto.fillRandom(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
      return view;
    },
    randomUUID: () => host.crypto.randomUUID(),
    subtle: {
      digest: async (algorithm: string | { name: string }, data: unknown) =>
        local(host.crypto.digest(named(algorithm).name, bytesOf(data))),
      importKey: async (
        format: string,
        keyData: unknown,
        algorithm: string | { name: string },
        extractable: boolean,
        usages: string[],
      ): Promise<RealmCryptoKey> => {
        const spec = named(algorithm);
        const hash = spec["hash"] === undefined ? undefined : named(spec["hash"] as string);
        const material = format === "jwk" ? JSON.stringify(keyData) : bytesOf(keyData);
        const imported = host.crypto.importKey(format, material, spec.name);
        const details = {
          ...spec,
          ...(hash === undefined ? {} : { hash }),
          ...(imported.modulusLength === undefined ? {} : { modulusLength: imported.modulusLength }),
        };
        return new RealmCryptoKey(imported, details, extractable, usages);
      },
      sign: async (algorithm: string | { name: string }, key: RealmCryptoKey, data: unknown) =>
        local(
          host.crypto.sign(
            JSON.stringify({ ...key.algorithm, ...named(algorithm) }),
            RealmCryptoKey.handleOf(key),
            bytesOf(data),
          ),
        ),
      verify: async (
        algorithm: string | { name: string },
        key: RealmCryptoKey,
        signature: unknown,
        data: unknown,
      ) =>
        host.crypto.verify(
          JSON.stringify({ ...key.algorithm, ...named(algorithm) }),
          RealmCryptoKey.handleOf(key),
          bytesOf(signature),
          bytesOf(data),
        ),
      exportKey: async (format: string, key: RealmCryptoKey) => {
        if (!key.extractable) throw new Error("The key is not extractable.");
        const exported = host.crypto.exportKey(format, RealmCryptoKey.handleOf(key));
        return typeof exported === "string" ? JSON.parse(exported) : local(exported);
      },
      generateKey: refuse("crypto.subtle.generateKey()"),
      encrypt: refuse("crypto.subtle.encrypt()"),
      decrypt: refuse("crypto.subtle.decrypt()"),
      deriveBits: async (algorithm: { name: string; salt: unknown }, key: RealmCryptoKey, bits: number) => {
        const { salt, ...rest } = algorithm;
        return local(
          host.crypto.deriveBits(JSON.stringify(rest), RealmCryptoKey.handleOf(key), bytesOf(salt), bits),
        );
      },
      deriveKey: refuse("crypto.subtle.deriveKey()"),
      wrapKey: refuse("crypto.subtle.wrapKey()"),
      unwrapKey: refuse("crypto.subtle.unwrapKey()"),
    },
  });

  const outcome: { state: "pending" | "resolved" | "rejected"; text: string; error: unknown } = {
    state: "pending",
    text: "",
    error: undefined,
  };
  let work: (() => Promise<string> | string) | null = null;
  const run = () => {
    const job = work;
    work = null;
    if (job === null) return;
    const settle = async () => {
      try {
        outcome.text = await job();
        outcome.state = "resolved";
      } catch (error) {
        outcome.error = error;
        outcome.state = "rejected";
      }
    };
    void settle();
  };
  Object.defineProperty(scope, "__runUserFunction", { value: run, writable: false, enumerable: false });
  return {
    begin(nowMs, seed) {
      now = nowMs;
      a = seed[0] ?? 1;
      b = seed[1] ?? 2;
      c = seed[2] ?? 3;
      d = seed[3] ?? 4;
    },
    start(job) {
      work = job;
      outcome.state = "pending";
      outcome.text = "";
      outcome.error = undefined;
    },
    run,
    outcome,
  };
}
