/**
 * The two listening ports: the main one (functions, files, sync, CLI) and the site (HTTP actions).
 * Owns dispatch and the listening sockets; what a path does is in the route files.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { SyncServer } from "../sync/syncServer";
import { markForwarded } from "./callerIp";
import { Exchange } from "./exchange";
import { findRoute, type Route } from "./route";
import { handleSite, type SiteServices } from "./siteHandler";

const HTTP_ACTIONS_PREFIX = "/http";
/** A large file over a slow line; Node would end it after five minutes. */
const UPLOAD_TIMEOUT_MS = 60 * 60 * 1000;

export interface MainServerServices extends SiteServices {
  routes: readonly Route[];
  sync: Pick<SyncServer, "upgrade">;
}

/** Whether the ports are reached through a proxy of the deployment's own, which tells who called it. */
interface Placement {
  behindProxy?: boolean;
}

export function createMainServer(services: MainServerServices & Placement): Server {
  const server = createServer({ requestTimeout: UPLOAD_TIMEOUT_MS }, (request, response) => {
    if (services.behindProxy === true) markForwarded(request);
    void dispatch(services, request, response);
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    if (services.behindProxy === true) markForwarded(request);
    if (!services.sync.upgrade(request, socket, head)) {
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
    }
  });
  return server;
}

export function createSiteServer(services: SiteServices & Placement): Server {
  return createServer((request, response) => {
    if (services.behindProxy === true) markForwarded(request);
    void handleSite(services, request, response, "");
  });
}

async function dispatch(
  services: MainServerServices,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.url?.startsWith(`${HTTP_ACTIONS_PREFIX}/`) === true) {
    await handleSite(services, request, response, HTTP_ACTIONS_PREFIX);
    return;
  }
  let exchange: Exchange;
  try {
    exchange = new Exchange(request, response);
  } catch {
    response.writeHead(400).end();
    return;
  }
  exchange.allowCrossOrigin();
  if (request.method === "OPTIONS") {
    exchange.preflight();
    return;
  }
  try {
    await findRoute(services.routes, request.method ?? "GET", exchange.url.pathname).handle(exchange);
  } catch (error) {
    if (request.destroyed && !request.complete) response.destroy();
    else exchange.sendFailure(error, services.reportError);
  }
}

/** Resolves with the port in use. Rejects with Node's own error, e.g. code `EADDRINUSE`. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, backlog: 1024 }, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** Stops accepting, lets requests under way finish for a moment, then ends what is left. */
export async function stopListening(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatient = setTimeout(() => server.closeAllConnections(), 2_000);
  await closed;
  clearTimeout(impatient);
}
