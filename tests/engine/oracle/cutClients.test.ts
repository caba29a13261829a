/**
 * The real client library through a network that breaks at random bytes: afterwards every client shows what a fresh one
 * shows, and every mutation has happened exactly once and in its client's order.
 */
import { ConvexClient, ConvexHttpClient } from "convex/browser";
import { makeFunctionReference } from "convex/server";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type Deployment, startDeployment } from "../../../engine/cli/deployment";
import { temporaryFolder } from "../cli/engineProcess";
import { asObject, pushBody } from "../functions/testDeployment";
import { startRandomCutProxy } from "./randomCutProxy";

const app = {
  "schema.ts": `
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
export default defineSchema({
  counters: defineTable({ name: v.string(), n: v.number() }).index("by_name", ["name"]),
  done: defineTable({ client: v.number(), n: v.number(), name: v.string() }).index("by_client", ["client", "n"]).index("by_name", ["name"]),
});`,
  "work.ts": `
import { v } from "convex/values";
import { mutation, query } from "./_generated/server";
import { paginationOptsValidator } from "convex/server";
export const bump = mutation({ args: { client: v.number(), n: v.number(), name: v.string(), stumble: v.boolean() },
  handler: async (ctx, { client, n, name, stumble }) => {
    const row = await ctx.db.query("counters").withIndex("by_name", (q) => q.eq("name", name)).unique();
    if (row === null) await ctx.db.insert("counters", { name, n: 1 });
    else await ctx.db.patch(row._id, { n: row.n + 1 });
    await ctx.db.insert("done", { client, n, name });
    // A caught failure: such a mutation commits later than others.
    if (stumble) try { await ctx.db.get("no id" as any); } catch {}
    return (row?.n ?? 0) + 1;
  } });
export const refuse = mutation({ args: { name: v.string() }, handler: async (ctx, { name }) => {
  await ctx.db.insert("counters", { name, n: 1_000_000 });
  throw new Error("refused on purpose");
} });
export const counters = query({ args: {}, handler: async (ctx) => (await ctx.db.query("counters").withIndex("by_name").collect()).map(({ name, n }) => [name, n]) });
export const counter = query({ args: { name: v.string() }, handler: async (ctx, { name }) => (await ctx.db.query("counters").withIndex("by_name", (q) => q.eq("name", name)).unique())?.n ?? 0 });
export const ofClient = query({ args: { client: v.number() }, handler: async (ctx, { client }) => (await ctx.db.query("done").filter((q) => q.eq(q.field("client"), client)).collect()).map(({ n }) => n) });
export const latest = query({ args: { count: v.number() }, handler: async (ctx, { count }) => (await ctx.db.query("done").order("desc").take(count)).map(({ client, n }) => [client, n]) });
export const page = query({ args: { paginationOpts: paginationOptsValidator, name: v.string() }, handler: async (ctx, { paginationOpts, name }) => {
  const { page } = await ctx.db.query("done").withIndex("by_name", (q) => q.eq("name", name)).order("desc").paginate(paginationOpts);
  return page.map(({ client, n }) => [client, n]);
} });
`,
};

const bump = makeFunctionReference<
  "mutation",
  { client: number; n: number; name: string; stumble: boolean },
  number
>("work:bump");
const refuse = makeFunctionReference<"mutation", { name: string }, null>("work:refuse");
const query = (name: string) =>
  makeFunctionReference<"query", Record<string, unknown>, unknown>(`work:${name}`);

const NAMES = ["a", "b", "c"] as const;
const rounds = Number(process.env["ENGINE_FUZZ_CUT_ROUNDS"] ?? 1);
const CLIENTS = 3;
const MUTATIONS = 60;

let dataDir: string;
let deployment: Deployment;
const problems: unknown[] = [];

