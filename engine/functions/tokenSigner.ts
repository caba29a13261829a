/**
 * Tokens that the deployment itself issues (`ctx.auth.signJwt`): ES256 with a key made once and kept in the database.
 * Owns key, signing and the public key set; routes are the HTTP edge's.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from "node:crypto";
import { z } from "zod";
import type { MemoryFirstDatabase } from "../transaction/database";
import type { ComponentPath, JSONObject, JSONValue } from "../values/json";
import type { TokenSigner } from "./execution";

const table = "_auth";
const rowKey = "signing_key";
const maxLifeSeconds = 3600;
const reserved = new Set(["iss", "iat", "exp", "nbf"]);

const keyRow = z.object({ pem: z.string(), kid: z.string() });

export class DeploymentSigner implements TokenSigner {
  readonly #database: MemoryFirstDatabase;
  readonly #issuer: () => string;
  readonly #now: () => number;
  #key: { kid: string; key: KeyObject } | null = null;

  constructor(database: MemoryFirstDatabase, issuer: () => string, now: () => number) {
    this.#database = database;
    this.#issuer = issuer;
    this.#now = now;
  }

  /** Makes the key on the very first start. Call before functions run. */
  async prepare(): Promise<void> {
    const tx = this.#database.begin({ kind: "mutation", beginMs: this.#now() });
    const existing = tx.systemList("", table, "by_key", [rowKey], 1)[0];
    if (existing !== undefined) {
      const { pem, kid } = keyRow.parse(existing);
      this.#key = { kid, key: createPrivateKey(pem) };
      return;
    }
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const kid = randomUUID();
    const pem = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
    tx.systemInsert("", table, { key: rowKey, pem, kid });
    this.#key = { kid, key: privateKey };
    await this.#database.commit(tx).durable;
  }

  sign(claims: JSONObject, lifeSeconds: number, component: ComponentPath): string {
    for (const name of Object.keys(claims))
      if (reserved.has(name) || /^(convex|cvx)/i.test(name))
        throw new Error(`signJwt: the claim "${name}" is reserved.`);
    if (!(lifeSeconds > 0) || lifeSeconds > maxLifeSeconds)
      throw new Error(`signJwt: expiresInSeconds must be between 1 and ${maxLifeSeconds}.`);
    const { key, kid } = this.#signingKey();
    const issuedAt = Math.floor(this.#now() / 1000);
    const payload = {
      ...claims,
      iss: component === "" ? this.#issuer() : `${this.#issuer()}/components/${component}`,
      iat: issuedAt,
      exp: issuedAt + Math.floor(lifeSeconds),
    };
    const text = [{ alg: "ES256", typ: "JWT", kid }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    const signature = sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
    return `${text}.${signature.toString("base64url")}`;
  }

  /** The JSON Web Key Set to publish. */
  keySet(): JSONObject {
    const { key, kid } = this.#signingKey();
    const jwk = createPublicKey(key).export({ format: "jwk" }) as Record<string, JSONValue>;
    return { keys: [{ ...jwk, kid, alg: "ES256", use: "sig" }] };
  }

  #signingKey(): { kid: string; key: KeyObject } {
    if (this.#key === null) throw new Error("The deployment's signing key is not ready.");
    return this.#key;
  }
}
