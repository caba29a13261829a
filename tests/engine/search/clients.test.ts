/** Search over the wire: the app pushed by the official CLI, a real client subscribed, the process restarted. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConvexClient, ConvexHttpClient } from "convex/browser";
import { type FunctionReference, makeFunctionReference } from "convex/server";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import {
  type AppProject,
  createProject,
  type EngineProcess,
  startEngine,
  temporaryFolder,
} from "../cli/engineProcess";
import { shopApp } from "./searchApp";

type Args = Record<string, unknown>;
const search: FunctionReference<"query", "public", Args, unknown> = makeFunctionReference("products:search");
const add: FunctionReference<"mutation", "public", Args, unknown> = makeFunctionReference("products:add");
const similar: FunctionReference<"action", "public", Args, unknown> =
  makeFunctionReference("products:similar");

/** The pushed text as a project; its functions are not typed, so the CLI must not check them. */
function shopProject(): AppProject {
  const folder = temporaryFolder("shop");
  mkdirSync(path.join(folder, "convex"));
  writeFileSync(path.join(folder, "package.json"), '{"type":"module","dependencies":{"convex":"1.48.0"}}');
  for (const [name, text] of Object.entries(shopApp)) writeFileSync(path.join(folder, "convex", name), text);
  try {
    return createProject(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("search for real clients", () => {
  const dataDir = temporaryFolder("engine");
  let engine: EngineProcess;
  let project: AppProject;
  let pushed: string;

  beforeAll(async () => {
    engine = await startEngine({ dataDir });
    project = shopProject();
    pushed = await project.cli(engine, "dev", "--once", "--typecheck", "disable");
  });

  afterAll(async () => {
    project.remove();
    await engine.end("SIGTERM");
  });

  test("[SE-16] [SE-21] the CLI names the indexes; a subscription gets what comes to match; a restart changes nothing", async () => {
    expect(pushed).toMatch(/products\.search_name.*\(text\).*name.*filter on shop/);
    expect(pushed).toMatch(/products\.by_taste.*\(vector\).*taste.*\(2 dimensions\).*filter on shop/);
    const http = new ConvexHttpClient(engine.url);
    await http.mutation(add, { name: "Green tea", shop: "a", taste: [1, 0] });
    const client = new ConvexClient(engine.url, {
      webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
    });
    const seen: unknown[] = [];
    client.onUpdate(search, { text: "te", shop: "a" }, (value) => seen.push(value));
    await vi.waitFor(() => expect(seen).toEqual([["Green tea"]]), { timeout: 10_000 });
    await client.mutation(add, { name: "Coffee", shop: "a", taste: [0, 1] });
    await client.mutation(add, { name: "Teapot", shop: "b" });
    await client.mutation(add, { name: "Tea", shop: "a" });
    await vi.waitFor(() => expect(seen.at(-1)).toEqual(["Tea", "Green tea"]));
    expect(seen).toHaveLength(2);
    await client.close();

    await engine.end("SIGKILL");
    engine = await startEngine({ dataDir });
    const again = new ConvexHttpClient(engine.url);
    expect(await again.query(search, { text: "tea" })).toEqual(["Tea", "Green tea", "Teapot"]);
    expect(await again.action(similar, { vector: [0, 2], limit: 1 })).toMatchObject({ names: ["Coffee"] });
  }, 60_000);
});
