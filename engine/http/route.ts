/** A route of the main port, and finding the one for a request. */
import { HttpFailure } from "../push/api";
import type { Exchange } from "./exchange";

export type Route = { method: "GET" | "POST"; handle: (exchange: Exchange) => Promise<void> } & (
  | { path: string }
  | { prefix: string }
);

/** HEAD is answered as GET. Exact paths go before prefixes. Throws 404 or 405. */
export function findRoute(routes: readonly Route[], method: string, pathname: string): Route {
  const wanted = method === "HEAD" ? "GET" : method;
  const there = [
    ...routes.filter((route) => "path" in route && route.path === pathname),
    ...routes.filter((route) => "prefix" in route && pathname.startsWith(route.prefix)),
  ];
  const found = there.find((route) => route.method === wanted);
  if (found !== undefined) return found;
  if (there.length > 0) throw new HttpFailure(405, "MethodNotAllowed", `${method} is not allowed here.`);
  throw new HttpFailure(404, "NotFound", `There is nothing at ${pathname}.`);
}
