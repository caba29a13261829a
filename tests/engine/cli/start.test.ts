import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConvexClient, ConvexHttpClient } from "convex/browser";
import { ConvexError } from "convex/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { BadArguments, parseEngineArguments } from "../../../engine/cli/arguments";
import { counters, messages, people } from "./appFunctions";
import {
  createProject,
  type EngineProcess,
  freePort,
  pushApp,
  runEngineToEnd,
  startEngine,
  temporaryFolder,
} from "./engineProcess";

describe("arguments", () => {
  test("CL-2 defaults and options", () => {
    expect(parseEngineArguments([])).toMatchObject({
      port: 3210,
      sitePort: 3211,
      host: "127.0.0.1",
      mode: "dev",
      instanceName: "local",
      cloudUrl: null,
    });
    expect(
      parseEngineArguments([
        "--port",
        "0",
        "--mode",
        "prod",
        "--cloud-url",
        "https://board.example/",
        "--data",
        "x",
      ]),
    ).toMatchObject({ port: 0, mode: "prod", cloudUrl: "https://board.example", dataDir: path.resolve("x") });
  });

  test.each([
    [["--port", "x"]],
    [["--port", "70000"]],
    [["--mode", "test"]],
    [["--instance-name", "A|b"]],
    [["--site-url", "board"]],
    [["--unknown"]],
    [["stray"]],
  ])("CL-2 refused: %j", (argv) => {
    expect(() => parseEngineArguments(argv)).toThrow(BadArguments);
  });
});

describe("starts that fail", () => {
  test("CL-2 bad arguments", async () => {
    const { code, output } = await runEngineToEnd({
      dataDir: temporaryFolder("d"),
      extra: ["--mode", "loud"],
    });
    expect(code).toBe(2);
    expect(output).toContain("--mode must be dev or prod");
  });

  test("CL-2 a port in use", async () => {
    const engine = await startEngine({ dataDir: temporaryFolder("first") });
    const port = Number(new URL(engine.url).port);
    const { code, output } = await runEngineToEnd({ dataDir: temporaryFolder("second"), port });
    expect(code).toBe(3);
    expect(output.trim().split("\n")).toEqual([expect.stringContaining(`Port ${port} is already in use`)]);
    await engine.end("SIGTERM");
  });

  test("CL-2 CL-3 a data folder in use; free again after kill -9", async () => {
    const dataDir = temporaryFolder("locked");
    const engine = await startEngine({ dataDir });
    const { code, output } = await runEngineToEnd({ dataDir });
    expect(code).toBe(5);
    expect(output.trim().split("\n")).toHaveLength(1);
    await engine.end("SIGKILL");
    const again = await startEngine({ dataDir });
    expect(await again.end("SIGTERM")).toBe(0);
  });

  test("CL-2 a data folder that cannot be one", async () => {
    const file = path.join(temporaryFolder("file"), "data");
    writeFileSync(file, "not a folder");
    const { code, output } = await runEngineToEnd({ dataDir: file });
    expect(code).toBe(4);
    expect(output.trim().split("\n")).toHaveLength(1);
  });

  test.skipIf(process.getuid?.() === 0)("CL-2 a data folder that cannot be written", async () => {
    const dataDir = temporaryFolder("readonly");
    chmodSync(dataDir, 0o500);
    expect((await runEngineToEnd({ dataDir })).code).toBe(4);
  });

  test("CL-2 damaged data", async () => {
    const dataDir = temporaryFolder("damaged");
    const engine = await startEngine({ dataDir });
    await engine.end("SIGTERM");
    for (const suffix of ["-wal", "-shm"])
      rmSync(path.join(dataDir, `data.sqlite${suffix}`), { force: true });
    writeFileSync(path.join(dataDir, "data.sqlite"), "x".repeat(8192));
    const { code, output } = await runEngineToEnd({ dataDir });
    expect(code).toBe(6);
    expect(output.trim().split("\n")).toHaveLength(1);
  });
});

