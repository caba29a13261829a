/** Who is behind a socket: from `Authenticate` to a caller, and what that caller may do. */
import type { Authenticator, Caller } from "../auth/api";
import { badAdminKey, impersonated } from "../auth/verify";
import type { CallerKey } from "../subscriptions/queryCache";
import type { AuthenticateMessage } from "./protocol";

export const anonymous: CallerKey = { caller: { kind: "anonymous" }, key: "anonymous" };

/** Throws `AuthFailure` when the token or key is refused. */
export async function authenticate(
  message: AuthenticateMessage,
  authenticator: Authenticator,
): Promise<CallerKey> {
  switch (message.tokenType) {
    case "None":
      return anonymous;
    case "User": {
      const caller = await authenticator.verifyToken(message.value);
      return { caller, key: callerKey(caller) };
    }
    case "Admin": {
      if (!authenticator.isAdminKey(message.value)) throw badAdminKey();
      const attributes = message.impersonating ?? message.actingAs ?? null;
      const caller: Caller = {
        kind: "admin",
        impersonating: attributes === null ? null : impersonated(attributes),
      };
      return { caller, key: callerKey(caller) };
    }
  }
}

export function isExpired(caller: Caller, nowMs: number): boolean {
  return caller.kind === "user" && caller.expiresAt <= nowMs;
}

/** Functions of a component are called through the app; directly only by admins. */
export function mayReach(caller: Caller, component: string | null | undefined): boolean {
  return component === null || component === undefined || component === "" || caller.kind === "admin";
}

/** Equal keys mean equal `getUserIdentity()` and equal rights. */
function callerKey(caller: Caller): string {
  switch (caller.kind) {
    case "anonymous":
      return anonymous.key;
    case "user":
      return `user ${JSON.stringify(caller.identity)}`;
    case "admin":
      return `admin ${JSON.stringify(caller.impersonating)}`;
  }
}
