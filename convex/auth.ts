/**
 * Signing in. Staff: e-mail and password; a forgotten password is replaced with a code sent by e-mail; a new colleague
 * sets his with an invitation. Customers: phone number and a code. Accounts are never made by visitors' wish alone.
 * Sessions, tokens and the limit of wrong passwords belong to @convex-dev/auth; codes, invitations and their limits to
 * model/session and model/people. Every refusal of a wrong secret looks like every other.
 */
import {
  ConvexCredentials,
  type ConvexCredentialsUserConfig,
} from "@convex-dev/auth/providers/ConvexCredentials";
import { Password } from "@convex-dev/auth/providers/Password";
import {
  convexAuth,
  createAccount,
  invalidateSessions,
  modifyAccountCredentials,
} from "@convex-dev/auth/server";
import type { Value } from "convex/values";
import { isGoodPassword, PASSWORD_MAX_LENGTH } from "../shared/access/password";
import { internal } from "./_generated/api";
import type { DataModel } from "./_generated/dataModel";
import { appError } from "./lib/appError";
import { cleanEmail, cleanName, cleanText } from "./lib/cleanText";
import { demoIsOn } from "./model/demo/accounts";
import { DEMO_DOMAIN } from "./model/demo/organization";
import type { JoinPlan, ResetOutcome } from "./model/people/joining";
import { openAccount } from "./model/session/passwords";

type Params = Partial<Record<string, Value | undefined>>;

function textOf(params: Params, field: string): string {
  const value = params[field];
  if (typeof value !== "string") throw appError("input.invalid", { field });
  return value;
}

function passwordOf(params: Params, field: string): string {
  const password = textOf(params, field);
  if (password === "" || password.length > PASSWORD_MAX_LENGTH) throw appError("input.invalid", { field });
  return password;
}

/** The library's way with passwords, for its hashes alone: it would not say why it refuses, and lets strangers sign up. */
const { options: library } = Password() as unknown as {
  options: Required<Pick<ConvexCredentialsUserConfig<DataModel>, "crypto">>;
};

const password = ConvexCredentials<DataModel>({
  id: "password",
  crypto: library.crypto,
  authorize: async (params, ctx) => {
    if (params["flow"] !== "signIn") throw appError("auth.signUpClosed");
    const secret = passwordOf(params, "password");
    const email = cleanEmail("email", textOf(params, "email"));
    // The demo's password is public, so its accounts open nothing once the deployment is no demo any more.
    if (email.endsWith(`@${DEMO_DOMAIN}`) && !demoIsOn()) throw appError("demo.off");
    return { userId: await openAccount(ctx, email, secret) };
  },
});

/** A new password with the code that account.requestReset had sent; ends every other session. */
const reset = ConvexCredentials({
  id: "reset",
  authorize: async (params, ctx) => {
    const email = cleanEmail("email", textOf(params, "email"));
    const next = passwordOf(params, "password");
    const code = cleanText("code", textOf(params, "code"), { max: 12 });
    const used: ResetOutcome = await ctx.runMutation(internal.account.useResetCode, {
      email,
      code,
      password: next,
    });
    if (used.kind === "wrong") throw appError("auth.codeWrong");
    if (used.kind === "weak") throw appError("auth.passwordWeak", { min: used.min });
    const { userId } = used;
    await modifyAccountCredentials(ctx, { provider: "password", account: { id: email, secret: next } });
    await invalidateSessions(ctx, { userId });
    return { userId };
  },
});

/** The customer's number with the code that account.requestPhoneCode had sent. */
const phone = ConvexCredentials({
  id: "phone",
  authorize: async (params, ctx) => {
    const number = cleanText("phone", textOf(params, "phone"), { min: 5, max: 40 });
    const code = cleanText("code", textOf(params, "code"), { max: 12 });
    const userId = await ctx.runMutation(internal.account.usePhoneCode, { phone: number, code });
    if (userId === null) throw appError("auth.codeWrong");
    return { userId };
  },
});

/** Accepting an invitation: the account (or the proof of an existing one) first, then the membership, then the session. */
const join = ConvexCredentials({
  id: "join",
  authorize: async (params, ctx) => {
    const token = cleanText("token", textOf(params, "token"), { max: 100 });
    const secret = passwordOf(params, "password");
    const plan: JoinPlan | null = await ctx.runQuery(internal.invitations.joinPlan, { token });
    if (plan === null) throw appError("invitation.invalid");
    const { email } = plan;
    if (plan.hasAccount) {
      // The account was somebody's before this invitation: its own password opens it, not the invitation.
      const userId = await openAccount(ctx, email, secret);
      await ctx.runMutation(internal.invitations.accept, { token, userId, name: null });
      return { userId };
    }
    const name = cleanName("name", { ar: textOf(params, "nameAr"), en: textOf(params, "nameEn") });
    if (!isGoodPassword(secret, { min: plan.min, known: [email, name.ar, name.en] }))
      throw appError("auth.passwordWeak", { min: plan.min });
    const { user } = await createAccount(ctx, {
      provider: "password",
      account: { id: email, secret },
      profile: { email, name: name.en === "" ? name.ar : name.en },
    });
    await ctx.runMutation(internal.invitations.accept, { token, userId: user._id, name });
    return { userId: user._id };
  },
});

export const { auth, signIn, signOut, store, isAuthenticated } = convexAuth({
  providers: [password, reset, phone, join],
});
