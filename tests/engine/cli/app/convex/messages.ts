import { paginationOptsValidator } from "convex/server";
import { ConvexError, v } from "convex/values";
import { mutation, query } from "./builders";

export const list = query({
  args: { room: v.string() },
  handler: async (ctx, { room }) =>
    await ctx.db
      .query("messages")
      .withIndex("by_room", (q) => q.eq("room", room))
      .order("desc")
      .take(100),
});

export const page = query({
  args: { room: v.string(), paginationOpts: paginationOptsValidator },
  handler: async (ctx, { room, paginationOpts }) =>
    await ctx.db
      .query("messages")
      .withIndex("by_room", (q) => q.eq("room", room))
      .order("desc")
      .paginate(paginationOpts),
});

export const send = mutation({
  args: { room: v.string(), text: v.string() },
  handler: async (ctx, { room, text }) => {
    const identity = await ctx.auth.getUserIdentity();
    if (text === "") throw new ConvexError({ code: "empty", room });
    return await ctx.db.insert("messages", { room, author: identity?.subject ?? "nobody", text });
  },
});

export const clear = mutation({
  args: { room: v.string() },
  handler: async (ctx, { room }) => {
    const all = await ctx.db
      .query("messages")
      .withIndex("by_room", (q) => q.eq("room", room))
      .collect();
    for (const message of all) await ctx.db.delete(message._id);
    return all.length;
  },
});
