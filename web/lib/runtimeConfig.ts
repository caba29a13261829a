/*
 * What the page learns at run time from its host (`/config.js` sets `window.__MAYDAN__`), or at build time
 * from the environment. The only reader of both.
 */
export interface RuntimeConfig {
  readonly convexUrl: string;
  readonly mapboxToken: string | null;
  readonly mapStyleUrl: string | null;
  /** Publishable key of Clerk, where it replaces the built-in sign-in. */
  readonly clerkKey: string | null;
}

function textOf(source: unknown, key: string): string | null {
  if (typeof source !== "object" || source === null) return null;
  const value: unknown = Reflect.get(source, key);
  return typeof value === "string" && value !== "" ? value : null;
}

/** Merges the host's answer over the build's; the page's own origin is the last resort. */
export function readRuntimeConfig(
  host: unknown,
  build: Record<string, unknown>,
  origin: string,
): RuntimeConfig {
  return {
    convexUrl: textOf(host, "convexUrl") ?? textOf(build, "VITE_CONVEX_URL") ?? origin,
    mapboxToken: textOf(host, "mapboxToken") ?? textOf(build, "VITE_MAPBOX_TOKEN"),
    mapStyleUrl: textOf(host, "mapStyleUrl") ?? textOf(build, "VITE_MAP_STYLE_URL"),
    clerkKey: textOf(host, "clerkKey") ?? textOf(build, "VITE_CLERK_PUBLISHABLE_KEY"),
  };
}

let known: RuntimeConfig | undefined;

export function runtimeConfig(): RuntimeConfig {
  known ??= readRuntimeConfig(Reflect.get(window, "__MAYDAN__"), import.meta.env, window.location.origin);
  return known;
}
