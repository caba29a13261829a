// @vitest-environment happy-dom
/** The todo app by its pages' eyes: React's hooks against the running deployment. */
import { act, cleanup, render, renderHook, screen, waitFor } from "@testing-library/react";
import {
  Authenticated,
  AuthLoading,
  ConvexProvider,
  ConvexReactClient,
  type Preloaded,
  Unauthenticated,
  useAction,
  useConvexAuth,
  useConvexConnectionState,
  useMutation,
  usePaginatedQuery,
  usePreloadedQuery,
  useQueries,
  useQuery,
} from "convex/react";
import { ConvexProviderWithClerk } from "convex/react-clerk";
import { makeFunctionReference } from "convex/server";
import { createElement, type ReactNode } from "react";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startTodo, type TodoDeployment } from "./todoDeployment";

type Args = Record<string, unknown>;
const query = <T>(name: string) => makeFunctionReference<"query", Args, T>(name);
const mutation = <T>(name: string) => makeFunctionReference<"mutation", Args, T>(name);
const feedPage = makeFunctionReference<"query">("feed:page");

let todo: TodoDeployment;
const clients: ConvexReactClient[] = [];
beforeAll(async () => {
  todo = await startTodo();
});
afterEach(async () => {
  cleanup();
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  await todo.end();
});

function newClient(): ConvexReactClient {
  const client = new ConvexReactClient(todo.engine.url, {
    webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
    unsavedChangesWarning: false,
    logger: false,
  });
  clients.push(client);
  return client;
}

function within(client: ConvexReactClient) {
  return ({ children }: { children: ReactNode }) =>
    createElement(ConvexProvider, { client } as unknown as ProviderProps, children);
}

/** Children are given as such, not as a property. */
type ClerkProps = Parameters<typeof ConvexProviderWithClerk>[0];
type ProviderProps = Parameters<typeof ConvexProvider>[0];

function clerkUser(subject: string | null) {
  return () => ({
    isLoaded: true,
    isSignedIn: subject !== null,
    getToken: async () => (subject === null ? null : await todo.tokenOf(subject)),
    orgId: null,
    orgRole: null,
    sessionId: subject,
    sessionClaims: null,
  });
}

test("AU-3 SY-14 ConvexProviderWithClerk: signed in, the tasks are there; signed out, the door is", async () => {
  const Tasks = () => {
    const tasks = useQuery(query<{ text: string }[]>("tasks:list"), {});
    return createElement("p", null, tasks === undefined ? "loading" : tasks.map(({ text }) => text).join());
  };
  const page = (subject: string | null) =>
    createElement(
      ConvexProviderWithClerk,
      { client: newClient(), useAuth: clerkUser(subject) } as unknown as ClerkProps,
      createElement(AuthLoading, null, "who are you"),
      createElement(Authenticated, null, createElement(Tasks)),
      createElement(Unauthenticated, null, "please sign in"),
    );
  const first = render(page("clara"));
  await screen.findByText("", { selector: "p" });
  const { result } = renderHook(() => useMutation(mutation("tasks:add")), {
    wrapper: ({ children }) =>
      createElement(
        ConvexProviderWithClerk,
        { client: newClient(), useAuth: clerkUser("clara") } as unknown as ClerkProps,
        createElement(Authenticated, null, children),
      ),
  });
  await waitFor(() => expect(result.current).toBeTypeOf("function"));
  await act(async () => {
    await result.current({ text: "from another page" });
  });
  await screen.findByText("from another page");
  first.unmount();
  render(page(null));
  await screen.findByText("please sign in");
});

