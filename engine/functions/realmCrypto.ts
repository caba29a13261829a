/**
 * Web Crypto in queries and mutations: what can be computed at once. The work is `syncCrypto.ts`; keys and buffers
 * belong to the realm. Injected as text into each transaction realm (see `realmGlobals.ts`): self-contained, types only.
 */
import type { SyncCrypto } from "./syncCrypto";

export function installRealmCrypto(host: SyncCrypto): void {
  const define = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });

  const bytesOf = (source: unknown): Uint8Array => {
    if (source instanceof ArrayBuffer) return new Uint8Array(source);
    if (ArrayBuffer.isView(source))
      return new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice();
    throw new TypeError("Expected an ArrayBuffer or a view of one.");
  };

  const refuse = (name: string) => () => {
    throw new Error(
      `Can't use ${name} in queries and mutations. Please consider using an action. See https://docs.convex.dev/functions/actions for more details.`,
    );
  };
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
  class RealmSubtleCrypto {}
  Object.defineProperty(RealmSubtleCrypto, "name", { value: "SubtleCrypto" });
  define("SubtleCrypto", RealmSubtleCrypto);
  define("crypto", {
    getRandomValues: <T extends ArrayBufferView>(view: T): T => {
      host.fillRandom(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
      return view;
    },
    randomUUID: () => host.randomUUID(),
    subtle: Object.assign(new RealmSubtleCrypto(), {
      digest: async (algorithm: string | { name: string }, data: unknown) =>
        local(host.digest(named(algorithm).name, bytesOf(data))),
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
        const imported = host.importKey(format, material, spec.name);
        const details = {
          ...spec,
          ...(hash === undefined ? {} : { hash }),
          ...(imported.modulusLength === undefined ? {} : { modulusLength: imported.modulusLength }),
        };
        return new RealmCryptoKey(imported, details, extractable, usages);
      },
      sign: async (algorithm: string | { name: string }, key: RealmCryptoKey, data: unknown) =>
        local(
          host.sign(
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
        host.verify(
          JSON.stringify({ ...key.algorithm, ...named(algorithm) }),
          RealmCryptoKey.handleOf(key),
          bytesOf(signature),
          bytesOf(data),
        ),
      exportKey: async (format: string, key: RealmCryptoKey) => {
        if (!key.extractable) throw new Error("The key is not extractable.");
        const exported = host.exportKey(format, RealmCryptoKey.handleOf(key));
        return typeof exported === "string" ? JSON.parse(exported) : local(exported);
      },
      generateKey: refuse("crypto.subtle.generateKey()"),
      encrypt: refuse("crypto.subtle.encrypt()"),
      decrypt: refuse("crypto.subtle.decrypt()"),
      deriveBits: async (algorithm: { name: string; salt: unknown }, key: RealmCryptoKey, bits: number) => {
        const { salt, ...rest } = algorithm;
        return local(
          host.deriveBits(JSON.stringify(rest), RealmCryptoKey.handleOf(key), bytesOf(salt), bits),
        );
      },
      deriveKey: refuse("crypto.subtle.deriveKey()"),
      wrapKey: refuse("crypto.subtle.wrapKey()"),
      unwrapKey: refuse("crypto.subtle.unwrapKey()"),
    }),
  });
}
