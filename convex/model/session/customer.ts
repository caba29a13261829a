/** The signed-in customer: a user whose phone number was proven by a code. He is no member of anything. */
import type { Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { findSignedIn } from "./identity";

export interface CustomerActor {
  readonly userId: Id<"users">;
  /** Proven, E.164. What he may see is what was asked for with this number [J-46]. */
  readonly phone: string;
}

/** The customer, or null when signed out or without a proven number. */
export async function findCustomer(ctx: QueryCtx): Promise<CustomerActor | null> {
  const signedIn = await findSignedIn(ctx);
  const user = signedIn ? await ctx.db.get("users", signedIn.userId) : null;
  return user?.phone !== undefined && user.phoneVerificationTime !== undefined
    ? { userId: user._id, phone: user.phone }
    : null;
}

/** The customer, or `auth.signedOut` / `access.denied`. */
export async function requireCustomer(ctx: QueryCtx): Promise<CustomerActor> {
  const customer = await findCustomer(ctx);
  if (customer) return customer;
  throw appError((await findSignedIn(ctx)) ? "access.denied" : "auth.signedOut");
}
