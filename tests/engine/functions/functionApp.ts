/** The app of the function tests: one file of queries and mutations, one of actions, one in Node. */
import type { AppSource } from "./testDeployment";

const functions = `
import { ConvexError, v } from "convex/values";
import { paginationOptsValidator } from "convex/server";
import { api, internal } from "./_generated/api";
import { internalMutation, internalQuery, mutation, query } from "./_generated/server";

const importedAt = Date.now();
const importedRandom = Math.random();

export const imported = query({ args: {}, handler: async () => ({ importedAt, importedRandom }) });
export const clock = query({ args: {}, handler: async () => {
  const first = [Date.now(), new Date().getTime(), performance.now()];
  for (let i = 0; i < 200000; i++) Math.sqrt(i);
  return { first, last: [Date.now(), new Date().getTime(), performance.now()], isDate: new Date() instanceof Date, year: new Date(0).getUTCFullYear() };
} });
export const random = query({ args: {}, handler: async () => [Math.random(), Math.random()] });
export const forbidden = query({ args: { what: v.string() }, handler: async (_ctx, { what }) => {
  if (what === "fetch") await fetch("http://example.test");
  if (what === "timer") setTimeout(() => {}, 1);
  if (what === "generateKey") await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
} });
export const webCrypto = query({ args: {}, handler: async () => {
  const text = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const data = new TextEncoder().encode("مرحبا");
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode("secret"), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
  const signature = await crypto.subtle.sign("HMAC", key, data);
  return {
    digest: text(await crypto.subtle.digest("SHA-256", data)),
    hmac: text(signature),
    verified: await crypto.subtle.verify("HMAC", key, signature, data),
    forged: await crypto.subtle.verify("HMAC", key, new Uint8Array(32), data),
    isKey: key instanceof CryptoKey,
    isBuffer: signature instanceof ArrayBuffer,
    random: crypto.getRandomValues(new Uint8Array(4)).length,
    uuid: crypto.randomUUID().length,
    clone: structuredClone({ a: [1, new Date(5)] }).a[1].getTime(),
    url: new URL("/x?y=1", "https://a.test").searchParams.get("y"),
    decoded: new TextDecoder().decode(data),
  };
} });
export const bytes = query({ args: { b: v.bytes() }, handler: async (_ctx, { b }) => new TextEncoder().encode(new TextDecoder().decode(b) + "!").buffer });
export const environment = query({ args: {}, handler: async () => {
  let readOnly = false;
  try { process.env["NEW"] = "x"; } catch { readOnly = true; }
  return { greeting: process.env["GREETING"] ?? null, site: process.env["CONVEX_SITE_URL"], cloud: process.env["CONVEX_CLOUD_URL"], readOnly, self: self === globalThis, global: typeof global, window: typeof window };
} });
export const never = query({ args: {}, handler: async () => { await new Promise(() => {}); } });
export const spin = query({ args: { after: v.boolean() }, handler: async (ctx, { after }) => {
  if (after) { await ctx.db.query("notes").first(); for (;;) await null; }
  for (;;) {}
} });
export const quick = query({ args: {}, handler: async () => "quick" });
export const returnsText = query({ args: {}, returns: v.string(), handler: async () => 7 as unknown as string });
export const returnsNothing = query({ args: {}, handler: async () => {} });
export const returnsQuery = query({ args: {}, handler: async (ctx) => ctx.db.query("notes") });
function deeper() {
  throw new Error("from the depths");
}
export const throws = query({ args: {}, handler: async (ctx) => {
  await ctx.db.query("notes").first();
  deeper();
} });
export const throwsText = query({ args: {}, handler: async () => { throw "just text"; } });
export const throwsData = query({ args: {}, handler: async () => { throw new ConvexError({ code: "teapot", n: 1n }); } });
export const logs = query({ args: {}, handler: async () => {
  console.log("text", 1, { a: [true, null] }, new Map([["k", 1]]));
  console.warn("careful");
  console.error(new Error("inner").message);
  console.debug(undefined);
  console.info("x".repeat(40000));
} });
export const chatty = query({ args: {}, handler: async () => { for (let i = 0; i < 300; i++) console.log(i); } });
export const notes = query({ args: {}, handler: async (ctx) => (await ctx.db.query("notes").collect()).map((note) => note.text) });
export const add = mutation({ args: { text: v.string() }, handler: async (ctx, { text }) => await ctx.db.insert("notes", { text }) });
export const increment = mutation({ args: {}, handler: async (ctx) => {
  const note = await ctx.db.query("notes").first();
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  if (note === null) await ctx.db.insert("notes", { text: "1" });
  else await ctx.db.patch(note._id, { text: String(Number(note.text) + 1) });
} });
export const addThenThrow = internalMutation({ args: { text: v.string() }, handler: async (ctx, { text }) => {
  await ctx.db.insert("notes", { text });
  throw new ConvexError({ undone: text });
} });
export const subTransactions = mutation({ args: {}, handler: async (ctx) => {
  await ctx.db.insert("notes", { text: "outer" });
  let caught = null;
  try { await ctx.runMutation(internal.main.addThenThrow, { text: "undone" }); } catch (error) { caught = error.data; }
  await ctx.runMutation(api.main.add, { text: "nested" });
  return { caught, pending: await ctx.runQuery(api.main.notes, {}), stale: await ctx.runQuery(api.main.notes, {}, { useStaleSnapshot: true }) };
} });
export const uncaughtNested = mutation({ args: {}, handler: async (ctx) => {
  await ctx.db.insert("notes", { text: "gone too" });
  await ctx.runMutation(internal.main.addThenThrow, { text: "gone" });
} });
export const parallelNested = mutation({ args: {}, handler: async (ctx) => {
  const results = await Promise.allSettled([
    ctx.runMutation(api.main.add, { text: "p1" }),
    ctx.runMutation(internal.main.addThenThrow, { text: "p2" }),
    ctx.runMutation(api.main.add, { text: "p3" }),
  ]);
  return results.map((result) => result.status);
} });
export const recurse = query({ args: { left: v.number() }, handler: async (ctx, { left }): Promise<number> =>
  left === 0 ? 0 : 1 + (await ctx.runQuery(api.main.recurse, { left: left - 1 })) });
export const queryRunsMutation = query({ args: {}, handler: async (ctx) => {
  // @ts-expect-error a query context has no runMutation
  await ctx.runMutation(api.main.add, { text: "x" });
} });
export const limited = mutation({ args: { limit: v.number() }, handler: async (ctx, { limit }) =>
  await ctx.runMutation(api.main.addThree, {}, { transactionLimits: { documentsWritten: limit } }) });
export const addThree = mutation({ args: {}, handler: async (ctx) => {
  for (const text of ["l1", "l2", "l3"]) await ctx.db.insert("notes", { text });
} });
export const forgottenAwait = mutation({ args: {}, handler: async (ctx) => {
  await ctx.db.insert("notes", { text: "before" });
  // @ts-expect-error refused by the schema
  ctx.db.insert("notes", { text: 5 });
} });
export const caughtFailure = mutation({ args: {}, handler: async (ctx) => {
  // @ts-expect-error refused by the schema
  try { await ctx.db.insert("notes", { text: 5 }); } catch { await ctx.db.insert("notes", { text: "caught" }); }
} });
export const forgottenButFine = mutation({ args: {}, handler: async (ctx) => {
  void ctx.db.insert("notes", { text: "still written" });
} });
export const whoami = query({ args: {}, handler: async (ctx) => (await ctx.auth.getUserIdentity())?.subject ?? null });
export const whoamiNested = query({ args: {}, handler: async (ctx): Promise<string | null> => await ctx.runQuery(api.main.whoami, {}) });
export const hidden = internalQuery({ args: {}, handler: async () => "secret" });
export const page = query({ args: { paginationOpts: paginationOptsValidator }, handler: async (ctx, { paginationOpts }) => await ctx.db.query("notes").paginate(paginationOpts) });
export const twoPages = query({ args: {}, handler: async (ctx) => {
  const opts = { numItems: 1, cursor: null };
  await ctx.db.query("notes").paginate(opts);
  await ctx.db.query("notes").paginate(opts);
} });
export const schedulesMany = mutation({ args: { count: v.number() }, handler: async (ctx, { count }) => {
  for (let n = 0; n < count; n += 1) await ctx.scheduler.runAfter(3_600_000, api.main.add, { text: "far" });
} });
const pageTwice = async (ctx) => {
  await ctx.db.query("notes").paginate({ numItems: 1, cursor: null });
  await ctx.runQuery(api.main.page, { paginationOpts: { numItems: 1, cursor: null } });
};
export const nestedPages = query({ args: {}, handler: pageTwice });
export const nestedPagesInMutation = mutation({ args: {}, handler: pageTwice });
export const twoPagesInMutation = mutation({ args: {}, handler: async (ctx) => {
  await ctx.db.query("notes").paginate({ numItems: 1, cursor: null });
  await ctx.db.query("notes").paginate({ numItems: 1, cursor: null });
} });
export const token = mutation({ args: { claims: v.any(), seconds: v.number() }, handler: async (ctx, { claims, seconds }) =>
  await ctx.auth.signJwt({ claims, expiresInSeconds: seconds }) });
export const lateImport = query({ args: {}, handler: async () => (await import("./late")).late });
export const metadata = query({ args: {}, handler: async (ctx) => ({ ...(await ctx.meta.getFunctionMetadata()), metrics: (await ctx.meta.getTransactionMetrics()).documentsRead }) });
`;

