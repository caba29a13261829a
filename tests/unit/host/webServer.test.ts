/** What the host's server passes on, says about its pages, and tells them at run time. */
import { createServer } from "node:http";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { isPublicRoute } from "../../../web/host/engineProxy";
import { runtimeConfigScript } from "../../../web/host/runtimeConfig";
import { contentSecurityPolicy } from "../../../web/host/securityHeaders";
import { startWebServer, type WebServer } from "../../../web/host/webServer";

describe("[Z-04] what passes to the engine", () => {
  test.each([
    "/api/1.48.0/sync",
    "/api/sync",
    "/api/query",
    "/api/mutation",
    "/api/action",
    "/api/run/board/technicians",
    "/api/storage/0c4c7b5e-0000",
    "/http/hook",
  ])("%s passes", (route) => expect(isPublicRoute(route)).toBe(true));

  test.each([
    "/api/deploy2/start_push",
    "/api/update_environment_variables",
    "/api/function",
    "/api/export/request/zip",
    "/api/stream_function_logs",
    "/api/1.48.0/sync/../../deploy2/start_push",
    "/board",
    "/",
  ])("%s stays outside", (route) => expect(isPublicRoute(route)).toBe(false));
});

describe("[Z-04] page policy", () => {
  test("without a token no blob may run and Mapbox is not reachable", () => {
    const policy = contentSecurityPolicy({});
    expect(policy).not.toContain("mapbox");
    expect(policy).toMatch(/worker-src 'self';/);
    expect(policy).toMatch(/script-src 'self';/);
  });
  test("an operator's token and style open exactly their hosts", () => {
    const policy = contentSecurityPolicy({
      mapboxToken: "pk.x",
      styleUrl: "https://maps.example.sa/s.json?k=1",
    });
    expect(policy).toContain("https://api.mapbox.com");
    expect(policy).toContain("https://maps.example.sa");
    expect(policy).not.toContain("s.json");
  });
  test("[J-16] a key of Clerk opens the hosts it names, anything else is refused before a page is served", () => {
    const key = `pk_test_${Buffer.from("shy-owl-7.clerk.accounts.dev$").toString("base64")}`;
    const policy = contentSecurityPolicy({}, [], key);
    expect(policy).toMatch(/script-src 'self' https:\/\/shy-owl-7\.clerk\.accounts\.dev /);
    expect(policy).toMatch(/connect-src [^;]*https:\/\/shy-owl-7\.clerk\.accounts\.dev/);
    expect(contentSecurityPolicy({})).not.toContain("clerk");
    const evil = `pk_test_${Buffer.from("x; script-src *$").toString("base64")}`;
    expect(() => contentSecurityPolicy({}, [], evil)).toThrow(/CLERK/);
  });
  test("the run-time settings are data, whatever they hold", () => {
    const script = runtimeConfigScript({ mapboxToken: '"};alert(1);//', mapStyleUrl: undefined });
    const window: Record<string, unknown> = { location: { origin: "http://here" } };
    runInNewContext(script, { window });
    expect(window["__MAYDAN__"]).toEqual({ convexUrl: "http://here", mapboxToken: '"};alert(1);//' });
  });
});

describe("the host's server", () => {
  let server: WebServer;
  let dist: string;
  const engine = createServer((request, response) => {
    response.end(`engine saw ${request.url} from ${String(request.headers["x-forwarded-for"])}`);
  });
  const sockets = new WebSocketServer({ server: engine });

  beforeAll(async () => {
    sockets.on("connection", (socket) =>
      socket.on("message", (data: Buffer) => socket.send(`echo ${data.toString()}`)),
    );
    await new Promise<void>((resolve) => engine.listen(0, "127.0.0.1", resolve));
    const address = engine.address();
    if (typeof address !== "object" || !address) throw new Error("the engine stand-in does not listen");
    dist = await mkdtemp(path.join(tmpdir(), "host-dist-"));
    await mkdir(path.join(dist, "assets"));
    await writeFile(path.join(dist, "index.html"), "<p>page</p>");
    await writeFile(path.join(dist, "assets/a-1234.js"), "export {};");
    server = await startWebServer({
      host: "127.0.0.1",
      port: 0,
      distDir: dist,
      engineUrl: `http://127.0.0.1:${address.port}`,
      config: {},
    });
  });
  afterAll(async () => {
    await server.close();
    sockets.close();
    engine.close();
    await rm(dist, { recursive: true });
  });

  test("any address of the app is the page, asked for again each time; named parts are kept for ever", async () => {
    for (const route of ["/", "/board", "/t/abcdef"]) {
      const page = await fetch(server.url + route);
      expect(await page.text()).toBe("<p>page</p>");
      expect(page.headers.get("cache-control")).toBe("no-cache");
    }
    const part = await fetch(`${server.url}/assets/a-1234.js`);
    expect(part.headers.get("cache-control")).toContain("immutable");
    expect((await fetch(`${server.url}/assets/missing.js`)).status).toBe(404);
  });

  test("calls and sockets reach the engine with the caller's address; administration does not", async () => {
    expect(await (await fetch(`${server.url}/api/query`, { method: "POST", body: "{}" })).text()).toMatch(
      /engine saw \/api\/query from .*127\.0\.0\.1/,
    );
    expect((await fetch(`${server.url}/api/deploy2/start_push`)).status).toBe(404);
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/api/1.48.0/sync`);
    const answer = await new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.once("open", () => socket.send("hello"));
      socket.once("message", (data: Buffer) => resolve(data.toString()));
    });
    expect(answer).toBe("echo hello");
    socket.terminate();
    const refused = new WebSocket(`${server.url.replace("http", "ws")}/anything`);
    await expect(
      new Promise((resolve, reject) => {
        refused.once("error", reject);
        refused.once("open", resolve);
      }),
    ).rejects.toThrow();
  });

  test("nothing to serve is said in one line", async () => {
    await expect(
      startWebServer({
        host: "127.0.0.1",
        port: 0,
        distDir: path.join(dist, "nowhere"),
        engineUrl: "http://127.0.0.1:1",
        config: {},
      }),
    ).rejects.toThrow(/no web build/);
  });
});
