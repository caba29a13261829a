/** Request ids: the 16 hex digits in an error text by which a report and a log line find each other. */
import { createHash, randomBytes } from "node:crypto";

export function randomRequestId(): string {
  return randomBytes(8).toString("hex");
}

/**
 * Ids of one client session's mutations: the same for every replay, so that a repeated failure names the same request.
 * Half of it tells the session, half the request.
 */
export function sessionRequestIds(sessionId: string): (requestId: number) => string {
  const session = createHash("sha256").update(sessionId).digest("hex").slice(0, 8);
  return (requestId) => session + (requestId >>> 0).toString(16).padStart(8, "0");
}
