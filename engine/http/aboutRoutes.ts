/** Greetings, health and identity of the deployment: nothing that needs a caller. */
import type { JSONValue } from "../values/json";
import { MAX_CALL_BYTES } from "./exchange";
import type { Route } from "./route";

export interface AboutRouteServices {
  instanceName: string;
  version: string;
  /** Public half of the deployment's own signing key. */
  publicKeys: () => JSONValue;
}

export function aboutRoutes({ instanceName, version, publicKeys }: AboutRouteServices): Route[] {
  const say = (path: string, text: string): Route => ({
    method: "GET",
    path,
    handle: async (exchange) => exchange.sendText(200, text),
  });
  return [
    say("/", "This is a Convex-compatible deployment. Its functions are called by client libraries."),
    say("/version", version),
    say("/instance_name", instanceName),
    say("/instance_version", version),
    say("/echo", ""),
    {
      method: "GET",
      path: "/.well-known/jwks.json",
      handle: async (exchange) => exchange.sendJson(200, publicKeys()),
    },
    {
      method: "POST",
      path: "/echo",
      async handle(exchange) {
        exchange.response.writeHead(200, { "Content-Type": "application/octet-stream" });
        exchange.request.pipe(exchange.response);
      },
    },
    {
      method: "POST",
      path: "/api/debug_event",
      async handle(exchange) {
        await exchange.jsonBody(MAX_CALL_BYTES);
        exchange.sendJson(200, {});
      },
    },
  ];
}
