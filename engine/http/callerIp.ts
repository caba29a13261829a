/**
 * Whose request this is, by address. Behind a proxy the socket is the proxy's; what it appended last to
 * `X-Forwarded-For` is who called it. Without a proxy that header is anybody's claim and not looked at.
 */
import type { IncomingMessage } from "node:http";

const forwarded = new WeakSet<IncomingMessage>();

/** The request came through the deployment's own proxy. */
export function markForwarded(request: IncomingMessage): void {
  forwarded.add(request);
}

export function callerIp(request: IncomingMessage): string | null {
  const hops = forwarded.has(request) ? [request.headers["x-forwarded-for"] ?? []].flat().join(",") : "";
  const last = hops.split(",").at(-1)?.trim() ?? "";
  return last === "" ? (request.socket.remoteAddress ?? null) : last;
}
