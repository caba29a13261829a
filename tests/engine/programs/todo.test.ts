/** The todo app by its servers' eyes: HTTP clients, Next.js helpers, uploads, search, Node actions, HTTP actions. */
import { ConvexClient, ConvexHttpClient } from "convex/browser";
import { fetchAction, fetchMutation, fetchQuery, preloadedQueryResult, preloadQuery } from "convex/nextjs";
import { makeFunctionReference } from "convex/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startTodo, type TodoDeployment } from "./todoDeployment";

type Args = Record<string, unknown>;
const query = <T>(name: string) => makeFunctionReference<"query", Args, T>(name);
const mutation = <T>(name: string) => makeFunctionReference<"mutation", Args, T>(name);
const action = <T>(name: string) => makeFunctionReference<"action", Args, T>(name);

interface Task {
  _id: string;
  text: string;
  done: boolean;
  url: string | null;
}

let todo: TodoDeployment;
beforeAll(async () => {
  todo = await startTodo();
});
afterAll(async () => {
  await todo.end();
});

async function signedIn(subject: string): Promise<ConvexHttpClient> {
  return new ConvexHttpClient(todo.engine.url, { logger: false, auth: await todo.tokenOf(subject) });
}

test("AU-3 FN-10 everybody has tasks of his own; who is not signed in is told so by data", async () => {
  const [ada, bob] = await Promise.all([signedIn("ada"), signedIn("bob")]);
  const id = await ada.mutation(mutation<string>("tasks:add"), { text: "write a program" });
  await bob.mutation(mutation("tasks:add"), { text: "test a program" });
  expect(await ada.query(query("tasks:list"), {})).toMatchObject([{ text: "write a program" }]);
  await expect(bob.mutation(mutation("tasks:toggle"), { id })).rejects.toMatchObject({ data: "Not yours" });
  expect(await ada.mutation(mutation("tasks:toggle"), { id })).toBeNull();
  const nobody = new ConvexHttpClient(todo.engine.url, { logger: false });
  await expect(nobody.query(query("tasks:list"), {})).rejects.toMatchObject({ data: "Not signed in" });
  await expect(ada.mutation(mutation("tasks:add"), { text: " " })).rejects.toMatchObject({
    data: { code: "empty", field: "text" },
  });
});

test("SE-1 search within one's own, reactive", async () => {
  const token = await todo.tokenOf("searcher");
  const client = new ConvexClient(todo.engine.url, {
    webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
    unsavedChangesWarning: false,
    logger: false,
  });
  client.setAuth(async () => token);
  const seen: string[][] = [];
  client.onUpdate(query<string[]>("tasks:search"), { text: "blue wh" }, (value) => seen.push(value));
  await expect.poll(() => seen.at(-1)).toEqual([]);
  await client.mutation(mutation("tasks:add"), { text: "a blue whale" });
  await client.mutation(mutation("tasks:add"), { text: "a red herring" });
  await expect.poll(() => seen.at(-1)).toEqual(["a blue whale"]);
  await client.close();
});

test("FI-2 FI-7 a picture is uploaded, attached, replaced; the one before is gone", async () => {
  const ada = await signedIn("painter");
  const id = await ada.mutation(mutation<string>("tasks:add"), { text: "paint" });
  const upload = async (text: string) => {
    const url = await ada.mutation(mutation<string>("tasks:uploadUrl"), {});
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "image/png" },
      body: text,
    });
    return ((await response.json()) as { storageId: string }).storageId;
  };
  const row = await ada.mutation(mutation<object>("tasks:attach"), { id, picture: await upload("one") });
  expect(row).toMatchObject({ contentType: "image/png", size: 3 });
  const [first] = await ada.query(query<Task[]>("tasks:list"), {});
  expect(await (await fetch(first?.url ?? "")).text()).toBe("one");
  await ada.mutation(mutation("tasks:attach"), { id, picture: await upload("two") });
  const [second] = await ada.query(query<Task[]>("tasks:list"), {});
  expect(await (await fetch(second?.url ?? "")).text()).toBe("two");
  expect((await fetch(first?.url ?? "")).status).toBe(404);
});

test("HT-1 Next.js: fetchQuery, fetchMutation, fetchAction, preloadQuery", async () => {
  const options = { url: todo.engine.url, token: await todo.tokenOf("next") };
  await fetchMutation(mutation("tasks:add"), { text: "render" }, options);
  expect(await fetchQuery(query("tasks:list"), {}, options)).toMatchObject([{ text: "render" }]);
  const preloaded = await preloadQuery(query<Task[]>("tasks:list"), {}, options);
  expect(preloadedQueryResult(preloaded)).toMatchObject([{ text: "render" }]);
  expect(await fetchAction(action("nodeTools:digest"), { text: "" }, options)).toMatch(/^e3b0c442/);
});

test('FN-17 "use node": built-in modules and packages', async () => {
  const http = new ConvexHttpClient(todo.engine.url, { logger: false });
  expect(await http.action(action("nodeTools:claims"), { token: await todo.tokenOf("jose") })).toBe("jose");
});

test("EX-7 EX-10 HTTP actions: identity, streams, blobs", async () => {
  const post = async (token: string | null, text: string) =>
    await fetch(`${todo.engine.siteUrl}/api/tasks`, {
      method: "POST",
      headers: token === null ? {} : { Authorization: `Bearer ${token}` },
      body: JSON.stringify({ text }),
    });
  expect((await post(await todo.tokenOf("hook"), "by hook")).status).toBe(201);
  expect(await (await post(null, "x")).json()).toEqual({ data: "Not signed in" });
  const events = await fetch(`${todo.engine.siteUrl}/sse`);
  expect(events.headers.get("content-type")).toBe("text/event-stream");
  const pieces: string[] = [];
  for await (const chunk of events.body ?? []) pieces.push(Buffer.from(chunk).toString());
  expect(pieces.join("")).toBe("data: 1\n\ndata: 2\n\ndata: 3\n\n");
  expect(pieces.length).toBeGreaterThan(1);
  const picture = await fetch(`${todo.engine.siteUrl}/picture`, {
    method: "POST",
    headers: { "Content-Type": "image/gif" },
    body: Buffer.from([1, 2, 3]),
  });
  expect(picture.headers.get("content-type")).toBe("image/gif");
  expect([...new Uint8Array(await picture.arrayBuffer())]).toEqual([1, 2, 3]);
});

test("HT-1 HT-4 any language: /api/query, /api/mutation, /api/action, /api/run", async () => {
  const post = async (path: string, body: object) => {
    const init = {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    };
    return (await (await fetch(`${todo.engine.url}/api/${path}`, init)).json()) as object;
  };
  expect(
    await post("action", { path: "nodeTools:digest", args: { text: "" }, format: "json" }),
  ).toMatchObject({
    status: "success",
    value: expect.stringMatching(/^e3b0/),
  });
  expect(await post("run/feed/size", { args: {}, format: "json" })).toMatchObject({ status: "success" });
  expect(await post("query", { path: "tasks:list", args: {}, format: "json" })).toMatchObject({
    status: "error",
    errorData: "Not signed in",
  });
});
