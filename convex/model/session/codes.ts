/**
 * One-time codes that prove an address: six digits, ten minutes, five tries, one running code per address and purpose.
 * Stored hashed. Knows nothing of accounts; how a code reaches its address is the caller's business.
 */
import type { Infer } from "convex/values";
import { MINUTE_MS } from "../../../shared/time/zones";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import type { codePurpose } from "./accessTables";
import { keyedHash } from "./keyedHash";
import { takeToken } from "./limits";

export type CodePurpose = Infer<typeof codePurpose>;

export const CODE_MINUTES = 10;
const TRIES = 5;
const DIGITS = 6;
const SWEPT_PER_CALL = 5;

async function findCode(ctx: MutationCtx, purpose: CodePurpose, address: string) {
  return await ctx.db
    .query("loginCodes")
    .withIndex("by_purpose_and_address", (q) => q.eq("purpose", purpose).eq("address", address))
    .unique();
}

/** Digits drawn evenly: a value from the uneven end of the range is thrown away and drawn again. */
function drawCode(): string {
  const range = 10 ** DIGITS;
  const fair = Math.floor(2 ** 32 / range) * range;
  for (;;) {
    const [value = fair] = crypto.getRandomValues(new Uint32Array(1));
    if (value < fair) return String(value % range).padStart(DIGITS, "0");
  }
}

/**
 * Takes the flood limits of asking for a code, whether or not anybody is behind the address: who asks learns nothing.
 * Fails with `auth.tooManyAttempts`.
 */
export async function takeCodeLimits(
  ctx: MutationCtx,
  purpose: CodePurpose,
  address: string,
  now: number,
): Promise<void> {
  const retryAfterMs =
    (await takeToken(ctx, "codePerAddress", `${purpose}:${address}`, now)) ??
    (await takeToken(ctx, "codeOverall", purpose, now));
  if (retryAfterMs !== null) throw appError("auth.tooManyAttempts", { retryAfterMs });
}

/** A new code for an address; the one before stops working. Answers the code, which is known nowhere else. */
export async function issueCode(
  ctx: MutationCtx,
  purpose: CodePurpose,
  address: string,
  now: number,
): Promise<string> {
  const expired = await ctx.db
    .query("loginCodes")
    .withIndex("by_expiresAt", (q) => q.lt("expiresAt", now))
    .take(SWEPT_PER_CALL);
  for (const row of expired) await ctx.db.delete("loginCodes", row._id);
  const running = await findCode(ctx, purpose, address);
  if (running) await ctx.db.delete("loginCodes", running._id);
  const code = drawCode();
  await ctx.db.insert("loginCodes", {
    purpose,
    address,
    codeHash: await keyedHash(`code ${purpose} ${address}`, code),
    expiresAt: now + CODE_MINUTES * MINUTE_MS,
    attemptsLeft: TRIES,
  });
  return code;
}

/**
 * Whether a code is right; a wrong one costs a try, which is why this must not throw: the try would be given back with
 * the rest of the transaction. A right one stays usable until {@link dropCode}.
 */
export async function checkCode(
  ctx: MutationCtx,
  purpose: CodePurpose,
  address: string,
  code: string,
  now: number,
): Promise<boolean> {
  const running = await findCode(ctx, purpose, address);
  if (!running) return false;
  if (running.expiresAt <= now || running.attemptsLeft < 1) {
    await ctx.db.delete("loginCodes", running._id);
    return false;
  }
  const given = /^\d{6}$/.test(code) ? await keyedHash(`code ${purpose} ${address}`, code) : "";
  if (given === running.codeHash) return true;
  await ctx.db.patch("loginCodes", running._id, { attemptsLeft: running.attemptsLeft - 1 });
  return false;
}

/** Uses up the running code of an address. */
export async function dropCode(ctx: MutationCtx, purpose: CodePurpose, address: string): Promise<void> {
  const running = await findCode(ctx, purpose, address);
  if (running) await ctx.db.delete("loginCodes", running._id);
}
