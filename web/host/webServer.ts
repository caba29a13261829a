/**
 * The HTTP server people open: the built pages (any unknown path is the single page), `/config.js`, and the public part
 * of the deployment's protocol. Holds no state.
 */
import { existsSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import path from "node:path";
import type { Duplex } from "node:stream";
import sirv from "sirv";
import { EngineProxy, isPublicRoute } from "./engineProxy";
import { HostFailure } from "./hostFailure";
import { type RuntimeConfig, runtimeConfigScript } from "./runtimeConfig";
import { contentSecurityPolicy, securityHeaders } from "./securityHeaders";

export interface WebServerOptions {
  host: string;
  port: number;
  distDir: string;
  engineUrl: string;
  config: RuntimeConfig;
}

export interface WebServer {
  url: string;
  close(): Promise<void>;
}

/**
 * Serves until closed. Fails when there is nothing to serve.
 * @throws {@link HostFailure}
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  if (!existsSync(path.join(options.distDir, "index.html")))
    throw new HostFailure(`there is no web build in ${options.distDir}. Run \`npm run build\` first.`);
  const proxy = new EngineProxy(options.engineUrl);
  const files = sirv(options.distDir, {
    // Looks at the disk for each request: a file that was removed since the start is a 404, not a broken stream.
    dev: true,
    single: true,
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders: (response, pathname) => {
      // Names under assets/ carry a content hash; everything else must be asked for again.
      const forever = pathname.startsWith("/assets/");
      response.setHeader("Cache-Control", forever ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  const elsewhere = options.config.convexUrl ? connectOrigins(options.config.convexUrl) : [];
  const policy = contentSecurityPolicy(
    { mapboxToken: options.config.mapboxToken, styleUrl: options.config.mapStyleUrl },
    elsewhere,
    options.config.clerkKey,
  );
  const configScript = runtimeConfigScript(options.config);

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const pathname = (request.url ?? "/").split("?")[0] ?? "/";
    if (isPublicRoute(pathname)) return proxy.forward(request, response);
    for (const [name, value] of Object.entries(securityHeaders(policy, pathname)))
      response.setHeader(name, value);
    if (request.method !== "GET" && request.method !== "HEAD") return void response.writeHead(405).end();
    if (pathname.startsWith("/api/")) return notFound(response);
    if (pathname === "/config.js")
      return void response
        .writeHead(200, { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-store" })
        .end(configScript);
    files(request, response, () => notFound(response));
  };

  const server = createServer(handle);
  // Upgraded sockets leave the server's own book-keeping; closing must end them too.
  const upgraded = new Set<Duplex>();
  server.on("upgrade", (request, socket, head) => {
    const pathname = (request.url ?? "/").split("?")[0] ?? "/";
    if (!isPublicRoute(pathname)) return void socket.destroy();
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
    proxy.upgrade(request, socket, head);
  });
  await listen(server, options.port, options.host);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  return {
    url: `http://${displayHost(options.host)}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of upgraded) socket.destroy();
      }),
  };
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not found");
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

function displayHost(host: string): string {
  return host === "0.0.0.0" || host === "::" || host === "127.0.0.1" ? "localhost" : host;
}

function connectOrigins(url: string): string[] {
  if (!URL.canParse(url)) throw new HostFailure(`the deployment address ${url} is not a URL.`);
  const { origin } = new URL(url);
  return [origin, origin.replace(/^http/, "ws")];
}
