/** Users and their credentials by address. Credentials themselves are written by @convex-dev/auth only. */
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";

/** The password account of an e-mail address, without looking at the password. */
export async function findPasswordAccount(ctx: QueryCtx, email: string): Promise<Doc<"authAccounts"> | null> {
  return await ctx.db
    .query("authAccounts")
    .withIndex("providerAndAccountId", (q) => q.eq("provider", "password").eq("providerAccountId", email))
    .unique();
}

/** The user whose proven phone number this is; made when there is none, which the proof has earned. */
export async function userOfPhone(ctx: MutationCtx, phone: string, now: number): Promise<Id<"users">> {
  const known = await ctx.db
    .query("users")
    .withIndex("phone", (q) => q.eq("phone", phone))
    .take(5);
  const proven = known.find((user) => user.phoneVerificationTime !== undefined);
  if (proven) return proven._id;
  return await ctx.db.insert("users", { phone, phoneVerificationTime: now });
}
