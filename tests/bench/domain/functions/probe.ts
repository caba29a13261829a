/** Pushed beside the product's own functions by `npm run bench:domain`: what a query reads, by the transaction's own count. */
import { makeFunctionReference } from "convex/server";
import { v } from "convex/values";
import { query } from "../../../../convex/_generated/server";

/** Runs a query as the caller, in this transaction, and answers what that read. */
export const reads = query({
  args: { path: v.string(), args: v.any() },
  returns: v.object({ documents: v.number(), bytes: v.number(), ranges: v.number() }),
  handler: async (ctx, { path, args }) => {
    const before = await ctx.meta.getTransactionMetrics();
    await ctx.runQuery(makeFunctionReference<"query">(path), args as Record<string, unknown>);
    const after = await ctx.meta.getTransactionMetrics();
    return {
      documents: after.documentsRead.used - before.documentsRead.used,
      bytes: after.bytesRead.used - before.bytesRead.used,
      ranges: after.databaseQueries.used - before.databaseQueries.used,
    };
  },
});
