/** One function per known difference, see `engine/DIFFERENCES.md`. */
import {
  type AnyDataModel,
  type GenericMutationCtx,
  makeFunctionReference,
  mutationGeneric,
} from "convex/server";
import { ConvexError, type GenericId, v, type Value } from "convex/values";

type Ctx = GenericMutationCtx<AnyDataModel>;

const inner = makeFunctionReference<"mutation", { program: unknown }, Value>("machine:inner");

async function insertItems(ctx: Ctx, values: readonly Value[]): Promise<GenericId<"items">[]> {
  const ids: GenericId<"items">[] = [];
  for (const [tag, a] of values.entries()) ids.push(await ctx.db.insert("items", { tag, k: 0, a }));
  return ids;
}

async function tagsWhere(
  ctx: Ctx,
  keep: Parameters<ReturnType<Ctx["db"]["query"]>["filter"]>[0],
): Promise<Value> {
  const rows = await ctx.db.query("items").filter(keep).collect();
  return rows.map((row) => row["tag"] as number);
}

const cases: Record<string, (ctx: Ctx) => Promise<Value>> = {
  async orderOverTypes(ctx) {
    await insertItems(ctx, ["text", true, Number.NaN, 0, null]);
    return await tagsWhere(ctx, (q) => q.gt(q.field("a"), 1));
  },
  async arithmeticOnText(ctx) {
    await insertItems(ctx, ["1"]);
    return await tagsWhere(ctx, (q) => q.eq(q.add(q.field("a"), 1), "11"));
  },
  async logicOnNumbers(ctx) {
    await insertItems(ctx, [1, 0]);
    return await tagsWhere(ctx, (q) => q.and(q.field("a"), true));
  },
  async equalitiesInAnyOrder(ctx) {
    await ctx.db.insert("items", { tag: 0, k: 0, a: 1, b: 2 });
    const range = (q: unknown) =>
      (q as { eq(field: string, value: Value): typeof q }).eq("b", 2) as unknown as {
        eq(field: string, value: Value): never;
      };
    const rows = await ctx.db
      .query("items")
      .withIndex("by_a_b" as "by_id", (q) => range(q).eq("a", 1))
      .collect();
    return rows.length;
  },
  async nestedErrorData(ctx) {
    try {
      return await ctx.runMutation(inner, { program: [{ op: "throw", data: { seats: 3n } }] });
    } catch (error) {
      return error instanceof ConvexError ? (error.data as Value) : "no data";
    }
  },
  async insertWhileIterating(ctx) {
    await insertItems(ctx, [0, 0]);
    const met: number[] = [];
    for await (const row of ctx.db.query("items")) {
      met.push(row["tag"] as number);
      if (met.length < 4) await ctx.db.insert("items", { tag: met.length + 1, k: 0 });
    }
    return met;
  },
  async malformedId(ctx) {
    return await ctx.db.get("not an id" as GenericId<"items">);
  },
  async undeclaredTable(ctx) {
    await ctx.db.insert("undeclared", { text: "x" });
    return "accepted";
  },
  async deepValue(ctx) {
    let deep: Value = 0;
    for (let level = 0; level < 20; level += 1) deep = [deep];
    await insertItems(ctx, [deep]);
    return "accepted";
  },
  async largeDocument(ctx) {
    await insertItems(ctx, ["x".repeat(2 ** 20)]);
    return "accepted";
  },
  async loneSurrogate(ctx) {
    await insertItems(ctx, ["\ud800"]);
    return "accepted";
  },
  async removeUndeclared(ctx) {
    const [id] = await insertItems(ctx, [0]);
    if (id !== undefined) await ctx.db.patch(id, { undeclared: undefined });
    return "accepted";
  },
  async idLength(ctx) {
    const [id] = await insertItems(ctx, [0]);
    return /^[0-9a-hjkmnp-tv-z]{31,37}$/.test(id ?? "")
      ? "an id of Convex"
      : "a counter and the table's name";
  },
  async failedJob(ctx) {
    await ctx.scheduler.runAfter(0, inner, { program: [{ op: "throw" }] });
    return null;
  },
  async cancelEnded(ctx) {
    const [job] = await ctx.db.system.query("_scheduled_functions").order("desc").take(1);
    if (job !== undefined) await ctx.scheduler.cancel(job._id);
    return null;
  },
  async lastJob(ctx) {
    const [job] = await ctx.db.system.query("_scheduled_functions").order("desc").take(1);
    const state = job?.state;
    return state === undefined ? null : { ...state };
  },
};

export const run = mutationGeneric({
  args: { what: v.string() },
  handler: async (ctx, { what }) =>
    await (cases[what] ?? (() => Promise.reject(new Error("unknown case"))))(ctx),
});
