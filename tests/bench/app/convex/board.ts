/** The measured app: one query everybody watches and one mutation that checks, moves and records. */
import {
  type DataModelFromSchemaDefinition,
  internalMutationGeneric,
  type MutationBuilder,
  mutationGeneric,
  type QueryBuilder,
  queryGeneric,
} from "convex/server";
import { ConvexError, v } from "convex/values";
import type schema from "./schema";

type DataModel = DataModelFromSchemaDefinition<typeof schema>;
const query: QueryBuilder<DataModel, "public"> = queryGeneric;
const mutation: MutationBuilder<DataModel, "public"> = mutationGeneric;
const internalMutation: MutationBuilder<DataModel, "internal"> = internalMutationGeneric;

export const lane = query({
  args: { lane: v.number() },
  handler: async (ctx, args) => {
    const rows = await ctx.db
      .query("tickets")
      .withIndex("by_lane", (q) => q.eq("lane", args.lane))
      .take(50);
    return rows.map(({ _id, title, startsAt, seq, version }) => ({
      id: _id,
      title,
      startsAt,
      seq,
      version,
    }));
  },
});

export const place = mutation({
  args: {
    ticketId: v.id("tickets"),
    lane: v.number(),
    startsAt: v.number(),
    seq: v.number(),
    expectedVersion: v.number(),
  },
  handler: async (ctx, args) => {
    const ticket = await ctx.db.get("tickets", args.ticketId);
    if (!ticket) throw new ConvexError("missing");
    if (ticket.version !== args.expectedVersion) throw new ConvexError("stale");
    await ctx.db.patch("tickets", ticket._id, {
      lane: args.lane,
      startsAt: args.startsAt,
      seq: args.seq,
      version: ticket.version + 1,
    });
    await ctx.db.insert("events", {
      ticketId: ticket._id,
      fromLane: ticket.lane,
      toLane: args.lane,
      at: Date.now(),
    });
    return null;
  },
});

/** `perLane[i]` tickets in lane i; returns their ids, lane by lane. */
export const seed = internalMutation({
  args: { perLane: v.array(v.number()) },
  handler: async (ctx, args) => {
    const lanes = [];
    for (const [lane, count] of args.perLane.entries()) {
      const ids = [];
      for (let index = 0; index < count; index += 1)
        ids.push(
          await ctx.db.insert("tickets", {
            lane,
            title: `Ticket ${index} of lane ${lane}: the kitchen tap drips`,
            startsAt: 0,
            seq: 0,
            version: 0,
          }),
        );
      lanes.push(ids);
    }
    return lanes;
  },
});