const actions = `
import { createFunctionHandle } from "convex/server";
import { ConvexError, v } from "convex/values";
import { api } from "./_generated/api";
import { action } from "./_generated/server";

export const webClasses = action({ args: {}, handler: async () => {
  const response = new Response(new Blob(["ab", "c"]));
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 128 }, true, ["encrypt", "decrypt"]);
  const buffer = await new Request("http://a.test", { method: "POST", body: "body" }).arrayBuffer();
  await new Promise((resolve) => setTimeout(resolve, 1));
  return { text: await response.text(), key: key instanceof CryptoKey, buffer: buffer instanceof ArrayBuffer,
    global: typeof global, Buffer: typeof Buffer, process: Object.keys(process), now: Date.now(),
    sameCrypto: globalThis.crypto === crypto && self.performance === performance };
} });
export const needsNode = action({ args: {}, handler: async () => {
  const name = "node:" + "fs";
  // @ts-expect-error not available here
  return typeof require(name);
} });
export const slowWho = action({ args: { waitMs: v.number(), name: v.string() }, handler: async (ctx, { waitMs, name }) => {
  console.log("begin", name);
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  console.log("end", name);
  const request = await ctx.meta.getRequestMetadata();
  return { subject: (await ctx.auth.getUserIdentity())?.subject ?? null, requestId: request.requestId };
} });
export const dangling = action({ args: {}, handler: async (ctx) => {
  void ctx.runMutation(api.main.add, { text: "dangling" });
  void ctx.runQuery(api.main.notes, {});
} });
export const relay = action({ args: {}, handler: async (ctx) => {
  try { await ctx.runQuery(api.main.throwsData, {}); } catch (error) {
    if (error instanceof ConvexError) throw new ConvexError({ relayed: error.data.code });
  }
} });
export const nestedFailure = action({ args: {}, handler: async (ctx) => { await ctx.runQuery(api.main.throws, {}); } });
export const handles = action({ args: {}, handler: async (ctx) => {
  const handle = await createFunctionHandle(api.main.add);
  const id = await ctx.runMutation(handle, { text: "by handle" });
  return { handle, id };
} });
export const lateImport = action({ args: {}, handler: async () => (await import("./late")).late });
export const forever = action({ args: {}, handler: async () => { await new Promise(() => {}); } });
`;

