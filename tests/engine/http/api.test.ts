/** The HTTP API over the wire, on the scripted executor and a real engine. */
import { createServer, type Server } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Exchange } from "../../../engine/http/exchange";
import { formatValueText } from "../../../engine/http/formats";
import { functionRoutes } from "../../../engine/http/functionRoutes";
import type { Route } from "../../../engine/http/route";
import { createMainServer, createSiteServer, listen, stopListening } from "../../../engine/http/servers";
import { encodeTs } from "../../../engine/sync/timestamp";
import { ScriptedDatabase, ScriptedExecutor, ScriptedFailure, scriptedAuthenticator } from "../sync/scripted";

const servers: Server[] = [];
let database: ScriptedDatabase;
let executor: ScriptedExecutor;
let url = "";
let site = "";
const errors: unknown[] = [];

beforeAll(async () => {
  database = new ScriptedDatabase();
  executor = new ScriptedExecutor(database);
  const routes: Route[] = [
    ...functionRoutes({ executor, database, authenticator: scriptedAuthenticator, sendLogLines: true }),
    {
      method: "POST",
      path: "/small",
      handle: async (exchange) => exchange.sendJson(200, await exchange.jsonBody(100)),
    },
    {
      method: "GET",
      path: "/broken",
      handle: async () => {
        throw new Error("our own mistake");
      },
    },
  ];
  const reportError = (error: unknown) => errors.push(error);
  const main = createMainServer({ executor, reportError, routes, sync: { upgrade: () => false } });
  const sites = createSiteServer({ executor, reportError });
  servers.push(main, sites);
  url = `http://127.0.0.1:${await listen(main, 0, "127.0.0.1")}`;
  site = `http://127.0.0.1:${await listen(sites, 0, "127.0.0.1")}`;
  executor.functions.set("m:echo", (_context, args) => args);
  executor.functions.set("dir/m:echo", (_context, args) => args);
  executor.functions.set("m:who", ({ identity }) => identity()?.["subject"] ?? null);
  executor.functions.set("m:log", ({ log }) => {
    log("[LOG] 'x'");
    return null;
  });
  executor.functions.set("m:fail", () => {
    throw new ScriptedFailure("no", { $integer: "AQAAAAAAAAA=" });
  });
  executor.functions.set("m:get", ({ read }) => read("x"));
});
beforeEach(() => {
  database.holdDisk = false;
  database.sync();
});
afterAll(async () => {
  await Promise.all(servers.map(stopListening));
});

const post = async (path: string, body: object, headers: Record<string, string> = {}) =>
  await fetch(`${url}${path}`, { method: "POST", body: JSON.stringify(body), headers });

