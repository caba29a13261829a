/** Modules that await while they are loaded: alone, through others, in Node, failing, never ending. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AppSource, TestDeployment } from "./testDeployment";

const shared = `
  export const table = await (async () => { await null; return { greeting: "مرحبا", at: Date.now() }; })();
  export let turns = 0;
  export function turn() { return ++turns; }`;
const app: AppSource = {
  "shared.ts": shared,
  "direct.ts": `
    import { action, mutation, query } from "./_generated/server";
    import { table, turn, turns } from "./shared";
    const doubled = await Promise.resolve(21 * 2);
    let where = "unknown";
    try { await Promise.reject(new Error("expected")); } catch (error) { where = error.message; }
    export const asks = query({ args: {}, handler: async () => [doubled, where, table.greeting, Date.now() - table.at > 0] });
    export const writes = mutation({ args: {}, handler: async (ctx) => { turn(); await ctx.db.insert("rows", { text: table.greeting }); return turns > 0; } });
    export const acts = action({ args: {}, handler: async () => [doubled, where, table.greeting] });
    export const fails = query({ args: {}, handler: async () => { throw new Error("on line 10"); } });`,
  "through.ts": `
    import { action, query } from "./_generated/server";
    import { table } from "./shared";
    export const asks = query({ args: {}, handler: async () => table.greeting });
    export const late = action({ args: {}, handler: async () => (await import("./shared")).table.greeting });`,
  "inNode.ts": `"use node";
    import { internalAction } from "./_generated/server";
    import { internal } from "./_generated/api";
    const os = await import("node:os");
    export default internalAction({ args: {}, handler: async () => typeof os.cpus });`,
  "http.ts": `
    import { httpRouter } from "convex/server";
    import { httpAction } from "./_generated/server";
    const text = await Promise.resolve("awaited");
    const http = httpRouter();
    http.route({ path: "/text", method: "GET", handler: httpAction(async () => new Response(text)) });
    export default http;`,
};

let clock = Date.UTC(2026, 0, 1);
let deployment: TestDeployment;

beforeAll(async () => {
  deployment = await TestDeployment.open({ now: () => (clock += 10) });
  await deployment.push(app);
});

afterAll(async () => {
  await deployment.close();
});

test("PU-15 a module that awaits while it loads serves queries, mutations and actions", async () => {
  const found = [42, "expected", "مرحبا"];
  expect(deployment.query("direct:asks")).toMatchObject({ error: null, value: [...found, true] });
  expect(await deployment.mutation("direct:writes")).toMatchObject({ error: null, value: true });
  expect((await deployment.action("direct:acts")).value).toEqual(found);
});

test("PU-15 so do modules that import it, those of Node, and the router", async () => {
  expect(deployment.query("through:asks").value).toBe("مرحبا");
  expect((await deployment.action("through:late")).value).toBe("مرحبا");
  const inNode = await deployment.action("inNode", {}, { allowInternal: true });
  expect(inNode).toMatchObject({ error: null, value: "function" });
  const request = new Request("http://site.test/text");
  const response = await deployment.runtime.executor.runHttpAction(request, {
    header: undefined,
    ip: "127.0.0.1",
  });
  expect(await response.text()).toBe("awaited");
});

test("PU-15 its failures point into the developer's file", () => {
  expect(deployment.query("direct:fails").error).toContain(
    "on line 10\n    at handler (../convex/direct.ts:10:",
  );
});

test.each([
  [
    "fails",
    `await Promise.reject(new Error("no table"));`,
    "Failed to analyze bad.js: Uncaught Error: no table",
  ],
  [
    "never ends",
    `await new Promise(() => {});`,
    "Failed to analyze bad.js: Function execution unexpectedly paused",
  ],
])("PU-15 one that %s is refused, and the version before runs on", async (_what, code, text) => {
  const bad = `import { query } from "./_generated/server"; ${code} export const q = query({ args: {}, handler: async () => 1 });`;
  await expect(deployment.push({ ...app, "bad.ts": bad })).rejects.toThrow(text);
  expect(deployment.query("through:asks").value).toBe("مرحبا");
});
