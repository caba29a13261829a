/**
 * Passes the public part of the deployment's protocol through the host's own port, so that pages, phones on the same
 * network and a TLS terminator in front need one origin. Administration (pushes, environment, tables) is not passed:
 * it stays on the engine's own loopback port.
 */
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

const publicRoute =
  /^\/api\/(?:[\w.+-]+\/)?(?:sync|query|mutation|action|query_ts|query_at_ts|query_batch)$|^\/api\/run\/|^\/api\/storage\/|^\/http\//;

/** True for paths that any browser may use; `pathname` without the query string. */
export function isPublicRoute(pathname: string): boolean {
  return publicRoute.test(pathname);
}

export class EngineProxy {
  readonly #target: URL;

  constructor(engineUrl: string) {
    this.#target = new URL(engineUrl);
  }

  /** Streams one request through; answers 502 when the engine cannot be reached. */
  forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const upstream = request(
      {
        host: this.#target.hostname,
        port: this.#target.port,
        method: incoming.method,
        path: incoming.url,
        headers: forwardedHeaders(incoming),
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    upstream.once("error", () => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502, { "content-type": "text/plain" }).end("The engine is not reachable.");
    });
    outgoing.once("close", () => upstream.destroy());
    incoming.pipe(upstream);
  }

  /** Splices a websocket through byte for byte. */
  upgrade(incoming: IncomingMessage, client: Duplex, head: Buffer): void {
    const upstream = connect(Number(this.#target.port), this.#target.hostname, () => {
      const lines = [`${incoming.method} ${incoming.url} HTTP/${incoming.httpVersion}`];
      for (const [name, value] of Object.entries(forwardedHeaders(incoming)))
        for (const one of Array.isArray(value) ? value : [value]) lines.push(`${name}: ${one}`);
      upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
      upstream.write(head);
      upstream.setNoDelay(true);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    // Either side may vanish at any time; the other one is then closed and the browser's client reconnects by itself.
    upstream.once("error", () => client.destroy());
    client.once("error", () => upstream.destroy());
    upstream.once("close", () => client.destroy());
    client.once("close", () => upstream.destroy());
  }
}

function forwardedHeaders(incoming: IncomingMessage): NodeJS.Dict<string | string[]> {
  const forwardedFor = [incoming.headers["x-forwarded-for"], incoming.socket.remoteAddress]
    .flat()
    .filter((part) => part !== undefined)
    .join(", ");
  return {
    ...incoming.headers,
    "x-forwarded-for": forwardedFor,
    "x-forwarded-proto": incoming.headers["x-forwarded-proto"] ?? "http",
  };
}
