/**
 * `/config.js`: what a built page must be told at run time instead of at build time. The page's own origin is the
 * deployment's address unless the operator names another one.
 */

export interface RuntimeConfig {
  /** Address of a deployment elsewhere; absent = the origin that served the page. */
  convexUrl?: string | undefined;
  mapboxToken?: string | undefined;
  mapStyleUrl?: string | undefined;
  /** Publishable key of Clerk, where it replaces the built-in sign-in. */
  clerkKey?: string | undefined;
}

/** Script text that defines `window.__MAYDAN__`. */
export function runtimeConfigScript(config: RuntimeConfig): string {
  const { convexUrl, ...rest } = config;
  const fields = JSON.stringify(rest).slice(1, -1);
  const address = convexUrl ? JSON.stringify(convexUrl) : "window.location.origin";
  return `window.__MAYDAN__ = { convexUrl: ${address}${fields ? `, ${fields}` : ""} };\n`;
}
