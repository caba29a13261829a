/**
 * What every signed-in person, and everybody about to sign in, can do about his own access: ask for codes, see and end
 * sessions, change name and password, bring in an identity of another issuer, choose among companies. The codes' other
 * half is in auth.ts.
 */
import { invalidateSessions, modifyAccountCredentials } from "@convex-dev/auth/server";
import { v } from "convex/values";
import { isGoodPassword, PASSWORD_MAX_LENGTH } from "../shared/access/password";
import { internal } from "./_generated/api";
import type { Id } from "./_generated/dataModel";
import { appError } from "./lib/appError";
import {
  memberAction,
  memberMutation,
  publicMutation,
  publicQuery,
  systemMutation,
  systemQuery,
} from "./lib/builders";
import { cleanEmail, cleanName, cleanText } from "./lib/cleanText";
import { localizedName, role } from "./lib/validators";
import { record } from "./model/audit/record";
import { listMemberships } from "./model/organization/access";
import { judgeReset, passwordMinimum, type ResetOutcome } from "./model/people/joining";
import { findPasswordAccount } from "./model/session/accounts";
import { checkPhoneCode, sendPhoneCode, sendResetCode } from "./model/session/codeRequests";
import { findCustomer } from "./model/session/customer";
import { linkForeignIdentity } from "./model/session/foreign";
import { findSignedIn, requireSignedIn } from "./model/session/identity";
import { openAccount } from "./model/session/passwords";
import { indexMember, indexTechnician } from "./model/people/search";
import { endSession as endOne, endSessions, listSessions } from "./model/session/sessions";

/** Sends a code for a new password, if the address has an account; the answer is the same either way. */
export const requestReset = publicMutation({
  args: { email: v.string() },
  returns: v.null(),
  handler: async (ctx, { email }) => {
    await sendResetCode(ctx, cleanEmail("email", email), Date.now());
    return null;
  },
});

/** Sends a code to a customer's phone. Answers the number as it is stored, which the code must be used with. */
export const requestPhoneCode = publicMutation({
  args: { phone: v.string() },
  returns: v.object({ phone: v.string() }),
  handler: async (ctx, { phone }) => ({ phone: await sendPhoneCode(ctx, phone, Date.now()) }),
});

/** auth.ts: what a reset code and a new password are worth together. */
export const useResetCode = systemMutation({
  args: { email: v.string(), code: v.string(), password: v.string() },
  handler: async (ctx, { email, code, password }): Promise<ResetOutcome> => {
    const outcome = await judgeReset(ctx, email, code, password, Date.now());
    if (outcome.kind !== "done") return outcome;
    for (const membership of await listMemberships(ctx, outcome.userId))
      await record(
        ctx,
        { userId: outcome.userId, membership },
        { action: "account.passwordReset", subject: { kind: "account", id: outcome.userId, label: email } },
      );
    return outcome;
  },
});

/** auth.ts: the user of a phone number proven by a code, or null. */
export const usePhoneCode = systemMutation({
  args: { phone: v.string(), code: v.string() },
  handler: async (ctx, { phone, code }): Promise<Id<"users"> | null> =>
    await checkPhoneCode(ctx, phone, code, Date.now()),
});

/** Why somebody who is signed in sees no staff page. */
export const standing = publicQuery({
  args: {},
  returns: v.union(
    v.literal("signedOut"),
    v.literal("member"),
    v.literal("deactivated"),
    v.literal("customer"),
    v.literal("stranger"),
  ),
  handler: async (ctx) => {
    const signedIn = await findSignedIn(ctx);
    if (!signedIn) return "signedOut";
    const memberships = await listMemberships(ctx, signedIn.userId);
    if (memberships.some((one) => one.deactivatedAt === undefined)) return "member";
    if (await findCustomer(ctx)) return "customer";
    return memberships.length > 0 ? "deactivated" : "stranger";
  },
});

/** Own sessions, newest first, and whether this deployment keeps them (another issuer keeps its own). */
export const sessions = publicQuery({
  args: {},
  returns: v.array(
    v.object({
      sessionId: v.id("authSessions"),
      startedAt: v.number(),
      endsAt: v.number(),
      current: v.boolean(),
    }),
  ),
  handler: async (ctx) => {
    const { userId, sessionId } = await requireSignedIn(ctx);
    return (await listSessions(ctx, userId)).map((session) => ({
      sessionId: session._id,
      startedAt: session._creationTime,
      endsAt: session.expirationTime,
      current: session._id === sessionId,
    }));
  },
});

/** Ends one own session; the page it runs on is signed out in the same moment. */
export const endSession = publicMutation({
  args: { sessionId: v.id("authSessions") },
  returns: v.null(),
  handler: async (ctx, { sessionId }) => {
    const { userId } = await requireSignedIn(ctx);
    const session = await ctx.db.get("authSessions", sessionId);
    if (session?.userId !== userId) throw appError("access.denied");
    await endOne(ctx, sessionId);
    return null;
  },
});