test("SY-7 QU-11 usePaginatedQuery while rows come and go: no row twice, none missing", async () => {
  const client = newClient();
  await client.action(makeFunctionReference<"action", Args>("nodeTools:fillFeed"), { count: 25 });
  const { result } = renderHook(() => usePaginatedQuery(feedPage, {}, { initialNumItems: 5 }), {
    wrapper: within(client),
  });
  const shown = () => (result.current.results as { n: number }[]).map(({ n }) => n);
  await waitFor(() => expect(shown()).toEqual([25, 24, 23, 22, 21]));
  expect(result.current.status).toBe("CanLoadMore");
  act(() => result.current.loadMore(5));
  await waitFor(() => expect(shown()).toHaveLength(10));
  const writer = newClient();
  await act(async () => {
    await writer.mutation(mutation("feed:put"), { n: 26, text: "new" });
    await writer.mutation(mutation("feed:drop"), { n: 21 });
    await writer.mutation(mutation("feed:put"), { n: 22.5, text: "between" });
  });
  await waitFor(() => expect(shown()).toEqual([26, 25, 24, 23, 22.5, 22, 20, 19, 18, 17, 16]));
  for (let more = 0; more < 8 && result.current.status !== "Exhausted"; more += 1) {
    await waitFor(() => expect(result.current.status).not.toBe("LoadingMore"));
    act(() => result.current.loadMore(5));
    await waitFor(() => expect(result.current.status).not.toBe("LoadingMore"));
  }
  expect(result.current.status).toBe("Exhausted");
  expect(shown()).toEqual([
    26,
    25,
    24,
    23,
    22.5,
    22,
    ...Array.from({ length: 20 }, (_, index) => 20 - index),
  ]);
});

test('SB-5 useQuery with "skip" asks nothing until it has arguments; useQueries and errors', async () => {
  const client = newClient();
  const { result, rerender } = renderHook(
    ({ skip }) => useQuery(query<number>("feed:size"), skip ? "skip" : { label: "x" }),
    { wrapper: within(client), initialProps: { skip: true } },
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(result.current).toBeUndefined();
  rerender({ skip: false });
  await waitFor(() => expect(result.current).toBeGreaterThan(0));
  const both = {
    size: { query: query("feed:size"), args: {} },
    list: { query: query("tasks:list"), args: {} },
  };
  const several = renderHook(() => useQueries(both), { wrapper: within(client) });
  await waitFor(() => expect(several.result.current["list"]).toBeInstanceOf(Error));
  expect(several.result.current["size"]).toBe(result.current);
});

test("SY-8 an optimistic update of a page's list, and the state of the connection", async () => {
  const client = newClient();
  const size = query<number>("feed:size");
  const { result } = renderHook(
    () => ({
      size: useQuery(size, {}),
      put: useMutation(mutation("feed:put")).withOptimisticUpdate((store) => {
        const now = store.getQuery(size, {});
        if (now !== undefined) store.setQuery(size, {}, now + 1);
      }),
      digest: useAction(makeFunctionReference<"action", Args, string>("nodeTools:digest")),
      connection: useConvexConnectionState(),
    }),
    { wrapper: within(client) },
  );
  await waitFor(() => expect(result.current.size).toBeGreaterThan(0));
  const before = Number(result.current.size);
  let settled: Promise<unknown> = Promise.resolve();
  act(() => {
    settled = result.current.put({ n: 100, text: "now" });
  });
  expect(result.current.size).toBe(before + 1);
  await act(async () => {
    await settled;
  });
  expect(result.current.size).toBe(before + 1);
  expect(await result.current.digest({ text: "" })).toMatch(/^e3b0/);
  expect(result.current.connection).toMatchObject({ isWebSocketConnected: true, hasEverConnected: true });
});

test("SY-4 usePreloadedQuery shows the preloaded value first and the live one after", async () => {
  const client = newClient();
  const preloaded = {
    _name: "feed:size",
    _argsJSON: {},
    _valueJSON: -1,
  } as unknown as Preloaded<ReturnType<typeof query<number>>>;
  const seen: number[] = [];
  renderHook(() => seen.push(usePreloadedQuery(preloaded)), { wrapper: within(client) });
  await waitFor(() => expect(seen.at(-1)).toBeGreaterThan(0));
  expect(seen[0]).toBe(-1);
});

test("SY-14 useConvexAuth follows a refused token", async () => {
  const client = newClient();
  const useAuth = () => ({ ...clerkUser("x")(), getToken: async () => "no.token.atall" });
  const { result } = renderHook(() => useConvexAuth(), {
    wrapper: ({ children }) =>
      createElement(ConvexProviderWithClerk, { client, useAuth } as unknown as ClerkProps, children),
  });
  await waitFor(() => expect(result.current).toMatchObject({ isLoading: false, isAuthenticated: false }), {
    timeout: 5_000,
  });
});
