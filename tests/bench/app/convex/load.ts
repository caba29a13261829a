/** What `bench:engine` needs beyond the board: single reads, scans, and positions that everybody's map shows. */
import {
  type DataModelFromSchemaDefinition,
  type MutationBuilder,
  mutationGeneric,
  type QueryBuilder,
  queryGeneric,
} from "convex/server";
import { v } from "convex/values";
import type schema from "./schema";

type DataModel = DataModelFromSchemaDefinition<typeof schema>;
const query: QueryBuilder<DataModel, "public"> = queryGeneric;
const mutation: MutationBuilder<DataModel, "public"> = mutationGeneric;

export const point = query({
  args: { ticketId: v.id("tickets") },
  handler: (ctx, args) => ctx.db.get("tickets", args.ticketId),
});

export const scan = query({
  args: { lane: v.number() },
  handler: (ctx, args) =>
    ctx.db
      .query("tickets")
      .withIndex("by_lane", (q) => q.eq("lane", args.lane))
      .take(100),
});

export const report = mutation({
  args: { technician: v.number(), latitude: v.number(), longitude: v.number(), seq: v.number() },
  handler: async (ctx, args) => {
    const row = await ctx.db
      .query("positions")
      .withIndex("by_technician", (q) => q.eq("technician", args.technician))
      .unique();
    if (row === null) await ctx.db.insert("positions", args);
    else await ctx.db.replace("positions", row._id, args);
    return null;
  },
});

export const positions = query({
  args: {},
  handler: async (ctx) => {
    const rows = await ctx.db.query("positions").take(1000);
    return rows.map(({ technician, latitude, longitude, seq }) => ({ technician, latitude, longitude, seq }));
  },
});
