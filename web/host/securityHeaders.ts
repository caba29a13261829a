/**
 * Response headers of every page and file the host serves. Pages may talk to their own origin and to the map hosts the
 * operator chose, and to nobody else.
 */

/** Public vector style without an account; used when it answers, see the map's engine choice. */
const OPEN_STYLE_HOSTS = ["https://tiles.openfreemap.org"];
const MAPBOX_HOSTS = ["https://api.mapbox.com", "https://events.mapbox.com", "https://*.tiles.mapbox.com"];

export interface MapSources {
  mapboxToken?: string | undefined;
  /** URL of a style or tile archive of the operator's own. */
  styleUrl?: string | undefined;
}

function originOf(url: string): string[] {
  return URL.canParse(url) ? [new URL(url).origin] : [];
}

/** Content-Security-Policy for pages; `extraConnect` are further origins a page may reach (a deployment elsewhere). */
export function contentSecurityPolicy(map: MapSources, extraConnect: readonly string[] = []): string {
  const mapHosts = [
    ...OPEN_STYLE_HOSTS,
    ...(map.mapboxToken ? MAPBOX_HOSTS : []),
    ...(map.styleUrl ? originOf(map.styleUrl) : []),
  ];
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'self'"],
    // Mapbox's plugin for right-to-left names is WebAssembly; nothing else here compiles code.
    "script-src": map.mapboxToken ? ["'self'", "'wasm-unsafe-eval'"] : ["'self'"],
    // Component libraries inject small style elements of their own.
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", ...mapHosts],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...mapHosts, ...extraConnect],
    // Mapbox's script starts its worker from a blob; without its token no blob may run.
    "worker-src": map.mapboxToken ? ["'self'", "blob:"] : ["'self'"],
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
