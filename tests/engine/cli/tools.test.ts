/** The command line's less travelled ways: its MCP server, commands of the cloud, logs, data, one-off queries. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { ConvexHttpClient } from "convex/browser";
import { afterAll, beforeAll, expect, test } from "vitest";
import { counters, messages } from "./appFunctions";
import {
  type AppProject,
  createProject,
  type EngineProcess,
  pushApp,
  startEngine,
  temporaryFolder,
} from "./engineProcess";

const root = path.resolve(import.meta.dirname, "../../..");
let engine: EngineProcess;
let project: AppProject;
beforeAll(async () => {
  engine = await startEngine({ dataDir: temporaryFolder("tools") });
  await pushApp(engine);
  project = createProject();
  const http = new ConvexHttpClient(engine.url, { logger: false });
  await http.mutation(counters.increment, { name: "tools" });
  await http.mutation(messages.send, { room: "r", text: "hello" });
});
afterAll(async () => {
  project.remove();
  await engine.end("SIGTERM");
});

function credentials(): Record<string, string> {
  return { CONVEX_SELF_HOSTED_URL: engine.url, CONVEX_SELF_HOSTED_ADMIN_KEY: engine.adminKey };
}

/** The account service that the MCP server asks whether somebody is logged in, before it turns to the deployment. */
async function startAccounts(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(request.method === "HEAD" ? undefined : JSON.stringify({ optInsToAccept: [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

/** One MCP client over the server's own pipes. */
class McpClient {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (message: { result?: unknown; error?: unknown }) => void>();
  #id = 0;

  constructor(accountsUrl: string) {
    const cli = path.join(root, "node_modules/convex/bin/main.js");
    this.#child = spawn(process.execPath, [cli, "mcp", "start"], {
      cwd: project.folder,
      env: {
        ...process.env,
        ...credentials(),
        CONVEX_PROVISION_HOST: accountsUrl,
        CONVEX_OVERRIDE_ACCESS_TOKEN: "anybody",
      },
      stdio: ["pipe", "pipe", "ignore"],
    });
    createInterface(this.#child.stdout ?? process.stdin).on("line", (line) => {
      const message = JSON.parse(line) as { id?: number; result?: unknown; error?: unknown };
      if (message.id !== undefined) this.#waiting.get(message.id)?.(message);
    });
  }

  async request(method: string, params: object): Promise<{ result?: unknown; error?: unknown }> {
    const id = ++this.#id;
    const answered = new Promise<{ result?: unknown; error?: unknown }>((resolve) =>
      this.#waiting.set(id, resolve),
    );
    this.#child.stdin?.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
    return await answered;
  }

  /** What a tool answers, as text. */
  async call(name: string, args: object): Promise<string> {
    return JSON.stringify((await this.request("tools/call", { name, arguments: args })).result);
  }

  close(): void {
    this.#child.kill();
  }
}

test("CL-14 the CLI's MCP server: status, tables, data, functions, variables, runs, queries, logs", async () => {
  const accounts = await startAccounts();
  const mcp = new McpClient(accounts.url);
  await mcp.request("initialize", {
    protocolVersion: "2025-03-26",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  });
  const status = await mcp.call("status", { projectDir: project.folder });
  const selector = /deploymentSelector\\*":\s*\\*"([^"\\]+)/.exec(status)?.[1];
  expect(selector, status).toBeDefined();
  const at = { deploymentSelector: selector };
  const tables = await mcp.call("tables", at);
  expect(tables).toContain("counters");
  expect(tables).toMatch(/fieldName\\*":\s*\\*"text/);
  expect(await mcp.call("data", { ...at, tableName: "messages", order: "desc" })).toContain("hello");
  expect(await mcp.call("functionSpec", at)).toContain("counters.js:increment");
  expect(await mcp.call("envList", at)).toContain("TEST_JWKS");
  const run = { ...at, functionName: "counters:get", args: '{"name":"tools"}' };
  expect(await mcp.call("run", run)).toMatch(/result\\*":\s*1/);
  const query =
    'import { query } from "convex:/_system/repl/wrappers.js"; export default query({ handler: async (ctx) => (await ctx.db.query("messages").collect()).length })';
  expect(await mcp.call("runOneoffQuery", { ...at, query })).toMatch(/result\\*":\s*1/);
  expect(await mcp.call("logs", { ...at, jsonl: true })).toContain("counters.js:increment");
  mcp.close();
  accounts.close();
}, 60_000);

test("CL-14 HT-14 what only the cloud has is refused at once and named", async () => {
  await expect(project.cli(engine, "deployment", "usage-limits", "list")).rejects.toThrow(/OnlyInTheCloud/);
  const headers = { Authorization: `Convex ${engine.adminKey}` };
  const deltas = await fetch(`${engine.url}/api/document_deltas?cursor=0`, { headers });
  expect([deltas.status, await deltas.json()]).toEqual([
    400,
    expect.objectContaining({ code: "OnlyInTheCloud" }),
  ]);
  const insights = project.cli(engine, "insights");
  await expect(insights).rejects.toThrow(/only available for cloud deployments/);
}, 60_000);

test("CL-9 data in its formats, one-off queries, identities, runs with a push", async () => {
  const lines = (await project.cli(engine, "data", "messages", "--format", "jsonl")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ text: "hello" }]);
  const array = await project.cli(engine, "data", "messages", "--format", "jsonArray", "--order", "asc");
  expect(JSON.parse(array)).toHaveLength(1);
  const oneOff = ["run", "--inline-query", 'return (await ctx.db.query("messages").collect()).length'];
  expect((await project.cli(engine, ...oneOff)).trim()).toBe("1");
  const identity = ["run", "people:whoAmI", "--identity", '{"subject":"someone"}'];
  expect(await project.cli(engine, ...identity)).toContain('"subject": "someone"');
  const push = ["run", "--push", "--typecheck", "disable", "--codegen", "disable"];
  const pushed = await project.cli(engine, ...push, "counters:get", '{"name":"tools"}');
  expect(pushed).toMatch(/^1$/m);
}, 60_000);

test("HT-15 the caller's address comes from the proxy when there is one, and from nobody else", async () => {
  const behind = await startEngine({
    dataDir: temporaryFolder("proxied"),
    extra: ["--site-url", "https://site.example"],
  });
  const seenBy = async (target: EngineProcess, port: string) => {
    await pushApp(target);
    const headers = { "X-Forwarded-For": "203.0.113.9, 198.51.100.7" };
    return await (await fetch(`${port}/ip`, { headers })).text();
  };
  const site = `${behind.url}/http`;
  expect(await seenBy(behind, site)).toBe("198.51.100.7");
  expect(await seenBy(engine, engine.siteUrl)).toMatch(/127\.0\.0\.1$/);
  await behind.end("SIGTERM");
}, 60_000);
