/**
 * From a verified token to a user. Tokens of this deployment name user and session; tokens of another issuer count only
 * through a link that was made when that issuer vouched for the address. An ended session answers "nobody" at once,
 * also inside open subscriptions: the session row is part of what they read.
 */
import type { UserIdentity } from "convex/server";
import type { Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";

export interface SignedIn {
  readonly userId: Id<"users">;
  /** Null for identities of another issuer, which keeps the sessions itself. */
  readonly sessionId: Id<"authSessions"> | null;
}

const DIVIDER = "|";

/** Whether a token was signed by this deployment; a foreign subject that looks like ours must not pass as ours. */
export function isOwnIssuer(identity: Pick<UserIdentity, "issuer">): boolean {
  return identity.issuer === process.env["CONVEX_SITE_URL"];
}

/** Who is signed in, or null. Says nothing about what he may do. */
export async function findSignedIn(ctx: QueryCtx): Promise<SignedIn | null> {
  const identity = await ctx.auth.getUserIdentity();
  if (identity === null) return null;
  if (!isOwnIssuer(identity)) {
    const link = await ctx.db
      .query("identities")
      .withIndex("by_tokenIdentifier", (q) => q.eq("tokenIdentifier", identity.tokenIdentifier))
      .unique();
    return link ? { userId: link.userId, sessionId: null } : null;
  }
  const [user = "", session = ""] = identity.subject.split(DIVIDER);
  const sessionId = ctx.db.normalizeId("authSessions", session);
  const stored = sessionId ? await ctx.db.get("authSessions", sessionId) : null;
  return stored && stored.userId === user ? { userId: stored.userId, sessionId: stored._id } : null;
}

/** Who is signed in, or `auth.signedOut`. For what everybody may do about his own access. */
export async function requireSignedIn(ctx: QueryCtx): Promise<SignedIn> {
  const signedIn = await findSignedIn(ctx);
  if (signedIn === null) throw appError("auth.signedOut");
  return signedIn;
}
