/** A small app of the usual kind: signed-in people, their tasks and pictures, a feed in pages, search, Node and HTTP. */
import type { ProgramSource } from "./deploy";

export const todoApp: ProgramSource = {
  "auth.config.ts": `export default { providers: [{ domain: process.env.CLERK_JWT_ISSUER_DOMAIN, applicationID: "convex" }] };`,
  "schema.ts": `
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
export default defineSchema({
  tasks: defineTable({ owner: v.string(), text: v.string(), done: v.boolean(), picture: v.optional(v.id("_storage")) })
    .index("by_owner", ["owner", "done"])
    .searchIndex("text", { searchField: "text", filterFields: ["owner"] }),
  feed: defineTable({ n: v.number(), text: v.string() }).index("by_n", ["n"]),
});`,
  "tasks.ts": `
import { ConvexError, v } from "convex/values";
import { mutation, query } from "./_generated/server";
const me = async (ctx) => {
  const identity = await ctx.auth.getUserIdentity();
  if (identity === null) throw new ConvexError("Not signed in");
  return identity.tokenIdentifier;
};
export const list = query({ args: {}, handler: async (ctx) => {
  const owner = await me(ctx);
  const tasks = await ctx.db.query("tasks").withIndex("by_owner", (q) => q.eq("owner", owner)).collect();
  return Promise.all(tasks.map(async (task) => ({ ...task, url: task.picture ? await ctx.storage.getUrl(task.picture) : null })));
} });
export const add = mutation({ args: { text: v.string() }, returns: v.id("tasks"), handler: async (ctx, { text }) => {
  if (text.trim() === "") throw new ConvexError({ code: "empty", field: "text" });
  return await ctx.db.insert("tasks", { owner: await me(ctx), text, done: false });
} });
export const toggle = mutation({ args: { id: v.id("tasks") }, handler: async (ctx, { id }) => {
  const task = await ctx.db.get(id);
  if (task === null || task.owner !== (await me(ctx))) throw new ConvexError("Not yours");
  await ctx.db.patch(id, { done: !task.done });
} });
export const search = query({ args: { text: v.string() }, handler: async (ctx, { text }) => {
  const owner = await me(ctx);
  return (await ctx.db.query("tasks").withSearchIndex("text", (q) => q.search("text", text).eq("owner", owner)).take(10)).map((task) => task.text);
} });
export const uploadUrl = mutation({ args: {}, handler: async (ctx) => { await me(ctx); return await ctx.storage.generateUploadUrl(); } });
export const attach = mutation({ args: { id: v.id("tasks"), picture: v.id("_storage") }, handler: async (ctx, { id, picture }) => {
  const task = await ctx.db.get(id);
  if (task?.picture) await ctx.storage.delete(task.picture);
  await ctx.db.patch(id, { picture });
  return await ctx.db.system.get(picture);
} });`,
  "feed.ts": `
import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { internalMutation, mutation, query } from "./_generated/server";
export const page = query({ args: { paginationOpts: paginationOptsValidator }, handler: (ctx, { paginationOpts }) => ctx.db.query("feed").withIndex("by_n").order("desc").paginate(paginationOpts) });
export const size = query({ args: { label: v.optional(v.string()) }, handler: async (ctx) => (await ctx.db.query("feed").collect()).length });
export const put = mutation({ args: { n: v.number(), text: v.string() }, handler: (ctx, args) => ctx.db.insert("feed", args) });
export const drop = mutation({ args: { n: v.number() }, handler: async (ctx, { n }) => {
  for (const row of await ctx.db.query("feed").withIndex("by_n", (q) => q.eq("n", n)).collect()) await ctx.db.delete(row._id);
} });
export const fill = internalMutation({ args: { count: v.number() }, handler: async (ctx, { count }) => { for (let n = 1; n <= count; n += 1) await ctx.db.insert("feed", { n, text: "item " + n }); } });`,
  "nodeTools.ts": `"use node";
import { createHash } from "node:crypto";
import { decodeJwt } from "jose";
import { v } from "convex/values";
import { internal } from "./_generated/api";
import { action } from "./_generated/server";
export const digest = action({ args: { text: v.string() }, handler: async (_ctx, { text }) => createHash("sha256").update(text).digest("hex") });
export const claims = action({ args: { token: v.string() }, handler: async (_ctx, { token }) => decodeJwt(token).sub ?? null });
export const fillFeed = action({ args: { count: v.number() }, handler: async (ctx, { count }) => { await ctx.runMutation(internal.feed.fill, { count }); return null; } });`,
  "http.ts": `
import { httpRouter } from "convex/server";
import { httpAction } from "./_generated/server";
import { api } from "./_generated/api";
const http = httpRouter();
http.route({ path: "/api/tasks", method: "POST", handler: httpAction(async (ctx, request) => {
  const { text } = await request.json();
  try { return Response.json({ id: await ctx.runMutation(api.tasks.add, { text }) }, { status: 201 }); }
  catch (error) { return Response.json({ data: error.data ?? null }, { status: 400 }); }
}) });
http.route({ path: "/sse", method: "GET", handler: httpAction(async () => {
  const body = new ReadableStream({ async start(controller) {
    for (const n of [1, 2, 3]) { controller.enqueue(new TextEncoder().encode("data: " + n + "\\n\\n")); await new Promise((resolve) => setTimeout(resolve, 20)); }
    controller.close();
  } });
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
}) });
http.route({ path: "/picture", method: "POST", handler: httpAction(async (ctx, request) => {
  const id = await ctx.storage.store(await request.blob());
  const blob = await ctx.storage.get(id);
  return new Response(blob, { headers: { "X-Id": id } });
}) });
export default http;`,
};
