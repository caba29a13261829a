/**
 * Verifies bearer tokens against the pushed auth providers and reads Authorization headers.
 * Owns the order of checks and their refusals; keys come from `keySets.ts`, the identity from `identity.ts`.
 */
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from "jose";
import { z } from "zod";
import type { JSONObject, JSONValue } from "../values/json";
import type { Authenticator, Caller, UserIdentity } from "./api";
import type { AuthProvider } from "./config";
import { AuthFailure } from "./failure";
import { identityOf } from "./identity";
import { type Fetch, type KeySet, KeySets } from "./keySets";

const LEEWAY_S = 5;

export interface AuthenticatorOptions {
  /** Providers of the active push. */
  providers: () => readonly AuthProvider[];
  isAdminKey: (key: string) => boolean;
  /** Wall clock, epoch ms. */
  now?: () => number;
  fetch?: Fetch;
}

/** An `Authenticator` that can be told that providers or keys may have changed. */
export interface RefreshableAuthenticator extends Authenticator {
  clearCache(): void;
}

export function createAuthenticator(options: AuthenticatorOptions): RefreshableAuthenticator {
  const now = options.now ?? Date.now;
  const keySets = new KeySets({ fetch: options.fetch ?? ((url, init) => fetch(url, init)), now });

  async function verifyToken(token: string): Promise<Caller> {
    const claims = readClaims(token);
    const issuer = withScheme(claims.iss);
    const provider = options.providers().find((candidate) => accepts(candidate, issuer, claims.aud));
    if (provider === undefined) throw noProvider(issuer, claims.aud, options.providers());
    // An issuer with a discovery document may have a single nameless key; a bare key set needs names.
    if ("type" in provider && !claims.named) throw unreadable('no "kid" in its header');
    const payload = await verifySignature(token, provider);
    if (payload.iat !== undefined && payload.iat * 1000 > now() + LEEWAY_S * 1000) {
      throw unauthenticated("the token was issued in the future");
    }
    if (typeof payload.sub !== "string" || payload.sub === "" || payload.exp === undefined) {
      throw unauthenticated('the token lacks "sub" or "exp"');
    }
    const kind = "type" in provider ? "customJwt" : "oidc";
    const json = toJson(payload);
    return {
      kind: "user",
      identity: identityOf({ ...json, iss: claims.iss, sub: payload.sub }, kind),
      expiresAt: payload.exp * 1000,
      token,
    };
  }

  async function verifySignature(token: string, provider: AuthProvider): Promise<JWTPayload> {
    const source = "type" in provider ? { jwks: provider.jwks } : { issuer: withScheme(provider.domain) };
    const algorithms = "type" in provider ? [provider.algorithm] : ["RS256", "EdDSA"];
    const attempt = async (keySet: KeySet): Promise<JWTPayload> => {
      const verified = await jwtVerify(token, keySet, {
        algorithms,
        clockTolerance: LEEWAY_S,
        currentDate: new Date(now()),
        requiredClaims: ["exp", "sub"],
      });
      return verified.payload;
    };
    try {
      try {
        return await attempt(await keySets.get(source, false));
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        return await attempt(await keySets.get(source, true));
      }
    } catch (error) {
      if (error instanceof AuthFailure) throw error;
      throw unauthenticated(error instanceof Error ? error.message : String(error));
    }
  }

  return {
    verifyToken,
    isAdminKey: options.isAdminKey,
    clearCache: () => keySets.clear(),
    async fromHeader(header) {
      if (header === undefined || header === "") return { kind: "anonymous" };
      const space = header.indexOf(" ");
      const scheme = header.slice(0, space);
      const credential = header.slice(space + 1).trim();
      if (space > 0 && scheme === "Bearer") return await verifyToken(credential);
      if (space > 0 && scheme === "Convex") return adminCaller(credential, options.isAdminKey);
      throw new AuthFailure("InvalidAuthHeader", 'The Authorization header must be "Bearer <token>".');
    },
  };
}

const impersonationSchema = z.record(z.string(), z.json());

