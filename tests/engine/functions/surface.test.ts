/** What functions may print, name and hand over: the console, the documented globals, the limits on values. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JSONObject, JSONValue } from "../../../engine/values/json";
import { type Answer, type AppSource, TestDeployment } from "./testDeployment";

const speech = `
  console.time("load"); console.timeLog("load", { rows: 1 }); console.timeEnd("load"); console.timeEnd("load");
  console.count(); console.count(); console.countReset(); console.count(); console.count("x");
  console.assert(true, "unseen"); console.assert(1 > 2, "too small", 1);
  console.group("outer"); console.log("inside"); console.group(); console.warn("deeper\\nstill"); console.groupEnd(); console.groupEnd(); console.log("outside");
  console.table([{ a: 1 }]); console.dir({ b: 2 }); console.clear(); console.trace("here");`;
const documented =
  "Blob Event EventTarget fetch File FormData Headers Request Response TextDecoder TextEncoder ReadableStream ReadableStreamBYOBReader ReadableStreamDefaultReader TransformStream WritableStream WritableStreamDefaultWriter crypto CryptoKey SubtleCrypto AbortController URL URLSearchParams atob btoa structuredClone queueMicrotask";

const app: AppSource = {
  "main.ts": `
    import { v } from "convex/values";
    import { action, mutation, query } from "./_generated/server";
    import { api } from "./_generated/api";
    export const speaks = query({ args: {}, handler: async () => { ${speech} } });
    export const acts = action({ args: {}, handler: async () => { ${speech} } });
    const missing = () => "${documented}".split(" ").filter((name) => typeof globalThis[name] === "undefined");
    export const lacks = query({ args: {}, handler: async () => missing() });
    export const actionLacks = action({ args: {}, handler: async () => missing() });
    export const file = query({ args: {}, handler: async () => {
      const file = new File(["مي", "دان"], "name.txt", { type: "TEXT/plain" });
      return [file.name, file.type, file.size, await file.text(), file instanceof Blob, file.lastModified === Date.now(), crypto.subtle instanceof SubtleCrypto];
    } });
    let release = null;
    export const waits = mutation({ args: {}, handler: async (ctx) => { await new Promise((resolve) => { release = resolve; }); await ctx.db.insert("rows", {}); } });
    export const releases = mutation({ args: {}, handler: async () => { const seen = release !== null; release?.(); await null; return seen; } });
    export const rows = query({ args: {}, handler: async (ctx) => (await ctx.db.query("rows").collect()).length });
    const bodies = async () => {
      const chunks = new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode("a")); c.enqueue(new TextEncoder().encode("b")); c.close(); } });
      const upper = new TransformStream({ transform: (chunk, c) => c.enqueue(new TextEncoder().encode(new TextDecoder().decode(chunk).toUpperCase())) });
      const response = new Response("مرحبا", { status: 201, headers: { a: "1" } });
      const copy = response.clone();
      const twice = await response.text() && await response.text().catch((error) => [error instanceof TypeError, response.bodyUsed]);
      const request = new Request("https://a.test/x", { method: "post", body: new URLSearchParams({ k: "v" }) });
      let invalid = null;
      try { new URL("no address"); } catch (error) { invalid = error instanceof TypeError; }
      return {
        json: await Response.json({ a: [1] }).json(), copy: [await copy.text(), copy.status, copy.ok, copy.headers.get("a"), copy.headers.get("content-type")], twice,
        stream: await new Response(chunks.pipeThrough(upper)).text(), parts: await (async () => { let n = 0; for await (const part of new Response("xy").body) n += part.length; return n; })(),
        form: [request.method, request.url, (await request.clone().formData()).get("k"), await request.text()],
        blob: [(await new Response(new Blob(["z"], { type: "a/b" })).blob()).type, new Uint8Array(await new Response(new Uint8Array([7])).arrayBuffer())[0]],
        kinds: [response instanceof Response, request instanceof Request, request.signal instanceof AbortSignal, Response.redirect("https://b.test").headers.get("location"), Response.error().type], invalid,
      };
    };
    export const fetchClasses = query({ args: {}, handler: bodies });
    export const actionFetchClasses = action({ args: {}, handler: bodies });
    export const echo = query({ args: { x: v.any() }, handler: async (_ctx, { x }) => x });
    export const names = query({ args: { x: v.any() }, handler: async (_ctx, { x }) => Object.keys(x) });
    const made = (what, size) => what === "array" ? Array(size).fill(0) : what === "object" ? Object.fromEntries(Array.from({ length: size }, (_, i) => ["k" + i, 0])) : what === "text" ? "x".repeat(size) : JSON.parse("[".repeat(size) + "]".repeat(size));
    const args = { what: v.string(), size: v.number() };
    export const returns = query({ args, handler: async (_ctx, { what, size }) => made(what, size) });
    export const acted = action({ args, handler: async (_ctx, { what, size }) => made(what, size) });
    export const nests = query({ args, handler: async (ctx, { what, size }) => { await ctx.runQuery(api.main.echo, { x: made(what, size) }); } });`,
};

let deployment: TestDeployment;

beforeAll(async () => {
  deployment = await TestDeployment.open();
  await deployment.push(app);
});

afterAll(async () => {
  await deployment.close();
});

describe.each(["query", "action"] as const)("in a %s", (kind) => {
  async function call(path: Record<"query" | "action", string>, args: JSONObject = {}): Promise<Answer> {
    return kind === "query" ? deployment.query(path.query, args) : await deployment.action(path.action, args);
  }

  test("FN-27 the whole console prints; timers, counters and groups are those of one call", async () => {
    const path = { query: "main:speaks", action: "main:acts" };
    await call(path);
    const { logLines } = await call(path);
    const shown = logLines.map((line) => line.replace(/\d+\.\d{3}ms/, "TIME"));
    expect(shown.slice(0, -1)).toEqual([
      "[INFO] load: TIME { rows: 1 }",
      "[INFO] load: TIME",
      "[WARN] Timer 'load' does not exist",
      "[INFO] default: 1",
      "[INFO] default: 2",
      "[INFO] default: 1",
      "[INFO] x: 1",
      "[ERROR] Assertion failed: 'too small' 1",
      "[LOG] 'outer'",
      "[LOG]   'inside'",
      "[WARN]     'deeper\\nstill'",
      "[LOG] 'outside'",
      "[LOG] [ { a: 1 } ]",
      "[LOG] { b: 2 }",
    ]);
    expect(shown.at(-1)).toMatch(/^\[LOG\] Trace: 'here'\n {4}at handler \(.*convex\/main\.ts:\d+:\d+\)$/);
  });

  test("FN-28 the globals that Convex documents are there", async () => {
    expect((await call({ query: "main:lacks", action: "main:actionLacks" })).value).toEqual([]);
  });

  test.each<[string, number, string]>([
    ["array", 8192, "Array length is too long (8193 > maximum length 8192)"],
    ["object", 1024, "Object has too many fields (1025 > maximum number 1024)"],
    ["nesting", 64, "nested 65 levels deep > maximum nesting 64"],
    ["text", 16 * 1024 * 1024 - 2, "takes 16 MiB; at most 16 MiB can be returned"],
  ])("VA-17 a result is held to the limits of values: %s", async (what, size, text) => {
    const path = { query: "main:returns", action: "main:acted" };
    expect((await call(path, { what, size })).error).toBeNull();
    const { error } = await call(path, { what, size: size + 1 });
    expect(error).toContain(`The result of main.js:${kind === "query" ? "returns" : "acted"} `);
    expect(error).toContain(text);
  });
});

test("FN-28 bodies and streams are read in queries as they are in actions", async () => {
  const { value, error } = deployment.query("main:fetchClasses");
  expect(error).toBeNull();
  expect(value).toEqual((await deployment.action("main:actionFetchClasses")).value);
  expect(value).toMatchObject({ copy: ["مرحبا", 201, true, "1", "text/plain;charset=UTF-8"], stream: "AB" });
});

test("FN-29 a call that was given up while it waited does not go on inside a later one", async () => {
  const gaveUp = await deployment.mutation("main:waits");
  expect(gaveUp.error).toContain("will never resolve");
  expect(await deployment.mutation("main:releases")).toMatchObject({ value: false, error: null });
  expect(deployment.query("main:rows").value).toBe(0);
});

test("FN-28 files in a query", () => {
  const expected = ["name.txt", "text/plain", 10, "ميدان", true, true, true];
  expect(deployment.query("main:file").value).toEqual(expected);
});

describe("VA-17 arguments are held to the limits of values", () => {
  test.each<[string, JSONValue, string]>([
    ["a long array", Array.from({ length: 8193 }, () => 0), "Array length is too long"],
    [
      "many fields",
      Object.fromEntries(Array.from({ length: 1025 }, (_, i) => [`k${i}`, 0])),
      "too many fields (1025",
    ],
    ["deep nesting", JSON.parse(`${"[".repeat(64)}${"]".repeat(64)}`) as JSONValue, "maximum nesting 64"],
    ["a field without a name", { "": 1 }, "Field names must be nonempty."],
    ["a field that is not ASCII", { é: 1 }, "non-control ASCII"],
    ["half a character", "\ud800", "invalid Unicode"],
    ["a reserved field", { $x: 1 }, "starts with a '$'"],
    ["a malformed integer", { $integer: "AAAA" }, "starts with a '$'"],
    ["a timestamp nobody knows yet", { $commitTs: null }, "starts with a '$'"],
    ["a long text", "x".repeat(17 * 1024 * 1024), "Arguments for main.js:echo are too large (17 MiB, limit"],
  ])("%s", (_name, x, text) => {
    expect(deployment.query("main:echo", { x }).error).toContain(text);
  });

  test("those of nested calls too", () => {
    const { error } = deployment.query("main:nests", { what: "array", size: 8193 });
    expect(error).toContain("Invalid arguments for main.js:echo: Array length is too long");
  });

  test("and arrive with their fields sorted", () => {
    expect(deployment.query("main:names", { x: { b: 1, a: 2, B: 3 } }).value).toEqual(["B", "a", "b"]);
  });
});
