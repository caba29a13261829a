/**
 * HTTP actions: Node's request and response on one side, the web's `Request` and `Response` on the other.
 * Owns streaming both ways and the response limit; routing to a handler is the executor's.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Executor } from "../execution/api";
import { callerIp } from "./callerIp";

const MAX_RESPONSE_BYTES = 20 * 1024 * 1024;
const BODILESS = new Set(["GET", "HEAD"]);

export interface SiteServices {
  executor: Pick<Executor, "runHttpAction">;
  reportError: (error: unknown) => void;
}

/** @param stripPrefix removed from the path: HTTP actions also answer under `/http` of the main port. */
export async function handleSite(
  services: SiteServices,
  request: IncomingMessage,
  response: ServerResponse,
  stripPrefix: string,
): Promise<void> {
  try {
    const answer = await services.executor.runHttpAction(toWebRequest(request, stripPrefix), {
      header: request.headers.authorization,
      ip: callerIp(request),
    });
    await send(answer, request, response);
  } catch (error) {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    services.reportError(error);
    response.writeHead(500, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ code: "InternalServerError" }));
  }
}

function toWebRequest(request: IncomingMessage, stripPrefix: string): Request {
  const protocol = [request.headers["x-forwarded-proto"]].flat()[0]?.split(",")[0]?.trim() ?? "http";
  const path = (request.url ?? "/").slice(stripPrefix.length);
  const url = `${protocol}://${request.headers.host ?? "localhost"}${path.startsWith("/") ? path : `/${path}`}`;
  const headers = new Headers();
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    headers.append(request.rawHeaders[index] ?? "", request.rawHeaders[index + 1] ?? "");
  }
  const method = request.method ?? "GET";
  if (BODILESS.has(method)) return new Request(url, { method, headers });
  const body = Readable.toWeb(request) as ReadableStream<Uint8Array>;
  return new Request(url, { method, headers, body, duplex: "half" });
}

async function send(answer: Response, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers: Record<string, string | string[]> = Object.fromEntries(answer.headers);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  response.writeHead(answer.status, answer.statusText || undefined, headers);
  if (answer.body === null || request.method === "HEAD") {
    await answer.body?.cancel();
    response.end();
    return;
  }
  const { body } = answer;
  await pipeline(async function* () {
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MAX_RESPONSE_BYTES) throw new Error("HTTP action responses may have at most 20 MiB");
      yield chunk;
    }
  }, response);
}