describe("behind a proxy, in production", () => {
  let engine: EngineProcess;
  let port = 0;
  beforeAll(async () => {
    const dataDir = path.join(temporaryFolder("prod"), "deep", "data");
    mkdirSync(path.dirname(dataDir), { recursive: true });
    [port] = [await freePort()];
    engine = await startEngine({
      dataDir,
      port,
      extra: ["--mode", "prod", "--cloud-url", "https://api.example", "--site-url", "https://site.example"],
      env: { ENGINE_ADMIN_KEY: "local|from-environment" },
    });
    engine.url = `http://127.0.0.1:${port}`;
    await pushApp(engine);
  });
  afterAll(async () => {
    await engine.end("SIGTERM");
  });

  test("CL-1 CL-7 the ready line and the canonical addresses name the public ones", async () => {
    expect(engine.output.filter((line) => line.includes("ready"))).toEqual([
      "Convex-compatible engine ready: url=https://api.example site=https://site.example adminKey=local|from-environment",
    ]);
    const response = await fetch(`${engine.url}/api/v1/get_canonical_urls`, {
      headers: { Authorization: "Convex local|from-environment" },
    });
    expect(await response.json()).toEqual({
      convexCloudUrl: "https://api.example",
      convexSiteUrl: "https://site.example",
    });
  });

  test("CL-8 clients see no error text and no log lines, but ConvexError data", async () => {
    const http = new ConvexHttpClient(engine.url, { logger: false });
    await expect(http.query(people.fails, {})).rejects.toThrow(/^\[Request ID: [0-9a-f]{16}\] Server Error$/);
    await expect(http.mutation(messages.send, { room: "r", text: "" })).rejects.toMatchObject({
      data: { code: "empty", room: "r" },
    });
    const raw = await fetch(`${engine.url}/api/mutation`, {
      method: "POST",
      body: JSON.stringify({ path: "people:noisy", args: {} }),
    });
    expect(await raw.json()).toEqual({ status: "success", value: null });
    const socket = new ConvexClient(engine.url, {
      webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
      unsavedChangesWarning: false,
      logger: false,
    });
    await expect(socket.query(people.fails, {})).rejects.toThrow(/Server Error\s+Called by client/);
    await expect(socket.mutation(messages.send, { room: "r", text: "" })).rejects.toBeInstanceOf(ConvexError);
    await socket.close();
  });
});

describe("the official CLI", () => {
  let engine: EngineProcess;
  const project = createProject();
  beforeAll(async () => {
    engine = await startEngine({ dataDir: temporaryFolder("cli") });
    await pushApp(engine);
  });
  afterAll(async () => {
    project.remove();
    await engine.end("SIGTERM");
  });

  test("CL-9 run, with identity and for internal functions", async () => {
    expect(await project.cli(engine, "run", "counters:increment", '{"name":"cli"}')).toContain("1");
    expect(await project.cli(engine, "run", "people:secret")).toContain("hidden");
    expect(await project.cli(engine, "run", "people:whoAmI", "--identity", '{"name":"Ali"}')).toContain(
      '"name": "Ali"',
    );
    await expect(project.cli(engine, "run", "people:nope")).rejects.toThrow(/counters:increment/);
  });

  test("CL-9 env set, list, get and remove", async () => {
    await project.cli(engine, "env", "set", "TEST_VARIABLE", "قيمة");
    expect(await project.cli(engine, "env", "list")).toContain("TEST_VARIABLE=قيمة");
    expect(await project.cli(engine, "env", "get", "TEST_VARIABLE")).toContain("قيمة");
    expect(await project.cli(engine, "run", "people:variable")).toContain("قيمة");
    await project.cli(engine, "env", "remove", "TEST_VARIABLE");
    expect(await project.cli(engine, "run", "people:variable")).not.toContain("قيمة");
  });

  test("CL-9 data and function-spec", async () => {
    const http = new ConvexHttpClient(engine.url, { logger: false });
    for (let n = 0; n < 4; n += 1) await http.mutation(counters.write, { writer: "cli", n });
    expect(await project.cli(engine, "data")).toMatch(/counters\nentries\nmessages/);
    const newest = await project.cli(engine, "data", "entries", "--limit", "2", "--format", "jsonLines");
    expect(
      newest
        .trim()
        .split("\n")
        .map((line) => line.match(/"n": (\d)/)?.[1])
        .filter(Boolean),
    ).toEqual(["3", "2"]);
    const specification = await project.cli(engine, "function-spec");
    expect(specification).toContain('"identifier": "messages.js:send"');
    expect(specification).toContain(`"url": "${engine.url}"`);
  });

  test("CL-9 HT-12 logs of finished functions", async () => {
    const authorization = { Authorization: `Convex ${engine.adminKey}` };
    const poll = async (cursor: number) => {
      const response = await fetch(`${engine.url}/api/stream_function_logs?cursor=${cursor}`, {
        headers: authorization,
      });
      return (await response.json()) as {
        entries: { identifier: string; logLines: string[] }[];
        newCursor: number;
      };
    };
    const { newCursor } = await poll(0);
    const waiting = poll(newCursor);
    await new ConvexHttpClient(engine.url, { logger: false }).mutation(people.noisy, {});
    expect((await waiting).entries).toMatchObject([
      { identifier: "people.js:noisy", logLines: ["[LOG] 'noise' 1", "[WARN] 'careful'"] },
    ]);
  });

  test("CL-9 deploy with a schema that the data contradicts names the row and leaves the old code", async () => {
    const http = new ConvexHttpClient(engine.url, { logger: false });
    const id = await http.mutation(messages.send, { room: "strict", text: "t" });
    writeFileSync(
      path.join(project.folder, "convex/schema.ts"),
      'import { defineSchema, defineTable } from "convex/server";\nimport { v } from "convex/values";\n' +
        "export default defineSchema({ messages: defineTable({ room: v.number() }), counters: defineTable(v.any()), entries: defineTable(v.any()) });\n",
    );
    await expect(
      project.cli(engine, "deploy", "--typecheck", "disable", "--codegen", "disable"),
    ).rejects.toThrow(String(id));
    expect(await http.query(messages.list, { room: "strict" })).toHaveLength(1);
  });
});
