/**
 * Identities of another issuer (Clerk). One becomes a user of ours only by an address which that issuer says it has
 * confirmed; an unconfirmed one could be anybody's and is refused. Once made, the link holds by the token's identifier,
 * whatever happens to the address later.
 */
import type { UserIdentity } from "convex/server";
import type { Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { record } from "../audit/record";
import { listMemberships } from "../organization/access";
import { userOfPhone } from "./accounts";
import { isOwnIssuer } from "./identity";

/** Links the caller's foreign identity; does nothing when it is linked or of this deployment. */
export async function linkForeignIdentity(ctx: MutationCtx, now: number): Promise<void> {
  const identity = await ctx.auth.getUserIdentity();
  if (identity === null) throw appError("auth.signedOut");
  if (isOwnIssuer(identity)) return;
  const { tokenIdentifier, issuer } = identity;
  const known = await ctx.db
    .query("identities")
    .withIndex("by_tokenIdentifier", (q) => q.eq("tokenIdentifier", tokenIdentifier))
    .unique();
  if (known) return;
  const userId = await userBehind(ctx, identity, now);
  await ctx.db.insert("identities", { tokenIdentifier, issuer, userId, linkedAt: now });
  for (const membership of await listMemberships(ctx, userId))
    await record(
      ctx,
      { userId, membership },
      {
        action: "account.identityLinked",
        subject: { kind: "account", id: userId, label: identity.email ?? identity.phoneNumber ?? "" },
        after: { issuer },
      },
    );
}

async function userBehind(ctx: MutationCtx, identity: UserIdentity, now: number): Promise<Id<"users">> {
  const email = identity.email?.trim().toLowerCase();
  if (email && identity.emailVerified === true) {
    const users = await ctx.db
      .query("users")
      .withIndex("email", (q) => q.eq("email", email))
      .take(2);
    // Two users with one address would be our own fault; guessing between them would be worse.
    if (users.length === 1 && users[0]) return users[0]._id;
  }
  const phone = identity.phoneNumber;
  if (phone && identity.phoneNumberVerified === true && /^\+[1-9]\d{7,14}$/.test(phone))
    return await userOfPhone(ctx, phone, now);
  const confirmed = identity.emailVerified === true || identity.phoneNumberVerified === true;
  throw appError(confirmed ? "auth.identityUnknown" : "auth.identityUnverified");
}
