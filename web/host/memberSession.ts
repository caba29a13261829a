/**
 * Signing in as a member from a Node process, through the same public action the sign-in page uses, and keeping the
 * session alive. Holds no permission: the account decides what the process may do.
 */
import { ConvexClient, ConvexHttpClient } from "convex/browser";
import { api } from "../../convex/_generated/api";
import { parseAppError } from "../../shared/errors/catalog";
import { HostFailure, messageOf } from "./hostFailure";

export interface Credentials {
  email: string;
  password: string;
}

interface Tokens {
  token: string;
  refreshToken: string;
}

async function requestTokens(
  url: string,
  args: { provider?: string; params?: Record<string, string>; refreshToken?: string },
): Promise<Tokens> {
  const { tokens } = (await new ConvexHttpClient(url).action(api.auth.signIn, args)) as {
    tokens?: Tokens | null;
  };
  if (!tokens) throw new HostFailure("the sign-in was refused.");
  return tokens;
}

async function firstTokens(url: string, { email, password }: Credentials): Promise<Tokens> {
  try {
    return await requestTokens(url, {
      provider: "password",
      params: { email, password, flow: "signIn" },
    });
  } catch (error) {
    const isWrong = parseAppError(error)?.code === "auth.passwordWrong";
    const why = isWrong ? "wrong address, account or password." : messageOf(error);
    throw new HostFailure(`${email} could not sign in at ${url}: ${why}`);
  }
}

/** A request-at-a-time client of one member; for short programs (a token lasts an hour). */
export async function signInOnce(url: string, credentials: Credentials): Promise<ConvexHttpClient> {
  const { token } = await firstTokens(url, credentials);
  const client = new ConvexHttpClient(url);
  client.setAuth(token);
  return client;
}

/** A subscribing client of one member that renews its own token for as long as it lives. */
export async function signInLive(url: string, credentials: Credentials): Promise<ConvexClient> {
  let tokens = await firstTokens(url, credentials);
  // Refusals are answers here; whoever asked tells of them, once.
  const client = new ConvexClient(url, { logger: false });
  client.setAuth(async ({ forceRefreshToken }) => {
    if (forceRefreshToken)
      // A refresh token that was used or expired is no reason to die: sign in again.
      tokens = await requestTokens(url, { refreshToken: tokens.refreshToken }).catch(() =>
        firstTokens(url, credentials),
      );
    return tokens.token;
  });
  return client;
}
