import { type MutationCtx, mutation, query } from "./builders";
import { v } from "convex/values";

async function add(ctx: MutationCtx, name: string, by: number) {
  const row = await ctx.db
    .query("counters")
    .withIndex("by_name", (q) => q.eq("name", name))
    .unique();
  if (row === null) await ctx.db.insert("counters", { name, value: by });
  else await ctx.db.patch(row._id, { value: row.value + by });
  return (row?.value ?? 0) + by;
}

export const get = query({
  args: { name: v.string() },
  handler: async (ctx, { name }) => {
    const row = await ctx.db
      .query("counters")
      .withIndex("by_name", (q) => q.eq("name", name))
      .unique();
    return row?.value ?? 0;
  },
});

export const increment = mutation({
  args: { name: v.string() },
  handler: async (ctx, { name }) => await add(ctx, name, 1),
});

/** Moves between two counters: their sum never changes. */
export const move = mutation({
  args: { from: v.string(), to: v.string(), amount: v.number() },
  handler: async (ctx, { from, to, amount }) => {
    await add(ctx, from, -amount);
    await add(ctx, to, amount);
    return null;
  },
});

export const write = mutation({
  args: { writer: v.string(), n: v.number() },
  handler: async (ctx, { writer, n }) => {
    await ctx.db.insert("entries", { writer, n });
    return n;
  },
});

export const written = query({
  args: { writer: v.string() },
  handler: async (ctx, { writer }) => {
    const rows = await ctx.db
      .query("entries")
      .withIndex("by_writer", (q) => q.eq("writer", writer))
      .collect();
    return rows.map((row) => row.n);
  },
});