/** Ends every own session but this one; answers how many. */
export const endOtherSessions = publicMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const { userId, sessionId } = await requireSignedIn(ctx);
    const ended = await endSessions(ctx, userId, sessionId);
    for (const membership of await listMemberships(ctx, userId))
      await record(
        ctx,
        { userId, membership },
        {
          action: "member.signedOutEverywhere",
          subject: { kind: "member", id: membership._id, label: membership.name.en || membership.name.ar },
        },
      );
    return ended;
  },
});

/** Changes the own name as colleagues and customers see it. */
export const rename = memberMutation("account.own")({
  args: { name: localizedName },
  returns: v.null(),
  handler: async (ctx, args) => {
    const name = cleanName("name", args.name);
    const { membership } = ctx.actor;
    await ctx.db.patch("memberships", membership._id, { name });
    await indexMember(ctx, membership._id);
    if (membership.technicianId) {
      await ctx.db.patch("technicians", membership.technicianId, { name });
      await indexTechnician(ctx, membership.technicianId);
    }
    await record(ctx, ctx.actor, {
      action: "member.changed",
      subject: { kind: "member", id: membership._id, label: name.en || name.ar },
      before: { nameAr: membership.name.ar, nameEn: membership.name.en },
      after: { nameAr: name.ar, nameEn: name.en },
    });
    return null;
  },
});

/** Changes the own password; every other session ends. Fails with `auth.passwordWrong` for a wrong present one. */
export const changePassword = memberAction("account.own")({
  args: { current: v.string(), next: v.string() },
  returns: v.null(),
  handler: async (ctx, { current, next }): Promise<null> => {
    cleanText("current", current, { min: 1, max: PASSWORD_MAX_LENGTH });
    const own = await ctx.runQuery(internal.account.ownPassword, {});
    if (own === null) throw appError("access.denied");
    const { email, min, name, sessionId } = own;
    if (!isGoodPassword(next, { min, known: [email, name] })) throw appError("auth.passwordWeak", { min });
    await openAccount(ctx, email, current);
    await modifyAccountCredentials(ctx, { provider: "password", account: { id: email, secret: next } });
    await invalidateSessions(ctx, { userId: own.userId, except: sessionId ? [sessionId] : [] });
    return null;
  },
});

/** changePassword: the caller's own password account, or null when he has none. */
export const ownPassword = systemQuery({
  args: {},
  handler: async (
    ctx,
  ): Promise<{
    userId: Id<"users">;
    sessionId: Id<"authSessions"> | null;
    email: string;
    name: string;
    min: number;
  } | null> => {
    const { userId, sessionId } = await requireSignedIn(ctx);
    const user = await ctx.db.get("users", userId);
    const account = user?.email === undefined ? null : await findPasswordAccount(ctx, user.email);
    if (!user || !account || account.userId !== userId) return null;
    const min = await passwordMinimum(ctx, userId);
    return { userId, sessionId, email: account.providerAccountId, name: user.name ?? "", min };
  },
});

/**
 * Brings an identity of another issuer (Clerk) to the user with the same confirmed e-mail or phone. Safe to call on every
 * sign-in. Fails with `auth.identityUnverified` or `auth.identityUnknown`.
 */
export const linkIdentity = publicMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    await linkForeignIdentity(ctx, Date.now());
    return null;
  },
});

/** Every company the person works for, and which one is open now. */
export const companies = publicQuery({
  args: {},
  returns: v.array(
    v.object({ membershipId: v.id("memberships"), company: localizedName, role, chosenAt: v.number() }),
  ),
  handler: async (ctx) => {
    const { userId } = await requireSignedIn(ctx);
    const active = (await listMemberships(ctx, userId)).filter((one) => one.deactivatedAt === undefined);
    const rows = await Promise.all(
      active.map(async (membership) => {
        const organization = await ctx.db.get("organizations", membership.orgId);
        return organization
          ? {
              membershipId: membership._id,
              company: organization.name,
              role: membership.role,
              chosenAt: membership.chosenAt ?? 0,
            }
          : null;
      }),
    );
    return rows.filter((row) => row !== null);
  },
});

/** Opens another of the person's companies, on all his pages at once. */
export const choose = publicMutation({
  args: { membershipId: v.id("memberships") },
  returns: v.null(),
  handler: async (ctx, { membershipId }) => {
    const { userId } = await requireSignedIn(ctx);
    const membership = await ctx.db.get("memberships", membershipId);
    if (membership?.userId !== userId || membership.deactivatedAt !== undefined)
      throw appError("access.denied");
    await ctx.db.patch("memberships", membershipId, { chosenAt: Date.now() });
    return null;
  },
});