beforeAll(async () => {
  dataDir = temporaryFolder("cut-clients");
  deployment = await startDeployment({
    port: 0,
    sitePort: 0,
    dataDir,
    host: "127.0.0.1",
    mode: "dev",
    instanceName: "cut",
    cloudUrl: null,
    siteUrl: null,
    projectDir: process.cwd(),
    adminKey: undefined,
    reportError: (error) => problems.push(error),
    onUnwritable: (error) => problems.push(error),
  });
  const post = async (step: string, body: object) => {
    const response = await fetch(`${deployment.cloudUrl}/api/deploy2/${step}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, adminKey: deployment.adminKey }),
    });
    if (!response.ok) throw new Error(await response.text());
    return asObject(await response.json());
  };
  const startPush = await post("start_push", await pushBody(app));
  await post("wait_for_schema", { schemaChange: startPush["schemaChange"] });
  await post("finish_push", { startPush, dryRun: false });
});
afterAll(async () => {
  await deployment.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function newClient(url: string): ConvexClient {
  const made = new ConvexClient(url, {
    webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
    unsavedChangesWarning: false,
    logger: false,
  });
  // Only so that a lost connection costs a test milliseconds instead of seconds.
  const { webSocketManager } = made.client as unknown as {
    webSocketManager: { defaultInitialBackoff: number; maxBackoff: number };
  };
  webSocketManager.defaultInitialBackoff = 20;
  webSocketManager.maxBackoff = 100;
  return made;
}

interface View {
  key: string;
  values: unknown[];
}

function subscribe(made: ConvexClient, of: readonly (readonly [string, Record<string, unknown>])[]): View[] {
  return of.map(([name, args]) => {
    const view: View = { key: `${name} ${JSON.stringify(args)}`, values: [] };
    made.onUpdate(query(name), args, (value) => view.values.push(value));
    return view;
  });
}

const views = (client: number) =>
  [
    ["counters", {}],
    ["counter", { name: "a" }],
    ["counter", { name: "never" }],
    ["ofClient", { client }],
    ["latest", { count: 5 }],
  ] as const;

describe("clients on a network that breaks", () => {
  test.each(Array.from({ length: rounds }, (_, round) => round))(
    "[SY-10] round %i: every mutation once, every result as a fresh client has it",
    async (round) => {
      const seed = rounds === 1 ? 20_261_121 : Math.floor(Math.random() * 2 ** 31);
      if (rounds > 1) console.log(`round ${round}: seed ${seed}`);
      const random = randomFrom(seed);
      const before = Object.fromEntries(
        (await new ConvexHttpClient(deployment.cloudUrl).query(query("counters"), {})) as [string, number][],
      );
      const proxy = await startRandomCutProxy(deployment.cloudUrl, {
        random,
        cuts: 40,
        maxBytes: 9000,
        maxMs: 400,
      });
      const expected = new Map<string, number>(NAMES.map((name) => [name, before[name] ?? 0]));
      const clients = Array.from({ length: CLIENTS }, () => newClient(proxy.url));
      const watched = clients.map((one, at) => subscribe(one, views(round * CLIENTS + at)));
      try {
        await Promise.all(
          clients.map(async (one, at) => {
            const pending: Promise<number>[] = [];
            for (let n = 0; n < MUTATIONS; n += 1) {
              const name = NAMES[Math.floor(random() * NAMES.length)] ?? "a";
              expected.set(name, (expected.get(name) ?? 0) + 1);
              pending.push(
                one.mutation(bump, { client: round * CLIENTS + at, n, name, stumble: random() < 0.3 }),
              );
              if (random() < 0.1)
                await expect(one.mutation(refuse, { name: "never" })).rejects.toThrow(/on purpose/);
              if (random() < 0.2) {
                const [dropped] = subscribe(one, [["counter", { name }]]);
                expect(dropped?.values.length).toBeLessThan(2);
              }
              await new Promise((next) => setTimeout(next, random() * 40));
            }
            const results = await Promise.all(pending);
            expect(results.every((value) => Number.isInteger(value) && value > 0)).toBe(true);
          }),
        );
        proxy.stopCutting();
        expect(proxy.cutsMade()).toBeGreaterThan(10);
        const fresh = newClient(deployment.cloudUrl);
        clients.push(fresh);
        for (const [at, ofClient] of watched.entries()) {
          const freshViews = subscribe(fresh, views(round * CLIENTS + at));
          await expect.poll(() => freshViews.every(({ values }) => values.length > 0)).toBe(true);
          for (const [index, view] of ofClient.entries())
            await expect
              .poll(() => view.values.at(-1), { message: view.key })
              .toEqual(freshViews[index]?.values.at(-1));
          const order = freshViews.find(({ key }) => key.startsWith("ofClient"))?.values.at(-1);
          expect(order).toEqual(Array.from({ length: MUTATIONS }, (_, n) => n));
        }
        const counted = new Map(
          (await new ConvexHttpClient(deployment.cloudUrl).query(query("counters"), {})) as [
            string,
            number,
          ][],
        );
        expect(counted).toEqual(expected);
        // Time never went backwards for anyone: a counter only grows.
        for (const ofClient of watched) {
          const values = (ofClient[1]?.values ?? []) as number[];
          expect(values).toEqual([...values].sort((a, b) => a - b));
        }
        expect(problems).toEqual([]);
      } finally {
        await Promise.all(clients.map((one) => one.close()));
        await proxy.close();
      }
    },
    60_000,
  );
});
