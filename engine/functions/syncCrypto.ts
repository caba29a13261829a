/**
 * Web Crypto's pure operations computed at once over `node:crypto`, for realms in which no host promise can settle.
 * Covers digests, HMAC, PBKDF2, signatures and random bytes (a password hash made in a mutation needs a salt nobody can guess, so
 * they come from the system and not from the seeded generator). Key generation and encryption are refused in the realm.
 */
import {
  constants,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  pbkdf2Sync,
  randomFillSync,
  randomUUID,
  sign as signWithKey,
  timingSafeEqual,
  verify as verifyWithKey,
} from "node:crypto";

interface ImportedKey {
  type: string;
  handle: unknown;
  /** RSA keys; libraries refuse keys whose length they cannot see. */
  modulusLength?: number | undefined;
}

export interface SyncCrypto {
  /** Fills a byte view in place. */
  fillRandom(bytes: Uint8Array): void;
  randomUUID(): string;
  digest(algorithm: string, data: Uint8Array): Uint8Array;
  /** `material` is JSON text for `jwk`, bytes otherwise. */
  importKey(format: string, material: string | Uint8Array, algorithm: string): ImportedKey;
  /** `algorithmText` is the JSON of the merged key and call algorithm. */
  sign(algorithmText: string, handle: unknown, data: Uint8Array): Uint8Array;
  verify(algorithmText: string, handle: unknown, signature: Uint8Array, data: Uint8Array): boolean;
  /** PBKDF2 only. `algorithmText` is the JSON of the algorithm without its salt. */
  deriveBits(algorithmText: string, handle: unknown, salt: Uint8Array, bits: number): Uint8Array;
  /** JSON text for `jwk`, bytes otherwise. */
  exportKey(format: string, handle: unknown): string | Uint8Array;
}

interface Algorithm {
  name: string;
  hash?: string | { name: string };
  saltLength?: number;
  iterations?: number;
}

const hashes: Record<string, string> = {
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

function hashName(hash: string | { name: string } | undefined): string {
  const name = (typeof hash === "object" ? hash.name : (hash ?? "")).toUpperCase();
  const found = hashes[name];
  if (found === undefined) throw new Error(`Unrecognized digest algorithm: ${name || "(none)"}`);
  return found;
}

/** Handles are opaque to user code and only ever made by `importKey`. */
function keyObject(handle: unknown): KeyObject {
  return handle as KeyObject;
}

/** Options of `node:crypto` sign/verify for an asymmetric Web Crypto algorithm. */
function asymmetric(key: KeyObject, algorithm: Algorithm) {
  switch (algorithm.name.toUpperCase()) {
    case "RSASSA-PKCS1-V1_5":
      return { hash: hashName(algorithm.hash), options: { key, padding: constants.RSA_PKCS1_PADDING } };
    case "RSA-PSS":
      return {
        hash: hashName(algorithm.hash),
        options: { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength ?? 32 },
      };
    case "ECDSA":
      return { hash: hashName(algorithm.hash), options: { key, dsaEncoding: "ieee-p1363" as const } };
    case "ED25519":
    case "EDDSA":
      return { hash: null, options: { key } };
    default:
      throw new Error(`Unsupported algorithm in queries and mutations: ${algorithm.name}. Use an action.`);
  }
}

function importedKey(format: string, material: string | Uint8Array, algorithm: string): KeyObject {
  if (format === "raw") {
    if (!["HMAC", "PBKDF2"].includes(algorithm.toUpperCase()))
      throw new Error(`Raw keys of ${algorithm} are not supported in queries and mutations. Use an action.`);
    return createSecretKey(Buffer.from(material as Uint8Array));
  }
  if (format === "jwk") {
    const jwk = JSON.parse(material as string) as { kty?: string; k?: string; d?: string };
    if (jwk.kty === "oct") return createSecretKey(Buffer.from(jwk.k ?? "", "base64url"));
    return jwk.d === undefined
      ? createPublicKey({ key: jwk, format: "jwk" })
      : createPrivateKey({ key: jwk, format: "jwk" });
  }
  const key = Buffer.from(material as Uint8Array);
  if (format === "spki") return createPublicKey({ key, format: "der", type: "spki" });
  if (format === "pkcs8") return createPrivateKey({ key, format: "der", type: "pkcs8" });
  throw new Error(`Unsupported key format: ${format}`);
}

const isHmac = (algorithm: Algorithm) => algorithm.name.toUpperCase() === "HMAC";

export const syncCrypto: SyncCrypto = {
  fillRandom(bytes) {
    randomFillSync(bytes);
  },
  randomUUID: () => randomUUID(),
  digest(algorithm, data) {
    return createHash(hashName(algorithm)).update(data).digest();
  },
  importKey(format, material, algorithm) {
    const key = importedKey(format, material, algorithm);
    return { type: key.type, handle: key, modulusLength: key.asymmetricKeyDetails?.modulusLength };
  },
  sign(algorithmText, handle, data) {
    const algorithm = JSON.parse(algorithmText) as Algorithm;
    const key = keyObject(handle);
    if (isHmac(algorithm)) return createHmac(hashName(algorithm.hash), key).update(data).digest();
    const { hash, options } = asymmetric(key, algorithm);
    return signWithKey(hash, data, options);
  },
  verify(algorithmText, handle, signature, data) {
    const algorithm = JSON.parse(algorithmText) as Algorithm;
    const key = keyObject(handle);
    if (isHmac(algorithm)) {
      const expected = createHmac(hashName(algorithm.hash), key).update(data).digest();
      return expected.length === signature.length && timingSafeEqual(expected, signature);
    }
    const { hash, options } = asymmetric(key, algorithm);
    return verifyWithKey(hash, data, options, signature);
  },
  deriveBits(algorithmText, handle, salt, bits) {
    const algorithm = JSON.parse(algorithmText) as Algorithm;
    if (algorithm.name.toUpperCase() !== "PBKDF2" || algorithm.iterations === undefined)
      throw new Error(`Unsupported algorithm in queries and mutations: ${algorithm.name}. Use an action.`);
    const secret = keyObject(handle).export();
    return pbkdf2Sync(secret, salt, algorithm.iterations, bits / 8, hashName(algorithm.hash));
  },
  exportKey(format, handle) {
    const key = keyObject(handle);
    if (format === "jwk") return JSON.stringify(key.export({ format: "jwk" }));
    if (format === "raw") return key.export();
    return key.export({ format: "der", type: key.type === "private" ? "pkcs8" : "spki" }) as Buffer;
  },
};
