/** ConvexReactClient and the TanStack Query binding, without a page. */
import { ConvexQueryClient, convexQuery } from "@convex-dev/react-query";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { ConvexReactClient } from "convex/react";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { counters, messages } from "../cli/appFunctions";
import { type EngineProcess, pushApp, startEngine, temporaryFolder } from "../cli/engineProcess";

// The query binding subscribes only where there is a page.
vi.hoisted(() => Object.assign(globalThis, { window: new EventTarget() }));

let engine: EngineProcess;
beforeAll(async () => {
  engine = await startEngine({ dataDir: temporaryFolder("react") });
  await pushApp(engine);
});
afterAll(async () => {
  await engine.end("SIGTERM");
});

function reactClient(): ConvexReactClient {
  return new ConvexReactClient(engine.url, {
    webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
    unsavedChangesWarning: false,
    logger: false,
  });
}

test("SY-8 ConvexReactClient: an optimistic update gives way to the real result without a flicker", async () => {
  const client = reactClient();
  const watch = client.watchQuery(counters.get, { name: "react" });
  const seen: unknown[] = [];
  const stop = watch.onUpdate(() => seen.push(watch.localQueryResult()));
  await expect.poll(() => seen).toEqual([0]);
  const results = await Promise.all(
    [1, 2, 3].map(() =>
      client.mutation(
        counters.increment,
        { name: "react" },
        {
          optimisticUpdate: (store) => {
            const now = Number(store.getQuery(counters.get, { name: "react" }) ?? 0);
            store.setQuery(counters.get, { name: "react" }, now + 1);
          },
        },
      ),
    ),
  );
  expect(results).toEqual([1, 2, 3]);
  expect(watch.localQueryResult()).toBe(3);
  // Never backwards: what was shown optimistically stays until the server's state contains it.
  expect(seen.map(Number)).toEqual([...seen.map(Number)].sort((a, b) => a - b));
  stop();
  await client.close();
});

test("SY-6 the query binding of TanStack Query follows the socket", async () => {
  const client = reactClient();
  const binding = new ConvexQueryClient(client);
  const queries = new QueryClient({
    defaultOptions: { queries: { queryKeyHashFn: binding.hashFn(), queryFn: binding.queryFn() } },
  });
  binding.connect(queries);
  const { queryKey, staleTime } = convexQuery(messages.list, { room: "binding" });
  const observer = new QueryObserver(queries, { queryKey, staleTime: staleTime ?? 0 });
  const lengths: number[] = [];
  const stop = observer.subscribe(({ data }) => {
    if (Array.isArray(data)) lengths.push(data.length);
  });
  await expect.poll(() => lengths.at(-1)).toBe(0);
  await client.mutation(messages.send, { room: "binding", text: "1" });
  await expect.poll(() => lengths.at(-1)).toBe(1);
  const other = reactClient();
  await other.mutation(messages.send, { room: "binding", text: "2" });
  await expect.poll(() => lengths.at(-1)).toBe(2);
  stop();
  await Promise.all([client.close(), other.close()]);
});
