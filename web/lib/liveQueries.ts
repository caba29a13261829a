/*
 * The page's query cache over the deployment's live subscriptions: a query is asked once, kept up to date by the
 * deployment, and kept alive for a while after its last reader left, so that going back is instant. Nothing is
 * asked twice, nothing is refetched on focus: what is in the cache is what the deployment says now.
 */
import { ConvexQueryClient } from "@convex-dev/react-query";
import { notifyManager, type QueryCache, QueryClient } from "@tanstack/react-query";
import type { ConvexReactClient } from "convex/react";

/** How long a subscription outlives its last reader. */
export const KEPT_MS = 5 * 60_000;

// Readers hear of a change in the same task as those of convex/react's paginated queries: all rows of one
// transaction are drawn together, and a card is never for one frame in two places.
notifyManager.setScheduler((notify) => notify());

/** A query client whose answers are there as soon as the client has them, also after a failure. */
class PromptQueryClient extends ConvexQueryClient {
  override onUpdateQueryKeyHash(queryHash: string): void {
    super.onUpdateQueryKeyHash(queryHash);
    this.adopt(queryHash);
  }

  override subscribeInner(queryCache: QueryCache): () => void {
    const leave = super.subscribeInner(queryCache);
    const leaveToo = queryCache.subscribe((event) => {
      if (event.type === "added") this.adopt(event.query.queryHash);
    });
    return () => {
      leave();
      leaveToo();
    };
  }

  /** Takes over what the deployment's client knows for a query that has no answer, or failed before. */
  private adopt(queryHash: string): void {
    const watch = this.subscriptions[queryHash]?.watch;
    const query = this.queryClient.getQueryCache().get(queryHash);
    if (watch === undefined || query === undefined || query.state.status === "success") return;
    try {
      const answer: unknown = watch.localQueryResult();
      if (answer !== undefined) query.setData(answer);
    } catch {
      // The failure reaches the readers through the query itself.
    }
  }
}

/** A query cache of its own over one client of a deployment. */
export function createLiveQueries(client: ConvexReactClient): QueryClient {
  const live = new PromptQueryClient(client);
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        queryKeyHashFn: live.hashFn(),
        queryFn: live.queryFn(),
        gcTime: KEPT_MS,
        // The deployment's client waits and reconnects by itself, and a typed refusal stays one.
        networkMode: "always",
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        throwOnError: true,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
  live.connect(queryClient);
  return queryClient;
}
