/**
 * Who is calling. Owns the shape of a verified caller; verifying tokens is `verify.ts`, the admin key is `adminKey.ts`.
 */
import type { JSONObject } from "../values/json";

/** Claims as `ctx.auth.getUserIdentity()` returns them (encoded JSON), `tokenIdentifier` included. */
export type UserIdentity = JSONObject & { tokenIdentifier: string; subject: string; issuer: string };

export type Caller =
  | { kind: "anonymous" }
  | { kind: "user"; identity: UserIdentity /** epoch ms */; expiresAt: number; token: string }
  | { kind: "admin"; impersonating: UserIdentity | null };

export interface Authenticator {
  /** Throws `AuthFailure` (code, message) when no provider of the pushed auth.config accepts the token. */
  verifyToken(token: string): Promise<Caller>;
  /** Accepts `instance|secret` with an optional `prod:`/`dev:…|` prefix; constant time. */
  isAdminKey(key: string): boolean;
  /** From an Authorization header (`Bearer …` or `Convex key[:base64 identity]`); anonymous without one. */
  fromHeader(header: string | undefined): Promise<Caller>;
}
