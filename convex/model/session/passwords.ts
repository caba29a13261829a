/**
 * Opening an account by its password, with a refusal of ours. The library throws bare Errors for a wrong password and for
 * everything that goes wrong on the way alike; only the first may be told as such, the others say that the server failed.
 */
import { retrieveAccount } from "@convex-dev/auth/server";
import type { Id } from "../../_generated/dataModel";
import type { ActionCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";

/** What the library says of an unknown address, a wrong password, and any password after too many wrong ones. */
const REFUSALS: readonly string[] = ["InvalidAccountId", "InvalidSecret", "TooManyFailedAttempts"];

/**
 * The user whose account the password opens. Fails with `auth.passwordWrong`, which does not tell the three cases apart:
 * each would say whether there is an account.
 */
export async function openAccount(ctx: ActionCtx, email: string, secret: string): Promise<Id<"users">> {
  try {
    const { user } = await retrieveAccount(ctx, { provider: "password", account: { id: email, secret } });
    return user._id as Id<"users">;
  } catch (error) {
    if (error instanceof Error && REFUSALS.includes(error.message)) throw appError("auth.passwordWrong");
    throw error;
  }
}