/** The CLI's bundles take `node:async_hooks` from the global object. */
const asyncContext = `
import { action, mutation, query } from "./_generated/server";
const { AsyncLocalStorage, AsyncResource } = globalThis as any;
const storage = new AsyncLocalStorage();
async function follow(pause: () => Promise<unknown>) {
  const within = (name: string) => storage.run(name, async () => { await pause(); return storage.getStore(); });
  const seen = await storage.run("outer", async () => {
    await pause();
    const inner = await Promise.all([within("x"), within("y")]);
    const resource = new AsyncResource("R");
    const snapshot = AsyncLocalStorage.snapshot();
    return [storage.getStore(), ...inner, storage.exit(() => storage.getStore() ?? null),
      storage.run("z", () => resource.runInAsyncScope(() => storage.getStore())),
      storage.run("z", () => snapshot(() => storage.getStore()))];
  });
  return [...seen, storage.getStore() ?? null];
}
export const inQuery = query({ args: {}, handler: async (ctx) => await follow(() => ctx.db.query("notes").first()) });
export const inMutation = mutation({ args: {}, handler: async (ctx) => await follow(() => ctx.db.query("notes").first()) });
export const inAction = action({ args: {}, handler: async () => await follow(() => new Promise((r) => setTimeout(r, 2))) });
export const entered = mutation({ args: {}, handler: async (ctx) => {
  const before = storage.getStore() ?? null;
  storage.enterWith("entered");
  await ctx.db.query("notes").first();
  return [before, storage.getStore()];
} });
export const spin = mutation({ args: {}, handler: async () => await storage.run("s", async () => { await null; for (;;); }) });
`;

const node = `"use node";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { api } from "./_generated/api";
import { action } from "./_generated/server";

export const md5 = action({ args: {}, handler: async (ctx) => {
  await ctx.runMutation(api.main.add, { text: "from node" });
  return [createHash("md5").update("x").digest("hex"), typeof readFileSync, typeof Buffer, process.env["GREETING"] ?? null];
} });
`;

export const functionApp: AppSource = {
  "schema.ts": `import { defineSchema, defineTable } from "convex/server"; import { v } from "convex/values";
    export default defineSchema({ notes: defineTable({ text: v.string() }) });`,
  "asyncContext.ts": asyncContext,
  "main.ts": functions,
  "work.ts": actions,
  "nodeWork.ts": node,
  "late.ts": `export const late = "loaded late";`,
};
