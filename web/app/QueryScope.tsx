/*
 * The query cache of one session. Whoever signs out takes everything cached along: the next person at this browser
 * starts with an empty cache, and no subscription of the one before stays open in it.
 */
import { QueryClientProvider } from "@tanstack/react-query";
import { ConvexQueryCacheProvider } from "convex-helpers/react/cache/provider";
import { useConvex, useConvexAuth } from "convex/react";
import { Fragment, type ReactNode, useEffect, useRef, useState } from "react";
import { createLiveQueries, KEPT_MS } from "../lib/liveQueries";

export function QueryScope({ children }: { readonly children: ReactNode }) {
  const convex = useConvex();
  const { isAuthenticated } = useConvexAuth();
  const [scope, setScope] = useState(() => ({
    session: 0,
    signedIn: isAuthenticated,
    queries: createLiveQueries(convex),
  }));
  if (scope.signedIn !== isAuthenticated)
    setScope(
      isAuthenticated
        ? { ...scope, signedIn: true }
        : { session: scope.session + 1, signedIn: false, queries: createLiveQueries(convex) },
    );
  const shown = useRef(scope.queries);
  useEffect(() => {
    if (shown.current === scope.queries) return;
    shown.current.clear();
    shown.current = scope.queries;
  }, [scope.queries]);
  return (
    <QueryClientProvider client={scope.queries}>
      <ConvexQueryCacheProvider expiration={KEPT_MS}>
        <Fragment key={scope.session}>{children}</Fragment>
      </ConvexQueryCacheProvider>
    </QueryClientProvider>
  );
}
