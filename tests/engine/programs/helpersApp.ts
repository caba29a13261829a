/** An app built on `convex-helpers`, one use of each part that touches the deployment. */
import type { ProgramSource } from "./deploy";

export const helpersApp: ProgramSource = {
  "schema.ts": `
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { migrationsTable } from "convex-helpers/server/migrations";
import { rateLimitTables } from "convex-helpers/server/rateLimit";
export default defineSchema({
  ...rateLimitTables,
  migrations: migrationsTable,
  users: defineTable({ name: v.string(), token: v.string() }).index("token", ["token"]),
  posts: defineTable({ author: v.id("users"), title: v.string(), rank: v.number(), published: v.optional(v.boolean()) })
    .index("author", ["author"]).index("rank", ["rank"]).index("author_rank", ["author", "rank"]),
  comments: defineTable({ post: v.id("posts"), text: v.string() }).index("post", ["post"]),
  tags: defineTable({ name: v.string() }).index("name", ["name"]),
  postTags: defineTable({ postId: v.id("posts"), tagId: v.id("tags") }).index("postId", ["postId"]).index("tagId", ["tagId"]),
  counts: defineTable({ author: v.id("users"), posts: v.number() }).index("author", ["author"]),
  visits: defineTable({ sessionId: v.string(), page: v.string() }).index("sessionId", ["sessionId"]),
});`,
  "relations.ts": `
import { v } from "convex/values";
import { asyncMap } from "convex-helpers";
import { getAll, getManyFrom, getManyVia, getOneFrom, getOneFromOrThrow } from "convex-helpers/server/relationships";
import { filter } from "convex-helpers/server/filter";
import { mutation, query } from "./_generated/server";
export const seed = mutation({ args: {}, handler: async (ctx) => {
  const author = await ctx.db.insert("users", { name: "Ada", token: "ada" });
  const tags = await asyncMap(["a", "b"], (name) => ctx.db.insert("tags", { name }));
  const posts = await asyncMap([1, 2, 3], async (rank) => {
    const post = await ctx.db.insert("posts", { author, title: "post " + rank, rank });
    for (const tag of tags.slice(0, rank)) await ctx.db.insert("postTags", { postId: post, tagId: tag });
    await ctx.db.insert("comments", { post, text: "on " + rank });
    return post;
  });
  return { author, posts };
} });
export const tree = query({ args: { token: v.string() }, handler: async (ctx, { token }) => {
  const user = await getOneFromOrThrow(ctx.db, "users", "token", token);
  const posts = await getManyFrom(ctx.db, "posts", "author", user._id);
  const tags = await asyncMap(posts, async (post) => (await getManyVia(ctx.db, "postTags", "tagId", "postId", post._id)).map((tag) => tag?.name));
  const again = await getAll(ctx.db, posts.map((post) => post._id));
  const missing = await getOneFrom(ctx.db, "users", "token", "nobody");
  const odd = await filter(ctx.db.query("posts"), (post) => post.rank % 2 === 1).collect();
  return { titles: posts.map((post) => post.title), tags, same: again.length, missing, odd: odd.map((post) => post.rank) };
} });`,
  "guarded.ts": `
import { v } from "convex/values";
import { customCtx, customMutation, customQuery } from "convex-helpers/server/customFunctions";
import { wrapDatabaseReader, wrapDatabaseWriter } from "convex-helpers/server/rowLevelSecurity";
import { Triggers } from "convex-helpers/server/triggers";
import { mutation as rawMutation, query as rawQuery } from "./_generated/server";
const rules = (ctx) => ({
  posts: {
    read: async (_, post) => post.published === true || post.title.includes("mine"),
    modify: async (_, post) => post.title.includes("mine"),
    insert: async () => true,
  },
});
const triggers = new Triggers();
triggers.register("posts", async (ctx, change) => {
  const author = (change.newDoc ?? change.oldDoc).author;
  const row = await ctx.db.query("counts").withIndex("author", (q) => q.eq("author", author)).unique();
  const by = change.operation === "insert" ? 1 : change.operation === "delete" ? -1 : 0;
  if (row === null) await ctx.db.insert("counts", { author, posts: by });
  else await ctx.db.patch(row._id, { posts: row.posts + by });
});
const query = customQuery(rawQuery, customCtx(async (ctx) => ({ db: wrapDatabaseReader(ctx, ctx.db, rules(ctx)) })));
const mutation = customMutation(rawMutation, customCtx(triggers.wrapDB));
const guarded = customMutation(rawMutation, customCtx(async (ctx) => ({ db: wrapDatabaseWriter(ctx, ctx.db, rules(ctx)) })));
export const visible = query({ args: {}, handler: async (ctx) => (await ctx.db.query("posts").collect()).map((post) => post.title) });
export const add = mutation({ args: { author: v.id("users"), title: v.string() }, handler: (ctx, args) => ctx.db.insert("posts", { ...args, rank: 0 }) });
export const drop = mutation({ args: { id: v.id("posts") }, handler: async (ctx, { id }) => { await ctx.db.delete(id); return null; } });
export const rename = guarded({ args: { id: v.id("posts"), title: v.string() }, handler: async (ctx, { id, title }) => { await ctx.db.patch(id, { title }); return null; } });
export const count = rawQuery({ args: { author: v.id("users") }, handler: async (ctx, { author }) => (await ctx.db.query("counts").withIndex("author", (q) => q.eq("author", author)).unique())?.posts ?? 0 });`,
  "limits.ts": `
import { v } from "convex/values";
import { defineRateLimits } from "convex-helpers/server/rateLimit";
import { mutation } from "./_generated/server";
const { rateLimit, resetRateLimit } = defineRateLimits({ post: { kind: "token bucket", rate: 2, period: 60_000 } });
export const take = mutation({ args: { key: v.string(), throws: v.optional(v.boolean()) }, handler: (ctx, { key, throws }) => rateLimit(ctx, { name: "post", key, throws }) });
export const reset = mutation({ args: { key: v.string() }, handler: async (ctx, { key }) => { await resetRateLimit(ctx, { name: "post", key }); return null; } });`,
  "migrations.ts": `
import { makeMigration, startMigrationsSerially } from "convex-helpers/server/migrations";
import { internalMutation, query } from "./_generated/server";
import { internal } from "./_generated/api";
const migration = makeMigration(internalMutation, { migrationTable: "migrations", defaultBatchSize: 2 });
export const publish = migration({ table: "posts", migrateOne: async (ctx, post) => (post.published === undefined ? { published: true } : undefined) });
export const all = internalMutation({ args: {}, handler: async (ctx) => { await startMigrationsSerially(ctx, [internal.migrations.publish]); return null; } });
export const unpublished = query({ args: {}, handler: async (ctx) => (await ctx.db.query("posts").collect()).filter((post) => post.published === undefined).length });
export const states = query({ args: {}, handler: async (ctx) => (await ctx.db.query("migrations").collect()).map(({ name, isDone, processed }) => ({ name, isDone, processed })) });`,
  "zodded.ts": `
import { z } from "zod";
import { NoOp } from "convex-helpers/server/customFunctions";
import { zCustomQuery, zid } from "convex-helpers/server/zod4";
import { query as raw } from "./_generated/server";
const query = zCustomQuery(raw, NoOp);
export const shout = query({ args: { text: z.string().min(2).transform((text) => text.toUpperCase()), user: zid("users").optional() }, returns: z.object({ text: z.string(), at: z.number().optional() }), handler: async (_ctx, { text }) => ({ text }) });`,
  "sessions.ts": `
import { v } from "convex/values";
import { SessionIdArg, vSessionId } from "convex-helpers/server/sessions";
import { mutation, query } from "./_generated/server";
export const visit = mutation({ args: { ...SessionIdArg, page: v.string() }, handler: async (ctx, args) => { await ctx.db.insert("visits", args); return null; } });
export const mine = query({ args: { sessionId: vSessionId }, handler: async (ctx, { sessionId }) => (await ctx.db.query("visits").withIndex("sessionId", (q) => q.eq("sessionId", sessionId)).collect()).map(({ page }) => page) });`,
  "streams.ts": `
import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { mergedStream, stream } from "convex-helpers/server/stream";
import { paginator } from "convex-helpers/server/pagination";
import { query } from "./_generated/server";
import schema from "./schema";
export const merged = query({ args: { authors: v.array(v.id("users")), paginationOpts: paginationOptsValidator }, handler: async (ctx, { authors, paginationOpts }) => {
  const streams = authors.map((author) => stream(ctx.db, schema).query("posts").withIndex("author_rank", (q) => q.eq("author", author)).order("desc"));
  return await mergedStream(streams, ["rank"]).filterWith(async (post) => post.rank !== 4).paginate(paginationOpts);
} });
export const joined = query({ args: { author: v.id("users") }, handler: async (ctx, { author }) => {
  const posts = stream(ctx.db, schema).query("posts").withIndex("author_rank", (q) => q.eq("author", author));
  const comments = posts.flatMap(async (post) => stream(ctx.db, schema).query("comments").withIndex("post", (q) => q.eq("post", post._id)), ["post"]);
  return (await comments.collect()).map(({ text }) => text);
} });
export const paged = query({ args: { paginationOpts: paginationOptsValidator }, handler: (ctx, { paginationOpts }) => paginator(ctx.db, schema).query("posts").withIndex("rank").paginate(paginationOpts) });
export const twice = query({ args: {}, handler: async (ctx) => {
  const first = await paginator(ctx.db, schema).query("posts").withIndex("rank").paginate({ cursor: null, numItems: 1 });
  const second = await paginator(ctx.db, schema).query("posts").withIndex("rank").paginate({ cursor: first.continueCursor, numItems: 1 });
  return [...first.page, ...second.page].map(({ rank }) => rank);
} });`,
  "crudded.ts": `
import { crud } from "convex-helpers/server/crud";
import schema from "./schema";
export const { create, read, update, destroy, paginate } = crud(schema, "tags", undefined, undefined);`,
  "http.ts": `
import { httpRouter } from "convex/server";
import { corsRouter } from "convex-helpers/server/cors";
import { httpAction } from "./_generated/server";
const http = httpRouter();
const cors = corsRouter(http, { allowedOrigins: ["https://app.example"], allowCredentials: true });
cors.route({ path: "/cors", method: "POST", handler: httpAction(async () => new Response("with cors")) });
http.route({ pathPrefix: "/files/", method: "GET", handler: httpAction(async (_ctx, request) => new Response("prefix " + new URL(request.url).pathname)) });
http.route({ pathPrefix: "/files/deep/", method: "GET", handler: httpAction(async () => new Response("deeper")) });
http.route({ path: "/files/exact", method: "GET", handler: httpAction(async () => new Response("exact")) });
export default http;`,
};
