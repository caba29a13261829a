/** Thousands of jobs due in the same second, and clients that go on working meanwhile. */
import { expect, test } from "vitest";
import { TestDeployment } from "../functions/testDeployment";

const JOBS = 3_000;

const app = {
  "schema.ts": `import { defineSchema, defineTable } from "convex/server"; import { v } from "convex/values";
    export default defineSchema({ marks: defineTable({ n: v.number() }).index("by_n", ["n"]), notes: defineTable({ n: v.number() }) });`,
  "flood.ts": `
import { v } from "convex/values";
import { internal } from "./_generated/api";
import { internalMutation, mutation, query } from "./_generated/server";
export const mark = internalMutation({ args: { n: v.number() }, handler: async (ctx, { n }) => { await ctx.db.insert("marks", { n }); } });
export const schedule = mutation({ args: { from: v.number(), at: v.number() }, handler: async (ctx, { from, at }) => {
  for (let n = from; n < from + 1000; n += 1) await ctx.scheduler.runAt(at, internal.flood.mark, { n });
} });
export const note = mutation({ args: { n: v.number() }, handler: async (ctx, { n }) => { await ctx.db.insert("notes", { n }); } });
export const isMarked = query({ args: { n: v.number() }, handler: async (ctx, { n }) =>
  (await ctx.db.query("marks").withIndex("by_n", (q) => q.eq("n", n)).take(2)).length === 1 });
`,
};

test(`SC-13 ${JOBS} jobs due at one moment let every client's call through after a handful of theirs`, async () => {
  const deployment = await TestDeployment.open({ stepTimeoutMs: 20_000 });
  await deployment.push(app);
  let done = 0;
  deployment.database.onCommit((commit) => {
    done += commit.writes.filter(({ table }) => table === "marks").length;
  });
  const at = Date.now() + 500;
  for (let from = 0; from < JOBS; from += 1_000)
    expect((await deployment.mutation("flood:schedule", { from, at })).error).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));
  await deployment.runtime.start();
  /** Jobs that went ahead of each call. */
  const ahead: number[] = [];
  for (let n = 0; done < JOBS; n += 1) {
    const before = done;
    expect((await deployment.mutation("flood:note", { n })).error).toBeNull();
    expect(deployment.query("flood:isMarked", { n: 0 }).error).toBeNull();
    ahead.push(done - before);
  }
  expect(ahead.length).toBeGreaterThan(JOBS / 50);
  expect(Math.max(...ahead)).toBeLessThanOrEqual(50);
  for (let n = 0; n < JOBS; n += 1) expect(deployment.query("flood:isMarked", { n }).value).toBe(true);
  expect(deployment.errors).toEqual([]);
  await deployment.close();
}, 60_000);
