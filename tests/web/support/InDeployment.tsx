/* What every page stands in, over a deployment in the test's hand: its client and a query cache of its own. */
import { QueryClientProvider } from "@tanstack/react-query";
import { ConvexQueryCacheProvider } from "convex-helpers/react/cache/provider";
import { ConvexProvider } from "convex/react";
import { type ReactNode, useState } from "react";
import { createLiveQueries } from "../../../web/lib/liveQueries";
import type { FakeConvex } from "./fakeConvex";

export interface InDeploymentProps {
  readonly convex: FakeConvex;
  readonly children: ReactNode;
}

export function InDeployment({ convex, children }: InDeploymentProps) {
  const [queries] = useState(() => createLiveQueries(convex.client));
  return (
    <ConvexProvider client={convex.client}>
      <QueryClientProvider client={queries}>
        <ConvexQueryCacheProvider>{children}</ConvexQueryCacheProvider>
      </QueryClientProvider>
    </ConvexProvider>
  );
}
