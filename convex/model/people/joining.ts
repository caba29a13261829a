/** What the sign-in needs to know before it touches a credential: of an invitation, and of an account to reset. */
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { SETTINGS } from "../../../shared/settings/settings";
import { isGoodPassword } from "../../../shared/access/password";
import { findPasswordAccount } from "../session/accounts";
import { checkCode, dropCode } from "../session/codes";
import { keyedHash } from "../session/keyedHash";
import { readSetting } from "../settings/read";
import { listMemberships } from "../organization/access";

export interface JoinPlan {
  readonly email: string;
  /** Whether the address has a password already, which then must be given. */
  readonly hasAccount: boolean;
  /** Shortest password the company takes. */
  readonly min: number;
}

/** What became of a code for a new password; a weak password leaves the code usable. */
export type ResetOutcome =
  | { readonly kind: "wrong" }
  | { readonly kind: "weak"; readonly min: number }
  | { readonly kind: "done"; readonly userId: Id<"users"> };

/** The open, unexpired invitation of a token, or null. */
export async function findInvitation(ctx: QueryCtx, token: string): Promise<Doc<"invitations"> | null> {
  const tokenHash = await keyedHash("invitation", token);
  const invitation = await ctx.db
    .query("invitations")
    .withIndex("by_tokenHash", (q) => q.eq("tokenHash", tokenHash))
    .unique();
  return invitation?.state === "open" && invitation.expiresAt > Date.now() ? invitation : null;
}

/** How an invitation is accepted, or null when it cannot be. */
export async function planJoin(ctx: QueryCtx, token: string): Promise<JoinPlan | null> {
  const invitation = await findInvitation(ctx, token);
  if (!invitation) return null;
  return {
    email: invitation.email,
    hasAccount: (await findPasswordAccount(ctx, invitation.email)) !== null,
    min: await readSetting(ctx, invitation.orgId, "people.passwordMinLength"),
  };
}

/** The strictest password rule of a person's companies. */
export async function passwordMinimum(ctx: QueryCtx, userId: Id<"users">): Promise<number> {
  const memberships = await listMemberships(ctx, userId);
  const minima = await Promise.all(
    memberships.map(async ({ orgId }) => await readSetting(ctx, orgId, "people.passwordMinLength")),
  );
  return minima.length === 0 ? SETTINGS["people.passwordMinLength"].default : Math.max(...minima);
}

/**
 * Judges a code and a new password for an address. The password is looked at only by who has the right code, so a try
 * tells nobody whether the address has an account.
 */
export async function judgeReset(
  ctx: MutationCtx,
  email: string,
  code: string,
  password: string,
  now: number,
): Promise<ResetOutcome> {
  if (!(await checkCode(ctx, "reset", email, code, now))) return { kind: "wrong" };
  const account = await findPasswordAccount(ctx, email);
  if (!account) return { kind: "wrong" };
  const user = await ctx.db.get("users", account.userId);
  const min = await passwordMinimum(ctx, account.userId);
  if (!isGoodPassword(password, { min, known: [email, user?.name ?? ""] })) return { kind: "weak", min };
  await dropCode(ctx, "reset", email);
  return { kind: "done", userId: account.userId };
}
