/** The unmodified CLI and clients against a real engine: two small apps, one of them signing in with passwords. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConvexClient, ConvexHttpClient } from "convex/browser";
import { type FunctionReference, makeFunctionReference } from "convex/server";
import { exportJWK, exportPKCS8, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import {
  type AppProject,
  createProject,
  type EngineProcess,
  setVariables,
  startEngine,
  temporaryFolder,
} from "../cli/engineProcess";

const fixtures = path.resolve(import.meta.dirname, "../fixtures");

type Args = Record<string, unknown>;
const query = (name: string): FunctionReference<"query", "public", Args, unknown> =>
  makeFunctionReference(name);
const mutation = (name: string): FunctionReference<"mutation", "public", Args, unknown> =>
  makeFunctionReference(name);
const action = (name: string): FunctionReference<"action", "public", Args, unknown> =>
  makeFunctionReference(name);

function socketClient(engine: EngineProcess): ConvexClient {
  return new ConvexClient(engine.url, {
    webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
  });
}

describe("an app, pushed by the official CLI", () => {
  let engine: EngineProcess;
  let project: AppProject;

  beforeAll(async () => {
    engine = await startEngine({ dataDir: temporaryFolder("engine") });
    project = createProject(path.join(fixtures, "chat"));
    await project.cli(engine, "dev", "--once");
  });

  afterAll(async () => {
    project.remove();
    await engine.end("SIGTERM");
  });

  test("PU-1 queries, mutations, actions and HTTP actions run for real clients", async () => {
    const client = new ConvexHttpClient(engine.url);
    await client.mutation(mutation("messages:send"), { channel: "a", author: "x", body: "hello" });
    expect(await client.action(action("messages:echo"), { channel: "a", body: "acted" })).toBe(32);
    expect(await client.query(query("messages:list"), { channel: "a" })).toEqual([
      { author: "x", body: "hello" },
      { author: "scheduler", body: "acted 32" },
    ]);
    expect(await client.action(action("nodeWork:md5"), { text: "x" })).toBe(
      "9dd4e461268c8034f5c8564e155c67a6",
    );
    await expect(
      client.mutation(mutation("messages:send"), { channel: "a", author: "x", body: "" }),
    ).rejects.toMatchObject({ data: { code: "empty", channel: "a" } });
    await expect(client.mutation(mutation("messages:fail"), {})).rejects.toThrow(
      /Uncaught Error: deliberate\n {4}at handler \(\.\.\/convex\/messages\.ts:\d+:\d+\)/,
    );
    const hook = await fetch(`${engine.siteUrl}/hook`, { method: "POST", body: "payload" });
    expect([hook.status, hook.headers.get("x-seen"), await hook.text()]).toEqual([201, "yes", "got payload"]);
  });

  test("PU-1 subscriptions follow mutations and scheduled functions", async () => {
    const client = socketClient(engine);
    const seen: unknown[] = [];
    client.onUpdate(query("messages:list"), { channel: "live" }, (value) => seen.push(value));
    await client.mutation(mutation("messages:send"), { channel: "live", author: "x", body: "one" });
    const id = await client.mutation(mutation("messages:sendLater"), {
      channel: "live",
      body: "two",
      delayMs: 20,
    });
    await vi.waitFor(() => expect(seen.at(-1)).toHaveLength(2));
    expect(await client.query(query("messages:jobState"), { id })).toBe("success");
    await client.close();
  });

  test("FN-6 the process outlives spinning functions from every side", async () => {
    const client = new ConvexHttpClient(engine.url);
    const live = socketClient(engine);
    const spins = await Promise.allSettled([
      client.query(query("messages:spin"), { n: 1 }),
      live.query(query("messages:spin"), { n: 2 }),
      client.mutation(mutation("messages:spinLater"), {}),
    ]);
    expect(spins.map((spin) => spin.status)).toEqual(["rejected", "rejected", "fulfilled"]);
    await vi.waitFor(
      async () => expect(await client.query(query("messages:list"), { channel: "spin" })).toEqual([]),
      { timeout: 40_000 },
    );
    await client.mutation(mutation("messages:send"), { channel: "after", author: "x", body: "alive" });
    expect(await client.query(query("messages:list"), { channel: "after" })).toHaveLength(1);
    expect(engine.process.exitCode).toBeNull();
    await live.close();
  }, 120_000);

  test("PU-1 a mutation stores a file and reads it back", async () => {
    const client = new ConvexHttpClient(engine.url);
    const kept = (await client.mutation(mutation("messages:keep"), { text: "محفوظ" })) as {
      back: string;
      type: string;
      url: string;
    };
    expect(kept).toMatchObject({ back: "محفوظ", type: "text/plain" });
    expect(await (await fetch(kept.url)).text()).toBe("محفوظ");
  });

  test("PU-1 run, env, function-spec, codegen and deploy work", async () => {
    await project.cli(engine, "run", "messages:deliver", '{"channel":"cli","body":"from the CLI"}');
    expect(JSON.parse(await project.cli(engine, "run", "messages:list", '{"channel":"cli"}'))).toEqual([
      { author: "scheduler", body: "from the CLI" },
    ]);
    await project.cli(engine, "env", "set", "GREETING", "salaam");
    const inline = await project.cli(
      engine,
      "run",
      "--inline-query",
      'const rows = await ctx.db.query("messages").collect(); console.log(rows.length); return rows.filter((row) => row.channel === "cli").length;',
    );
    expect(inline).toMatch(/^1$/m);
    expect(inline).toMatch(/\[LOG\] \d+/);
    expect(await project.cli(engine, "env", "list")).toContain("GREETING=salaam");
    expect(await project.cli(engine, "run", "whoami:setting")).toContain("salaam");
    const spec = JSON.parse(await project.cli(engine, "function-spec")) as {
      functions: { identifier?: string }[];
    };
    expect(spec.functions.map((entry) => entry.identifier)).toContain("messages.js:send");
    await project.cli(engine, "codegen", "--typecheck=disable");
    expect(readFileSync(path.join(project.folder, "convex/_generated/api.d.ts"), "utf8")).toContain(
      "nodeWork",
    );
    expect(await project.cli(engine, "deploy", "--typecheck=disable")).toContain("Deployed Convex functions");
  });

  test("PU-5 the CLI shows the document that a new schema does not fit", async () => {
    const file = path.join(project.folder, "convex/schema.ts");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replace("author: v.string()", "author: v.number()"));
    const failure = await project.cli(engine, "deploy", "--typecheck=disable").then(
      () => "",
      (error: unknown) => String((error as { stderr?: string }).stderr),
    );
    writeFileSync(file, before);
    expect(failure).toContain("Schema validation failed");
    expect(failure).toMatch(/Document with ID "\w+" in table "messages" does not match the schema/);
    const client = new ConvexHttpClient(engine.url);
    expect(await client.query(query("messages:list"), { channel: "a" })).not.toEqual([]);
  });

  test("PU-3 after a restart the same functions answer, without a push", async () => {
    await engine.end("SIGTERM");
    engine = await startEngine({ dataDir: engine.dataDir });
    const client = new ConvexHttpClient(engine.url);
    expect(await client.query(query("messages:list"), { channel: "cli" })).toEqual([
      { author: "scheduler", body: "from the CLI" },
    ]);
    expect(await client.query(query("whoami:setting"), {})).toBe("salaam");
  });
});

describe("password sign-in of @convex-dev/auth", () => {
  let engine: EngineProcess;
  let project: AppProject;

  beforeAll(async () => {
    engine = await startEngine({ dataDir: temporaryFolder("engine") });
    project = createProject(path.join(fixtures, "password"));
    const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
    await setVariables(engine, {
      JWT_PRIVATE_KEY: (await exportPKCS8(privateKey)).trimEnd().replaceAll("\n", " "),
      JWKS: JSON.stringify({ keys: [{ use: "sig", ...(await exportJWK(publicKey)) }] }),
      SITE_URL: "http://localhost:5173",
    });
    await project.cli(engine, "dev", "--once");
  });

  afterAll(async () => {
    project.remove();
    await engine.end("SIGTERM");
  });

  interface Signed {
    tokens: { token: string; refreshToken: string };
  }

  const signIn = async (client: ConvexHttpClient, flow: string, password: string): Promise<Signed> =>
    (await client.action(action("auth:signIn"), {
      provider: "password",
      params: { email: "amal@example.test", password, flow },
    })) as Signed;

  test("PU-1 sign-up, sign-in, refresh and sign-out, all issued and verified by this deployment", async () => {
    const client = new ConvexHttpClient(engine.url);
    await signIn(client, "signUp", "correct horse");
    await expect(signIn(client, "signIn", "wrong horse")).rejects.toThrow("InvalidSecret");
    const { tokens } = await signIn(client, "signIn", "correct horse");
    expect(await client.query(query("users:me"), {})).toBeNull();
    client.setAuth(tokens.token);
    expect(await client.query(query("users:me"), {})).toBe("amal@example.test");

    const live = socketClient(engine);
    const seen: unknown[] = [];
    live.setAuth(() => Promise.resolve(tokens.token));
    live.onUpdate(query("users:me"), {}, (value) => seen.push(value));
    await vi.waitFor(() => expect(seen.at(-1)).toBe("amal@example.test"));
    const refreshed = (await live.action(action("auth:signIn"), {
      refreshToken: tokens.refreshToken,
    })) as Signed;
    expect(refreshed.tokens.token).not.toBe("");
    await live.action(action("auth:signOut"), {});
    await expect(
      live.action(action("auth:signIn"), { refreshToken: refreshed.tokens.refreshToken }),
    ).resolves.toEqual({ tokens: null });
    await live.close();
  });
});
