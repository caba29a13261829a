/**
 * Fetches and keeps the key sets of token issuers.
 * Owns caching: an hour of freshness, a rate-limited refetch for an unknown key id, and use of the old set while
 * the issuer cannot be reached. Which issuer to trust is decided in `verify.ts`.
 */
import { createLocalJWKSet, type JSONWebKeySet } from "jose";
import { z } from "zod";
import { AuthFailure } from "./failure";

const FRESH_MS = 60 * 60 * 1000;
const REFETCH_COOLDOWN_MS = 30 * 1000;
const FETCH_TIMEOUT_MS = 5_000;

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const discoverySchema = z.looseObject({ issuer: z.string(), jwks_uri: z.string() });

export type Fetch = (url: string, init: { signal: AbortSignal }) => Promise<Response>;

/** Finds the key a token names; imported keys are kept with it. */
export type KeySet = ReturnType<typeof createLocalJWKSet>;

interface Held {
  keySet: KeySet;
  fetchedAt: number;
}

export class KeySets {
  readonly #fetch: Fetch;
  readonly #now: () => number;
  readonly #held = new Map<string, Held>();
  readonly #underWay = new Map<string, Promise<KeySet>>();

  constructor(options: { fetch: Fetch; now: () => number }) {
    this.#fetch = options.fetch;
    this.#now = options.now;
  }

  /** Forgets everything: providers or environment variables changed. */
  clear(): void {
    this.#held.clear();
  }

  /**
   * Keys of an OIDC issuer (through its discovery document) or of a key set address (http or data:).
   * @param unknownKey true when a token named a key that the given set lacks: refetch, at most every 30 s.
   */
  async get(source: { issuer: string } | { jwks: string }, unknownKey: boolean): Promise<KeySet> {
    const key = "issuer" in source ? `issuer ${source.issuer}` : `jwks ${source.jwks}`;
    const held = this.#held.get(key);
    const age = held === undefined ? Number.POSITIVE_INFINITY : this.#now() - held.fetchedAt;
    if (held !== undefined && age < (unknownKey ? REFETCH_COOLDOWN_MS : FRESH_MS)) return held.keySet;
    let running = this.#underWay.get(key);
    if (running === undefined) {
      running = this.#load(source)
        .then(createLocalJWKSet)
        .finally(() => this.#underWay.delete(key));
      this.#underWay.set(key, running);
    }
    try {
      const keySet = await running;
      this.#held.set(key, { keySet, fetchedAt: this.#now() });
      return keySet;
    } catch (error) {
      if (held !== undefined) return held.keySet;
      throw error;
    }
  }

  async #load(source: { issuer: string } | { jwks: string }): Promise<JSONWebKeySet> {
    if ("jwks" in source) return await this.#keySet(source.jwks);
    const address = `${source.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const document = discoverySchema.safeParse(await this.#json(address, ["application/json"]));
    if (!document.success) throw discoveryFailure(address, "it is not an OpenID configuration");
    if (document.data.issuer.replace(/\/$/, "") !== source.issuer.replace(/\/$/, "")) {
      throw discoveryFailure(address, `it names another issuer, ${document.data.issuer}`);
    }
    return await this.#keySet(document.data.jwks_uri);
  }

  async #keySet(address: string): Promise<JSONWebKeySet> {
    const json = address.startsWith("data:")
      ? decodeDataUrl(address)
      : await this.#json(address, ["application/json", "application/jwk-set+json"]);
    const parsed = keySetSchema.safeParse(json);
    if (!parsed.success) throw discoveryFailure(shorten(address), "it is not a JSON Web Key Set");
    return parsed.data;
  }

  async #json(address: string, types: readonly string[]): Promise<unknown> {
    try {
      const response = await this.#fetch(address, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const type = (response.headers.get("content-type") ?? "").split(";")[0]?.trim() ?? "";
      if (!types.includes(type)) throw new Error(`content type "${type}" is not ${types.join(" or ")}`);
      return await response.json();
    } catch (error) {
      throw discoveryFailure(address, error instanceof Error ? error.message : String(error));
    }
  }
}

function decodeDataUrl(address: string): unknown {
  const comma = address.indexOf(",");
  const head = address.slice(0, comma);
  const body = address.slice(comma + 1);
  try {
    const text = head.endsWith(";base64")
      ? Buffer.from(decodeURIComponent(body), "base64").toString("utf8")
      : decodeURIComponent(body);
    return JSON.parse(text);
  } catch {
    throw discoveryFailure(shorten(address), "the data: URL holds no JSON");
  }
}

function shorten(address: string): string {
  return address.length > 80 ? `${address.slice(0, 80)}…` : address;
}

function discoveryFailure(address: string, reason: string): AuthFailure {
  return new AuthFailure(
    "AuthProviderDiscoveryFailed",
    `Auth provider discovery of ${address} failed: ${reason}`,
  );
}