describe("calls", () => {
  test.each([
    ["an object", { a: 1 }],
    ["an array of one", [{ a: 1 }]],
  ])("HT-1 arguments as %s", async (_name, args) => {
    for (const kind of ["query", "mutation"]) {
      const response = await post(`/api/${kind}`, { path: "m:echo", args });
      expect(await response.json()).toEqual({ status: "success", value: { a: 1 } });
    }
  });

  test("HT-1 absent arguments, and GET with parameters", async () => {
    expect(await (await post("/api/query", { path: "m:echo" })).json()).toEqual({
      status: "success",
      value: {},
    });
    const parameters = new URLSearchParams({ path: "m:echo", args: '{"b":"ب"}', format: "json" });
    const response = await fetch(`${url}/api/query?${parameters}`);
    expect(await response.json()).toEqual({ status: "success", value: { b: "ب" } });
  });

  test("HT-2 a function's error is 200 with its data, what is not the function's has its own status", async () => {
    const failed = await post("/api/mutation", { path: "m:fail", format: "convex_encoded_json" });
    expect(failed.status).toBe(200);
    expect(await failed.json()).toMatchObject({
      status: "error",
      errorMessage: expect.stringContaining("Uncaught Error: no"),
      errorData: { $integer: "AQAAAAAAAAA=" },
    });
    const unknown = await post("/api/query", { path: "m:none" });
    expect(await unknown.json()).toMatchObject({ status: "error", errorMessage: /Could not find/ });
    const badToken = await post("/api/query", { path: "m:echo" }, { authorization: "Bearer bad" });
    expect(badToken.status).toBe(401);
    expect(await badToken.json()).toEqual({ code: "Unauthenticated", message: "bad token" });
    expect((await post("/api/query", { args: {} })).status).toBe(400);
    expect((await post("/api/query", { path: "m:echo", args: [{}, {}] })).status).toBe(400);
    const ours = await fetch(`${url}/broken`);
    expect(ours.status).toBe(500);
    expect(await ours.text()).not.toContain("our own mistake");
    expect(errors.at(-1)).toMatchObject({ message: "our own mistake" });
  });

  test("HT-2 log lines come along when there are any", async () => {
    const response = await post("/api/query", { path: "m:log" });
    expect(await response.json()).toEqual({ status: "success", value: null, logLines: ["[LOG] 'x'"] });
  });

  test("HT-4 any function by its path, with the caller's identity", async () => {
    expect(await (await post("/api/function", { path: "m:echo", args: { a: 1 } })).json()).toMatchObject({
      value: { a: 1 },
    });
    expect(await (await post("/api/run/dir/m/echo", { args: { a: 1 } })).json()).toMatchObject({
      value: { a: 1 },
    });
    const who = await post("/api/query", { path: "m:who" }, { authorization: "Bearer ali@9999999999999" });
    expect(await who.json()).toMatchObject({ value: "ali" });
    const child = await post("/api/function", { path: "m:echo", componentPath: "child" });
    expect(child.status).toBe(403);
    const admin = await post(
      "/api/function",
      { path: "m:echo", componentPath: "child" },
      { authorization: "Convex test|key" },
    );
    expect(admin.status).toBe(200);
  });

  test("HT-5 a query waits for the disk", async () => {
    database.holdDisk = true;
    database.write("x", 1);
    let answered = false;
    const pending = post("/api/query", { path: "m:get" }).then((response) => {
      answered = true;
      return response.json();
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(answered).toBe(false);
    database.sync();
    expect(await pending).toEqual({ status: "success", value: 1 });
  });

  test("HT-6 reading at a timestamp: exactly that or a refusal", async () => {
    const { ts } = (await (await post("/api/query_ts", {})).json()) as { ts: string };
    expect(ts).toBe(encodeTs(database.latestTs));
    expect((await post("/api/query_at_ts", { path: "m:get", ts })).status).toBe(200);
    database.write("x", 2);
    expect((await post("/api/query_at_ts", { path: "m:get", ts })).status).toBe(400);
    expect((await post("/api/query_at_ts", { path: "m:get", ts: "nonsense" })).status).toBe(400);
  });

  test("HT-4 several queries in one request", async () => {
    const response = await post("/api/query_batch", {
      queries: [{ path: "m:echo", args: { a: 1 } }, { path: "m:fail" }],
    });
    expect(await response.json()).toMatchObject({
      results: [{ status: "success", value: { a: 1 } }, { status: "error" }],
    });
  });
});

describe("formats", () => {
  const encoded = JSON.stringify({
    int: { $integer: "KgAAAAAAAAA=" },
    nan: { $float: "AAAAAAAA+H8=" },
    zero: { $float: "AAAAAAAAAIA=" },
    bytes: { $bytes: "AQI=" },
    list: [1, 1.5, null],
  });
  test.each([
    ["encoded" as const, encoded],
    ["clean" as const, '{"int":"42","nan":"NaN","zero":-0.0,"bytes":"AQI=","list":[1,1.5,null]}'],
    [
      "export" as const,
      '{"int":42,"nan":{"$float":"AAAAAAAA+H8="},"zero":-0.0,"bytes":{"$bytes":"AQI="},"list":[1.0,1.5,null]}',
    ],
  ])("HT-3 %s", (format, text) => {
    expect(formatValueText(encoded, format)).toBe(text);
  });

  test("HT-3 an unknown format is refused", async () => {
    expect((await post("/api/query", { path: "m:echo", format: "xml" })).status).toBe(400);
  });
});

describe("transport", () => {
  test("HT-7 preflights and answers mirror the origin", async () => {
    const preflight = await fetch(`${url}/api/query`, {
      method: "OPTIONS",
      headers: {
        Origin: "https://board.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,x-any",
      },
    });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      "access-control-allow-origin": "https://board.example",
      "access-control-allow-credentials": "true",
      "access-control-allow-headers": "authorization,x-any",
      "access-control-max-age": "86400",
      vary: "Origin",
    });
    const answer = await post("/api/query", { path: "m:none" }, { Origin: "https://board.example" });
    expect(answer.headers.get("access-control-allow-origin")).toBe("https://board.example");
    const refused = await post("/api/query", {}, { Origin: "https://board.example" });
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([
      400,
      "https://board.example",
    ]);
  });

  test("HT-13 requests without a body keep their connection, answered and refused ones", async () => {
    for (const path of ["/", "/api/query?path=m:echo&args={}", "/nowhere"]) {
      const response = await fetch(url + path);
      await response.text();
      expect(response.headers.get("connection")).toBe("keep-alive");
    }
  });

  test("HT-8 compressed bodies are inflated, too long and unreadable ones refused", async () => {
    const body = JSON.stringify({ a: 1 });
    for (const [encoding, bytes] of [
      ["br", brotliCompressSync(body)],
      ["gzip", gzipSync(body)],
    ] as const) {
      const response = await fetch(`${url}/small`, {
        method: "POST",
        body: new Uint8Array(bytes),
        headers: { "Content-Encoding": encoding },
      });
      expect(await response.json()).toEqual({ a: 1 });
    }
    // A small body that inflates to a large one counts in its large form.
    const bomb = brotliCompressSync(JSON.stringify({ a: "x".repeat(100_000) }));
    expect(bomb.length).toBeLessThan(100);
    const statusOf = async (sent: Buffer | string, encoding?: string) =>
      (
        await fetch(`${url}/small`, {
          method: "POST",
          body: typeof sent === "string" ? sent : new Uint8Array(sent),
          ...(encoding === undefined ? {} : { headers: { "Content-Encoding": encoding } }),
        })
      ).status;
    expect(await statusOf(bomb, "br")).toBe(413);
    expect(await statusOf("x".repeat(101))).toBe(413);
    expect(await statusOf("{")).toBe(400);
    expect(await statusOf("[]")).toBe(400);
    expect(await statusOf("not gzip", "gzip")).toBe(400);
    expect(await statusOf("{}", "zstd")).toBe(415);
  });

  test("HT-13 unknown paths and methods", async () => {
    expect((await fetch(`${url}/api/nothing`)).status).toBe(404);
    expect((await fetch(`${url}/api/mutation`)).status).toBe(405);
    expect((await fetch(`${url}/%`)).status).toBe(404);
  });

  test("HT-11 HTTP actions on the site port and under /http", async () => {
    for (const address of [`${site}/a/b?c=1`, `${url}/http/a/b?c=1`]) {
      const response = await fetch(address, { method: "POST", body: "متن" });
      expect(await response.text()).toBe("POST /a/b متن");
    }
  });

  test("HT-2 a request that cannot be parsed ends in a refusal, not in a crash", async () => {
    const odd = createServer((request, response) => {
      new Exchange(request, response).sendFailure(new Error("x"), () => undefined);
    });
    const address = `http://127.0.0.1:${await listen(odd, 0, "127.0.0.1")}`;
    expect((await fetch(address)).status).toBe(500);
    await stopListening(odd);
  });
});