/** `key` or `key:<base64 JSON of identity attributes>`. */
function adminCaller(credential: string, isAdminKey: (key: string) => boolean): Caller {
  if (isAdminKey(credential)) return { kind: "admin", impersonating: null };
  const colon = credential.lastIndexOf(":");
  if (colon > 0 && isAdminKey(credential.slice(0, colon))) {
    try {
      const json: unknown = JSON.parse(Buffer.from(credential.slice(colon + 1), "base64").toString("utf8"));
      return { kind: "admin", impersonating: impersonated(json) };
    } catch {
      throw new AuthFailure("InvalidAuthHeader", "The identity behind the admin key is not base64 of JSON.");
    }
  }
  throw badAdminKey();
}

/** Identity attributes as an admin gives them; throws when they are not an object. */
export function impersonated(attributes: unknown): UserIdentity {
  const parsed = impersonationSchema.parse(attributes);
  const subject = text(parsed["subject"]) ?? "";
  const issuer = text(parsed["issuer"]) ?? "";
  const tokenIdentifier = text(parsed["tokenIdentifier"]) ?? `${issuer}|${subject}`;
  const present = Object.entries(parsed).filter(
    (entry): entry is [string, JSONValue] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(present), tokenIdentifier, subject, issuer };
}

/** The refusal of a wrong admin key, worded for the CLI. */
export function badAdminKey(): AuthFailure {
  return new AuthFailure("BadDeployKey", "The provided deploy key is invalid for this deployment.");
}

function readClaims(token: string): { iss: string; aud: string[]; named: boolean } {
  try {
    const header = decodeProtectedHeader(token);
    const claims = decodeJwt(token);
    if (typeof claims.iss !== "string" || claims.iss === "") throw new Error('no "iss"');
    const aud = claims.aud === undefined ? [] : Array.isArray(claims.aud) ? claims.aud : [claims.aud];
    return { iss: claims.iss, aud, named: typeof header.kid === "string" && header.kid !== "" };
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}

function unreadable(reason: string): AuthFailure {
  return new AuthFailure(
    "InvalidAuthHeader",
    `Could not parse JWT payload. Check that the token is a valid JWT format with three base64-encoded parts separated by dots (${reason}).`,
  );
}

function accepts(provider: AuthProvider, issuer: string, audience: readonly string[]): boolean {
  if ("type" in provider) {
    if (!sameIssuer(provider.issuer, issuer)) return false;
    if (provider.applicationID === undefined || provider.applicationID === null) return true;
    return audience.length === 1 && audience[0] === provider.applicationID;
  }
  // Several audiences are refused: the deployment could be the lesser of them.
  return (
    sameIssuer(provider.domain, issuer) && audience.length === 1 && audience[0] === provider.applicationID
  );
}

function sameIssuer(declared: string, inToken: string): boolean {
  return withScheme(declared).replace(/\/$/, "") === inToken.replace(/\/$/, "");
}

function withScheme(issuer: string): string {
  return /^https?:\/\//.test(issuer) ? issuer : `https://${issuer}`;
}

function noProvider(
  issuer: string,
  audience: readonly string[],
  providers: readonly AuthProvider[],
): AuthFailure {
  const known =
    providers.length === 0
      ? "no providers are configured"
      : `the configured ones are ${providers
          .map((one) =>
            "type" in one
              ? `CustomJWT(issuer=${one.issuer})`
              : `OIDC(domain=${one.domain}, app_id=${one.applicationID})`,
          )
          .join(", ")}`;
  return new AuthFailure(
    "NoAuthProvider",
    `No auth provider found matching the given token (issuer=${issuer}, audience=${audience.join(",") || "none"}): ${known}. Check convex/auth.config.ts.`,
  );
}

function unauthenticated(reason: string): AuthFailure {
  return new AuthFailure(
    "Unauthenticated",
    `Could not verify token claim. Check that the token signature is valid and the token hasn't expired (${reason}).`,
  );
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function toJson(payload: JWTPayload): JSONObject {
  const json: unknown = JSON.parse(JSON.stringify(payload));
  return impersonationSchema.parse(json) as JSONObject;
}
