import { internalQueryGeneric as internalQuery, makeFunctionReference } from "convex/server";
import { v } from "convex/values";
import { action, mutation, query } from "./builders";

const send = makeFunctionReference<"mutation", { room: string; text: string }, string>("messages:send");
const list = makeFunctionReference<"query", { room: string }, object[]>("messages:list");

export const whoAmI = query({ args: {}, handler: async (ctx) => await ctx.auth.getUserIdentity() });
export const whoAmIMutation = mutation({
  args: {},
  handler: async (ctx) => (await ctx.auth.getUserIdentity())?.subject ?? null,
});
export const secret = internalQuery({ args: {}, handler: async () => "hidden" });
export const variable = query({ args: {}, handler: async () => process.env.TEST_VARIABLE ?? null });
export const noisy = mutation({
  args: {},
  handler: async () => {
    console.log("noise", 1);
    console.warn("careful");
    return null;
  },
});
export const fails = query({
  args: {},
  handler: async () => {
    throw new Error("broken on purpose");
  },
});
export const relay = action({
  args: { room: v.string(), text: v.string() },
  handler: async (ctx, { room, text }): Promise<[string | null, number]> => {
    await ctx.runMutation(send, { room, text });
    const identity = await ctx.auth.getUserIdentity();
    return [identity?.subject ?? null, (await ctx.runQuery(list, { room })).length];
  },
});
export const spin = action({
  args: {},
  handler: async () => {
    for (;;);
  },
});
export const slow = action({
  args: { ms: v.number() },
  handler: async (_ctx, { ms }) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return ms;
  },
});
