/**
 * Fetching from our own HTTP actions without leaving the process.
 * An app may be its own token issuer under the deployment's site address. Behind a proxy that address need not be
 * reachable from here, and asking oneself over the network would be a detour anyway.
 */
import type { Fetch } from "../auth/keySets";

export function ownSiteFetch(siteUrl: () => string, handle: (request: Request) => Promise<Response>): Fetch {
  return async (url, init) => {
    const own = siteUrl();
    if (url === own || url.startsWith(`${own}/`)) return await handle(new Request(url));
    return await fetch(url, init);
  };
}
