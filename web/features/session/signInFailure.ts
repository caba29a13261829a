/*
 * What a failed sign-in means. Only the server's own word says that a password is wrong; anything else that goes wrong,
 * here, on the way or there, must not be blamed on it.
 */
import { parseAppError } from "../../../shared/errors/catalog";

/**
 * `wrong`: address or password · `unreachable`: no answer came · `failed`: the server tried and could not · otherwise the
 * server refused for a reason it can name.
 */
export type SignInFailure = "wrong" | "unreachable" | "failed" | "named";

/** What browsers say when no answer came. */
const NO_ANSWER = /failed to fetch|networkerror|load failed|network request failed/i;

export function signInFailure(error: unknown, connected: boolean): SignInFailure {
  const code = parseAppError(error)?.code;
  if (code === "auth.passwordWrong") return "wrong";
  if (code !== undefined) return "named";
  const unanswered = error instanceof TypeError && NO_ANSWER.test(error.message);
  return unanswered || !connected ? "unreachable" : "failed";
}
