/**
 * From token claims to the object `ctx.auth.getUserIdentity()` returns.
 * Owns the renaming of standard claims and what becomes of the others; verifying the token is `verify.ts`.
 */
import type { JSONObject, JSONValue } from "../values/json";
import type { UserIdentity } from "./api";

const STANDARD: ReadonlyMap<string, string> = new Map([
  ["name", "name"],
  ["given_name", "givenName"],
  ["family_name", "familyName"],
  ["nickname", "nickname"],
  ["preferred_username", "preferredUsername"],
  ["profile", "profileUrl"],
  ["picture", "pictureUrl"],
  ["website", "websiteUrl"],
  ["email", "email"],
  ["email_verified", "emailVerified"],
  ["gender", "gender"],
  ["birthdate", "birthday"],
  ["zoneinfo", "timezone"],
  ["locale", "language"],
  ["phone_number", "phoneNumber"],
  ["phone_number_verified", "phoneNumberVerified"],
  ["address", "address"],
  ["updated_at", "updatedAt"],
]);

/** Claims about the token itself: they change with every refresh and must not make two tokens two identities. */
const ABOUT_THE_TOKEN: ReadonlySet<string> = new Set([
  "iss",
  "sub",
  "aud",
  "exp",
  "iat",
  "nbf",
  "jti",
  "fva",
  "auth_time",
  "nonce",
  "acr",
  "amr",
  "azp",
  "at_hash",
  "c_hash",
]);

/**
 * @param claims payload of a verified token; `iss` and `sub` are strings.
 * @param kind how further claims are kept: OIDC as raw JSON, customJwt with nested objects flattened to `a.b`.
 */
export function identityOf(
  claims: JSONObject & { iss: string; sub: string },
  kind: "oidc" | "customJwt",
): UserIdentity {
  const identity: UserIdentity = {
    tokenIdentifier: `${claims.iss}|${claims.sub}`,
    subject: claims.sub,
    issuer: claims.iss,
  };
  for (const [claim, value] of Object.entries(claims)) {
    if (ABOUT_THE_TOKEN.has(claim) || value === null) continue;
    const renamed = STANDARD.get(claim);
    if (renamed !== undefined) {
      identity[renamed] = standardValue(claim, value);
    } else if (kind === "customJwt") {
      flatten(identity, claim, value);
    } else if (isFieldName(claim)) {
      identity[claim] = withFieldNames(value);
    }
  }
  return identity;
}

function standardValue(claim: string, value: JSONValue): JSONValue {
  if (claim === "updated_at" && typeof value === "number") return new Date(value * 1000).toISOString();
  if (claim === "address" && isObject(value)) return value["formatted"] ?? JSON.stringify(value);
  return withFieldNames(value);
}

function flatten(into: JSONObject, prefix: string, value: JSONValue): void {
  if (!isObject(value)) {
    if (isFieldName(prefix)) into[prefix] = withFieldNames(value);
    return;
  }
  for (const [name, inner] of Object.entries(value)) flatten(into, `${prefix}.${name}`, inner);
}

/** A Convex value cannot hold names that start with `$`: such a claim is left out rather than failing every call. */
function withFieldNames(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(withFieldNames);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => isFieldName(name))
      .map(([name, inner]) => [name, withFieldNames(inner)]),
  );
}

function isFieldName(name: string): boolean {
  return /^[ -#%-~][ -~]{0,1023}$/.test(name);
}

function isObject(value: JSONValue): value is JSONObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
