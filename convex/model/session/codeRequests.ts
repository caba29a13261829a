/**
 * Asking for a code and using one, seen from an address: limits first, then whether there is anybody, then the message.
 * What a stranger learns does not depend on whether the address is known.
 */
import { marketPhone } from "../../../shared/market/phone";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { marketOf } from "../contacts/read";
import { listMemberships } from "../organization/access";
import { readSetting } from "../settings/read";
import { findPasswordAccount, userOfPhone } from "./accounts";
import { checkCode, dropCode, issueCode, takeCodeLimits } from "./codes";
import { tellCode } from "./tell";

/** A code for a new password, told only when the address has an account that still works somewhere. */
export async function sendResetCode(ctx: MutationCtx, email: string, now: number): Promise<void> {
  await takeCodeLimits(ctx, "reset", email, now);
  const account = await findPasswordAccount(ctx, email);
  const memberships = account ? await listMemberships(ctx, account.userId) : [];
  const membership = memberships.find((one) => one.deactivatedAt === undefined);
  const organization = membership ? await ctx.db.get("organizations", membership.orgId) : null;
  if (!organization) return;
  await tellCode(ctx, organization, "reset", email, await issueCode(ctx, "reset", email, now), now);
}

/**
 * A code for a customer's phone; answers the number as stored. A number nobody asked with yet gets one too: signing in
 * is also how a new customer begins. Fails with `auth.customersOff`, `auth.tooManyAttempts` or `input.invalid`.
 */
export async function sendPhoneCode(ctx: MutationCtx, text: string, now: number): Promise<string> {
  const { organization, phone } = await readPhone(ctx, text);
  if (!(await readSetting(ctx, organization._id, "customers.signIn"))) throw appError("auth.customersOff");
  await takeCodeLimits(ctx, "phone", phone, now);
  await tellCode(ctx, organization, "phone", phone, await issueCode(ctx, "phone", phone, now), now);
  return phone;
}

/** The user of a proven number, or null for a wrong code. Must not throw for a wrong one, see {@link checkCode}. */
export async function checkPhoneCode(
  ctx: MutationCtx,
  text: string,
  code: string,
  now: number,
): Promise<Id<"users"> | null> {
  const { phone } = await readPhone(ctx, text);
  if (!(await checkCode(ctx, "phone", phone, code, now))) return null;
  await dropCode(ctx, "phone", phone);
  return await userOfPhone(ctx, phone, now);
}

/** The number in its stored form. The company whose customers sign in here is the deployment's first one. */
async function readPhone(
  ctx: QueryCtx,
  text: string,
): Promise<{ organization: Doc<"organizations">; phone: string }> {
  const organization = await ctx.db.query("organizations").first();
  if (!organization) throw appError("auth.customersOff");
  const phone = marketPhone(text, await marketOf(ctx, organization._id));
  if (phone === null) throw appError("input.invalid", { field: "phone" });
  return { organization, phone };
}
