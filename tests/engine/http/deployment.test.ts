/** Routes that need a whole deployment: administration, HTTP actions, files. */
import { createHash, randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { ConvexHttpClient } from "convex/browser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { files } from "../cli/appFunctions";
import { type EngineProcess, pushApp, startEngine, temporaryFolder } from "../cli/engineProcess";

let engine: EngineProcess;
let http: ConvexHttpClient;
beforeAll(async () => {
  engine = await startEngine({ dataDir: temporaryFolder("http") });
  await pushApp(engine);
  http = new ConvexHttpClient(engine.url, { logger: false });
});
afterAll(async () => {
  await engine.end("SIGTERM");
});

async function upload(body: BodyInit, headers: Record<string, string> = {}) {
  const response = await fetch(String(await http.mutation(files.uploadUrl, {})), {
    method: "POST",
    body,
    headers,
  });
  const answer = (await response.json()) as { storageId: string };
  return { status: response.status, answer, id: answer.storageId };
}
const urlOf = async (id: string) => String(await http.query(files.url, { id }));

describe("administration", () => {
  test.each([
    ["POST", "/api/get_config_hashes"],
    ["POST", "/api/deploy2/start_push"],
    ["POST", "/api/deploy2/finish_push"],
    ["POST", "/api/update_environment_variables"],
    ["GET", "/api/stream_function_logs"],
    ["GET", "/api/v1/get_canonical_urls"],
    ["POST", "/api/check_admin_key"],
  ])("HT-9 %s %s is for admins", async (method, path) => {
    for (const headers of [{}, { Authorization: "Convex local|wrong" }]) {
      const response = await fetch(`${engine.url}${path}`, {
        method,
        headers,
        ...(method === "POST" ? { body: '{"adminKey":"local|wrong"}' } : {}),
      });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: "BadDeployKey" });
    }
  });

  test("PU-14 the way in which early CLIs pushed is refused with what to do", async () => {
    for (const path of ["/api/prepare_schema", "/api/push_config"]) {
      const response = await fetch(engine.url + path, { method: "POST", body: "{}" });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        code: "UpdateConvex",
        message: expect.stringContaining("npm install convex@latest") as unknown,
      });
    }
  });

  test("HT-9 the key in the body is as good; internal functions and system queries need it", async () => {
    const hashes = await fetch(`${engine.url}/api/get_config_hashes`, {
      method: "POST",
      body: JSON.stringify({ version: "1.48.0", adminKey: engine.adminKey }),
    });
    expect(hashes.status).toBe(200);
    const call = async (path: string, headers = {}) =>
      (
        await fetch(`${engine.url}/api/function`, {
          method: "POST",
          headers,
          body: JSON.stringify({ path, args: {} }),
        })
      ).json();
    for (const path of ["people:secret", "_system/cli/queryEnvironmentVariables"]) {
      expect(await call(path)).toMatchObject({
        status: "error",
        errorMessage: /Could not find public function/,
      });
      expect(await call(path, { Authorization: `Convex ${engine.adminKey}` })).toMatchObject({
        status: "success",
      });
    }
  });

  test("HT-10 health, name and signing keys", async () => {
    expect(await (await fetch(`${engine.url}/version`)).text()).toMatch(/^\d+\.\d+\.\d+$/);
    expect(await (await fetch(`${engine.url}/instance_name`)).text()).toBe("local");
    expect((await fetch(`${engine.url}/`)).status).toBe(200);
    const keys = (await (await fetch(`${engine.url}/.well-known/jwks.json`)).json()) as { keys: object[] };
    expect(keys.keys).toMatchObject([{ kty: "EC", alg: "ES256" }]);
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });
});

describe("HTTP actions", () => {
  test("HT-11 bodies, headers, cookies and the public address", async () => {
    const response = await fetch(`${engine.siteUrl}/echo?x=%20y`, {
      method: "POST",
      body: "a".repeat(200_000),
      headers: { "X-Forwarded-Proto": "https" },
    });
    expect(response.status).toBe(201);
    expect(response.headers.get("x-query")).toBe("?x=%20y");
    expect(response.headers.get("x-url")).toMatch(/^https:/);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect((await response.text()).length).toBe(200_000);
  });

  test("HT-11 a body arrives while it is still being sent", async () => {
    const firstAnswer = await new Promise<string>((resolve, reject) => {
      const sending = httpRequest(`${engine.siteUrl}/echo`, { method: "POST" }, (response) => {
        response.once("data", (chunk) => {
          resolve(String(chunk));
          sending.end();
        });
      });
      sending.on("error", reject);
      sending.write("first");
    });
    expect(firstAnswer).toBe("first");
  });

  test("HT-11 an error, a missing route, HEAD for GET, mutations", async () => {
    const failed = await fetch(`${engine.siteUrl}/fail`);
    expect(failed.status).toBe(500);
    expect(await failed.json()).toMatchObject({
      code: expect.stringContaining("Server Error"),
      trace: /http\.ts/,
    });
    const missing = await fetch(`${engine.siteUrl}/none`);
    expect([missing.status, await missing.text()]).toEqual([404, "No HttpAction routed for /none"]);
    expect((await fetch(`${engine.siteUrl}/count`, { method: "HEAD" })).status).toBe(200);
    expect(await (await fetch(`${engine.url}/http/count`)).json()).toEqual({ value: 2 });
  });
});

