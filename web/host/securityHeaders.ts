/**
 * Response headers of every page and file the host serves. Pages may talk to their own origin and to the map hosts the
 * operator chose, and to nobody else.
 */
import { HostFailure } from "./hostFailure";

/** Public vector style without an account; used when it answers, see the map's engine choice. */
const OPEN_STYLE_HOSTS = ["https://tiles.openfreemap.org"];
const MAPBOX_HOSTS = ["https://api.mapbox.com", "https://events.mapbox.com", "https://*.tiles.mapbox.com"];

export interface MapSources {
  mapboxToken?: string | undefined;
  /** URL of a style or tile archive of the operator's own. */
  styleUrl?: string | undefined;
}

/** Hosts of Clerk's own page parts: its script and API (named inside the key), its pictures, its check for robots. */
function clerkHosts(key: string): { api: string; images: string; robots: string } {
  const host = Buffer.from(key.replace(/^pk_(test|live)_/, ""), "base64")
    .toString("utf8")
    .replace(/\$$/, "");
  if (!/^[a-z0-9.-]+$/.test(host)) throw new HostFailure("VITE_CLERK_PUBLISHABLE_KEY is not a key of Clerk.");
  return {
    api: `https://${host}`,
    images: "https://img.clerk.com",
    robots: "https://challenges.cloudflare.com",
  };
}

function originOf(url: string): string[] {
  return URL.canParse(url) ? [new URL(url).origin] : [];
}

/** Content-Security-Policy for pages; `extraConnect` are further origins a page may reach (a deployment elsewhere). */
export function contentSecurityPolicy(
  map: MapSources,
  extraConnect: readonly string[] = [],
  clerkKey?: string,
): string {
  const clerk = clerkKey ? clerkHosts(clerkKey) : undefined;
  const clerkScripts = clerk ? [clerk.api, clerk.robots] : [];
  const mapHosts = [
    ...OPEN_STYLE_HOSTS,
    ...(map.mapboxToken ? MAPBOX_HOSTS : []),
    ...(map.styleUrl ? originOf(map.styleUrl) : []),
  ];
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'self'"],
    // Mapbox's plugin for right-to-left names is WebAssembly; nothing else here compiles code.
    "script-src": ["'self'", ...(map.mapboxToken ? ["'wasm-unsafe-eval'"] : []), ...clerkScripts],
    // Component libraries inject small style elements of their own.
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", ...mapHosts, ...(clerk ? [clerk.images] : [])],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...mapHosts, ...extraConnect, ...(clerk ? [clerk.api] : [])],
    // Mapbox's and Clerk's scripts start their worker from a blob; without them no blob may run.
    "worker-src": map.mapboxToken || clerk ? ["'self'", "blob:"] : ["'self'"],
    ...(clerk ? { "frame-src": [clerk.robots] } : {}),
    "manifest-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(" ")}`)
    .join("; ");
}

/** All headers that do not depend on the file; `path` decides whether search engines may keep the page. */
export function securityHeaders(policy: string, path: string): Record<string, string> {
  return {
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
    // A tracking link is its own key: it must not travel to other sites in a Referer.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=(self), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    ...(path.startsWith("/t/") ? { "X-Robots-Tag": "noindex, nofollow" } : {}),
  };
}
