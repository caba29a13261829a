/** A small app that searches: the schema, and its functions as the text that is pushed. */
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import type { AppSource } from "../functions/testDeployment";

/** For `convex-test`; the pushed text below declares the same. */
export const shopSchema = defineSchema({
  products: defineTable({
    name: v.string(),
    shop: v.optional(v.string()),
    taste: v.optional(v.array(v.float64())),
  })
    .searchIndex("search_name", { searchField: "name", filterFields: ["shop"] })
    .vectorIndex("by_taste", { vectorField: "taste", dimensions: 2, filterFields: ["shop"] }),
});

const schema = `
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
export default defineSchema({
  products: defineTable({
    name: v.string(),
    shop: v.optional(v.string()),
    taste: v.optional(v.array(v.float64())),
  })
    .searchIndex("search_name", { searchField: "name", filterFields: ["shop"] })
    .vectorIndex("by_taste", { vectorField: "taste", dimensions: 2, filterFields: ["shop"] }),
});
`;

const products = `
import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { internal } from "./_generated/api";
import { action, internalQuery, mutation, query } from "./_generated/server";

const product = { name: v.string(), shop: v.optional(v.string()), taste: v.optional(v.array(v.float64())) };

const searched = (ctx, { text, shop }) =>
  ctx.db.query("products").withSearchIndex("search_name", (q) => {
    const search = q.search("name", text);
    return shop === undefined ? search : search.eq("shop", shop === "" ? undefined : shop);
  });

export const add = mutation({ args: product, handler: (ctx, args) => ctx.db.insert("products", args) });
export const remove = mutation({ args: { id: v.id("products") }, handler: (ctx, { id }) => ctx.db.delete(id) });
export const search = query({
  args: { text: v.string(), shop: v.optional(v.string()) },
  handler: async (ctx, args) => (await searched(ctx, args).collect()).map(({ name }) => name),
});
export const best = query({ args: { text: v.string() }, handler: async (ctx, args) => ({
  first: (await searched(ctx, args).first())?.name ?? null,
  two: (await searched(ctx, args).take(2)).map(({ name }) => name),
  long: (await searched(ctx, args).filter((q) => q.gt(q.field("name"), "m")).collect()).map(({ name }) => name),
}) });
export const page = query({
  args: { text: v.string(), paginationOpts: paginationOptsValidator },
  handler: (ctx, args) => searched(ctx, args).paginate(args.paginationOpts),
});
export const addAndSearch = mutation({ args: { ...product, text: v.string() }, handler: async (ctx, { text, ...args }) => {
  await ctx.db.insert("products", args);
  return (await searched(ctx, { text }).collect()).map(({ name }) => name);
} });
export const names = internalQuery({ args: { ids: v.array(v.id("products")) }, handler: async (ctx, { ids }) =>
  Promise.all(ids.map(async (id) => (await ctx.db.get(id)).name)) });
export const similar = action({
  args: { vector: v.array(v.float64()), shops: v.optional(v.array(v.string())), limit: v.optional(v.number()) },
  handler: async (ctx, { vector, shops, limit }) => {
    const options = { vector, limit };
    if (shops !== undefined) options.filter = (q) => shops.length === 1 ? q.eq("shop", shops[0]) : q.or(...shops.map((shop) => q.eq("shop", shop)));
    const hits = await ctx.vectorSearch("products", "by_taste", options);
    return { names: await ctx.runQuery(internal.products.names, { ids: hits.map(({ _id }) => _id) }), scores: hits.map(({ _score }) => _score) };
  },
});
`;

export const shopApp: AppSource = { "schema.ts": schema, "products.ts": products };