describe("files", () => {
  test("FI-2 FI-3 FI-5 what is uploaded is what is downloaded, with its type and digest", async () => {
    const bytes = randomBytes(3_000_000);
    const sha256 = createHash("sha256").update(bytes).digest("base64");
    const { id, status } = await upload(new Uint8Array(bytes), {
      "Content-Type": "image/png",
      Digest: `sha-256=${sha256}`,
    });
    expect(status).toBe(200);
    expect(await http.query(files.row, { id })).toMatchObject({
      sha256,
      size: 3_000_000,
      contentType: "image/png",
    });
    const response = await fetch(await urlOf(id), { headers: { Origin: "https://board.example" } });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/png",
      "content-length": "3000000",
      digest: `sha-256=${sha256}`,
      "cache-control": "private, max-age=2592000",
      "accept-ranges": "bytes",
      "x-content-type-options": "nosniff",
      "access-control-allow-origin": "https://board.example",
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    const head = await fetch(await urlOf(id), { method: "HEAD" });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, "3000000"]);
    const etag = response.headers.get("etag") ?? "";
    expect((await fetch(await urlOf(id), { headers: { "If-None-Match": etag } })).status).toBe(304);
  });

  test.each([
    ["bytes=0-4", 206, "01234", "bytes 0-4/10"],
    ["bytes=5-", 206, "56789", "bytes 5-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=8-100", 206, "89", "bytes 8-9/10"],
    ["bytes=10-", 416, null, "bytes */10"],
    ["bytes=4-2", 416, null, "bytes */10"],
    ["bytes=0-1,3-4", 416, null, "bytes */10"],
    ["lines=1-2", 416, null, "bytes */10"],
  ])("FI-5 range %s", async (range, status, body, contentRange) => {
    const { id } = await upload("0123456789", { "Content-Type": "text/plain" });
    const response = await fetch(await urlOf(id), { headers: { Range: range } });
    expect([response.status, response.headers.get("content-range")]).toEqual([status, contentRange]);
    if (body !== null) expect(await response.text()).toBe(body);
  });

  test.each([
    ["text/html", true],
    ["text/html; charset=utf-8", true],
    ["image/svg+xml", true],
    ["application/xhtml+xml", true],
    ["text/xml", true],
    ["image/png", false],
    ["application/pdf", false],
  ])("FI-6 a file of type %s cannot act as a page", async (contentType, attachment) => {
    const { id } = await upload("<script>alert(1)</script>", { "Content-Type": contentType });
    const response = await fetch(await urlOf(id));
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-disposition")).toBe(attachment ? "attachment" : null);
  });

  test("FI-1 FI-3 FI-4 bad tokens, digests and addresses", async () => {
    const bad = await fetch(`${engine.url}/api/storage/upload?token=forged.token`, {
      method: "POST",
      body: "x",
    });
    expect(bad.status).toBe(401);
    expect((await upload("x", { Digest: "sha-256=AAAA" })).status).toBe(400);
    expect((await upload("x", { Digest: "md5=AAAA" })).status).toBe(400);
    expect((await fetch(`${engine.url}/api/storage/not-a-uuid`)).status).toBe(400);
    expect((await fetch(`${engine.url}/api/storage/00000000-0000-4000-8000-000000000000`)).status).toBe(404);
    expect((await fetch(`${engine.url}/api/storage/..%2F..%2Fadmin-key`)).status).toBe(400);
  });

  test("FI-2 an upload whose sender disappears leaves nothing", async () => {
    const address = String(await http.mutation(files.uploadUrl, {}));
    await new Promise<void>((resolve) => {
      const sending = httpRequest(address, { method: "POST", headers: { "Content-Length": "1000000" } });
      sending.on("error", () => resolve());
      sending.write("half");
      setTimeout(() => sending.destroy(new Error("gone")), 50);
    });
    const { id } = await upload("after");
    expect(await (await fetch(await urlOf(id))).text()).toBe("after");
  });

  test("FI-7 a deleted file is 404 and has no address", async () => {
    const { id } = await upload("short-lived");
    const address = await urlOf(id);
    await http.mutation(files.remove, { id });
    expect((await fetch(address)).status).toBe(404);
    expect(await http.query(files.url, { id })).toBeNull();
  });

  test("FI-2 an action stores and reads back", async () => {
    expect(await http.action(files.store, { text: "من action" })).toMatchObject({ back: "من action" });
  });
});
