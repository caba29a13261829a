/** Jobs of every kind, and crons. */
import type { AppSource } from "../functions/testDeployment";

export const schedulerApp: AppSource = {
  "schema.ts": `import { defineSchema, defineTable } from "convex/server"; import { v } from "convex/values";
    export default defineSchema({ marks: defineTable({ text: v.string() }) });`,
  "jobs.ts": `
import { v } from "convex/values";
import { api, internal } from "./_generated/api";
import { action, internalAction, internalMutation, mutation, query } from "./_generated/server";

export const marks = query({ args: {}, handler: async (ctx) => (await ctx.db.query("marks").collect()).map((mark) => mark.text) });
export const jobs = query({ args: {}, handler: async (ctx) =>
  (await ctx.db.system.query("_scheduled_functions").collect()).map(({ _id, name, args, scheduledTime, completedTime, state }) => ({ _id, name, args, scheduledTime, completedTime, state })) });
export const mark = internalMutation({ args: { text: v.string() }, handler: async (ctx, { text }) => {
  const job = await ctx.db.system.query("_scheduled_functions").collect();
  const running = job.filter((row) => row.state.kind === "inProgress").length;
  const who = await ctx.auth.getUserIdentity();
  await ctx.db.insert("marks", { text: text + (running === 1 ? " running" : "") + (who === null ? "" : " somebody") });
} });
export const markThenThrow = internalMutation({ args: {}, handler: async (ctx) => {
  await ctx.db.insert("marks", { text: "never seen" });
  throw new Error("job failed on purpose");
} });
export const slow = internalAction({ args: { waitMs: v.number(), text: v.string() }, handler: async (ctx, { waitMs, text }) => {
  await ctx.runMutation(internal.jobs.mark, { text: "begin " + text });
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  await ctx.scheduler.runAfter(0, internal.jobs.mark, { text: "child of " + text });
  await ctx.runMutation(internal.jobs.mark, { text: "end " + text });
} });
export const throwing = internalAction({ args: {}, handler: async () => { throw new Error("action failed on purpose"); } });
export const later = mutation({ args: { delayMs: v.number(), text: v.string() }, handler: async (ctx, { delayMs, text }): Promise<string> =>
  await ctx.scheduler.runAfter(delayMs, internal.jobs.mark, { text }) });
export const at = mutation({ args: { at: v.number() }, handler: async (ctx, { at }): Promise<string> =>
  await ctx.scheduler.runAt(at, internal.jobs.mark, { text: "at" }) });
export const laterNamed = mutation({ args: { name: v.string(), args: v.any() }, handler: async (ctx, { name, args }): Promise<string> =>
  // @ts-expect-error a name where a reference is expected
  await ctx.scheduler.runAfter(0, name.split(":")[0] === "jobs" ? internal.jobs[name.split(":")[1]] : name, args) });
export const laterThenThrow = mutation({ args: {}, handler: async (ctx) => {
  await ctx.scheduler.runAfter(0, internal.jobs.mark, { text: "never scheduled" });
  throw new Error("rolled back");
} });
export const laterNested = mutation({ args: {}, handler: async (ctx) => {
  try { await ctx.runMutation(api.jobs.laterThenThrow, {}); } catch {}
  await ctx.scheduler.runAfter(0, internal.jobs.mark, { text: "kept" });
} });
export const many = mutation({ args: { count: v.number() }, handler: async (ctx, { count }) => {
  for (let i = 0; i < count; i++) await ctx.scheduler.runAfter(0, internal.jobs.mark, { text: String(i) });
} });
export const ordered = mutation({ args: {}, handler: async (ctx) => {
  const now = Date.now();
  await ctx.scheduler.runAt(now - 1000, internal.jobs.mark, { text: "second" });
  await ctx.scheduler.runAt(now - 2000, internal.jobs.mark, { text: "first" });
  await ctx.scheduler.runAt(now - 500, internal.jobs.mark, { text: "third" });
} });
export const large = mutation({ args: {}, handler: async (ctx) => {
  const text = Array.from({ length: 5 }, () => "x".repeat(1024 * 1024));
  // @ts-expect-error more than the validator asks for
  await ctx.scheduler.runAfter(0, internal.jobs.mark, { text: text.join("") });
} });
export const cancel = mutation({ args: { id: v.id("_scheduled_functions") }, handler: async (ctx, { id }) => await ctx.scheduler.cancel(id) });
export const fromAction = action({ args: {}, handler: async (ctx): Promise<string> =>
  await ctx.scheduler.runAfter(60_000, internal.jobs.mark, { text: "from an action" }) });
`,
  "crons.ts": `
import { cronJobs } from "convex/server";
import { internal } from "./_generated/api";
const crons = cronJobs();
crons.interval("beat", { minutes: 10 }, internal.jobs.mark, { text: "beat" });
crons.daily("night", { hourUTC: 2, minuteUTC: 30 }, internal.jobs.mark, { text: "night" });
export default crons;
`,
};
