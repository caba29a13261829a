/** Request ids: the 16 hex digits in an error text by which a report and a log line find each other. */
import { createHash, randomBytes } from "node:crypto";

export function randomRequestId(): string {
  return randomBytes(8).toString("hex");
}

/** The same for every replay of a socket's mutation, so that a repeated failure names the same request. */
export function sessionRequestId(sessionId: string, requestId: number): string {
  return createHash("sha256").update(`${sessionId}|${requestId}`).digest("hex").slice(0, 16);
}
