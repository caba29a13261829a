/**
 * Identities of another issuer (Clerk). One becomes a user of ours only by an address which that issuer says it has
 * confirmed; an unconfirmed one could be anybody's and is refused. Once made, the link holds by the token's identifier,
 * whatever happens to the address later.
 */
import type { UserIdentity } from "convex/server";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { record } from "../audit/record";
import { listMemberships } from "../organization/access";
import { userOfPhone } from "./accounts";
import { isOwnIssuer } from "./identity";

/** The caller's identity when it is another issuer's, with the link it has; `auth.signedOut` for nobody. */
async function foreignIdentity(ctx: MutationCtx): Promise<{
  identity: UserIdentity;
  link: Doc<"identities"> | null;
} | null> {
  const identity = await ctx.auth.getUserIdentity();
  if (identity === null) throw appError("auth.signedOut");
  if (isOwnIssuer(identity)) return null;
  const link = await ctx.db
    .query("identities")
    .withIndex("by_tokenIdentifier", (q) => q.eq("tokenIdentifier", identity.tokenIdentifier))
    .unique();
  return { identity, link };
}

/** Links the caller's foreign identity; does nothing when it is linked or of this deployment. */
export async function linkForeignIdentity(ctx: MutationCtx, now: number): Promise<void> {
  const found = await foreignIdentity(ctx);
  if (!found || found.link) return;
  await writeLink(ctx, found.identity, await userBehind(ctx, found.identity, now), now);
}

/**
 * The user of the caller's foreign identity for an address that was invited: linked, or made now, which the issuer's
 * confirmation of that very address has earned. Fails with `auth.identityUnverified` or `invitation.invalid`.
 */
export async function adoptForeignIdentity(
  ctx: MutationCtx,
  invitedEmail: string,
  now: number,
): Promise<Id<"users">> {
  const found = await foreignIdentity(ctx);
  if (!found) throw appError("invitation.invalid");
  const { identity, link } = found;
  if (link) return link.userId;
  if (identity.email?.trim().toLowerCase() !== invitedEmail) throw appError("invitation.invalid");
  if (identity.emailVerified !== true) throw appError("auth.identityUnverified");
  const known = await userOfEmail(ctx, invitedEmail);
  const userId =
    known ??
    (await ctx.db.insert("users", {
      email: invitedEmail,
      emailVerificationTime: now,
      ...(identity.name ? { name: identity.name } : {}),
    }));
  await writeLink(ctx, identity, userId, now);
  return userId;
}

async function writeLink(
  ctx: MutationCtx,
  { tokenIdentifier, issuer, email, phoneNumber }: UserIdentity,
  userId: Id<"users">,
  now: number,
): Promise<void> {
  await ctx.db.insert("identities", { tokenIdentifier, issuer, userId, linkedAt: now });
  for (const membership of await listMemberships(ctx, userId))
    await record(
      ctx,
      { userId, membership },
      {
        action: "account.identityLinked",
        subject: { kind: "account", id: userId, label: email ?? phoneNumber ?? "" },
        after: { issuer },
      },
    );
}

/** The one user with this address; two would be our own fault, and guessing between them would be worse. */
async function userOfEmail(ctx: MutationCtx, email: string): Promise<Id<"users"> | null> {
  const users = await ctx.db
    .query("users")
    .withIndex("email", (q) => q.eq("email", email))
    .take(2);
  return users.length === 1 ? (users[0]?._id ?? null) : null;
}

async function userBehind(ctx: MutationCtx, identity: UserIdentity, now: number): Promise<Id<"users">> {
  const email = identity.email?.trim().toLowerCase();
  const known = email && identity.emailVerified === true ? await userOfEmail(ctx, email) : null;
  if (known) return known;
  const phone = identity.phoneNumber;
  if (phone && identity.phoneNumberVerified === true && /^\+[1-9]\d{7,14}$/.test(phone))
    return await userOfPhone(ctx, phone, now);
  const confirmed = identity.emailVerified === true || identity.phoneNumberVerified === true;
  throw appError(confirmed ? "auth.identityUnknown" : "auth.identityUnverified");
}
