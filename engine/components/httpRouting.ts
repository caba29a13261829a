/**
 * Which component answers an HTTP request: an exact route of the app, else the longest prefix among its own routes and
 * its mounts; below a mount the same again in the child, with the prefix taken off; else the app's router may know. Pure.
 */
import type { Application } from "../functions/application";
import type { ComponentPath } from "../values/json";

export interface RoutedRequest {
  component: ComponentPath;
  /** As that component's router knows it. */
  path: string;
}

const routerModule = "http.js";

/** False when no component of the application has routes. */
export function hasRoutes(application: Application): boolean {
  return Array.from(application.components.values()).some((code) => code.modules.has(routerModule));
}

/** Null when nothing is routed there. */
export function routeRequest(
  application: Application,
  path: string,
  method: string,
  component: ComponentPath = "",
): RoutedRequest | null {
  const instance = application.instance(component);
  if (instance === undefined) return null;
  const base = instance.httpPrefix ?? "/";
  const own = withoutPrefix(path, base);
  const [exact, prefix] = own === null ? [false, ""] : ownRoute(application, component, own, method);
  if (exact && own !== null) return { component, path: own };
  const mount = Object.keys(instance.httpMounts)
    .filter((candidate) => withoutPrefix(path, candidate) !== null)
    .sort((a, b) => b.length - a.length)[0];
  const ownLength = prefix === "" ? 0 : base.length - 1 + prefix.length;
  if (mount !== undefined && mount.length > ownLength) {
    const child = application.child(component, instance.httpMounts[mount] ?? "");
    const rest = withoutPrefix(path, mount);
    return child === null || rest === null ? null : routeRequest(application, rest, method, child);
  }
  // Its router has the last word: routers of other make (Hono's) have patterns that no list shows.
  return own === null || !hasRouter(application, component) ? null : { component, path: own };
}

function hasRouter(application: Application, component: ComponentPath): boolean {
  return application.components.get(component)?.modules.has(routerModule) === true;
}

/** Is there an exact route, and the longest prefix that fits ("" for none). */
function ownRoute(
  application: Application,
  component: ComponentPath,
  path: string,
  method: string,
): [exact: boolean, prefix: string] {
  const routes = application.components.get(component)?.modules.get(routerModule)?.record.httpRoutes ?? [];
  const wanted = method === "HEAD" ? "GET" : method;
  let longest = "";
  for (const [route, routeMethod] of routes) {
    if (routeMethod !== wanted) continue;
    if (route === path) return [true, ""];
    const prefix = route.endsWith("/*") ? route.slice(0, -1) : "";
    if (prefix !== "" && path.startsWith(prefix) && prefix.length > longest.length) longest = prefix;
  }
  return [false, longest];
}

/** What is left of a path below a prefix that ends with a slash; null when it is not below it. */
function withoutPrefix(path: string, prefix: string): string | null {
  return path.startsWith(prefix) ? path.slice(prefix.length - 1) : null;
}
