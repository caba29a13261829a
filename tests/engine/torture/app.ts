/**
 * The app that is tortured, as text: every kind of work leaves rows by which a double, a half or a loss is seen. Two
 * versions of it, so that pushes change code and schema; each tells which one it is.
 */
import { makeFunctionReference } from "convex/server";
import type { AppSource } from "../functions/testDeployment";

type Args = Record<string, unknown>;
const query = <T>(name: string) => makeFunctionReference<"query", Args, T>(name);
const mutation = <T>(name: string) => makeFunctionReference<"mutation", Args, T>(name);
const action = <T>(name: string) => makeFunctionReference<"action", Args, T>(name);

/** What stands in the tables for one operation. */
export interface Traces {
  entries: number;
  audits: number;
  landings: number;
  starts: number;
  ends: number;
  job: { kind: string; error?: string } | null;
  file: { stored: boolean; sha256: string | null; url: string | null } | null;
}

export interface Totals {
  sum: number;
  moves: number;
  entries: number;
  audits: number;
}

export const work = {
  transfer: mutation<number>("work:transfer"),
  refuse: mutation<null>("work:refuse"),
  schedule: mutation<string>("work:schedule"),
  cancel: mutation<null>("work:cancel"),
  scheduleAction: mutation<string>("work:scheduleAction"),
  act: action<null>("work:act"),
  uploadUrl: mutation<string>("work:uploadUrl"),
  keep: mutation<null>("work:keep"),
  storeHere: mutation<string>("work:storeHere"),
  removeFile: mutation<null>("work:removeFile"),
  clear: mutation<number>("work:clear"),
  traces: query<Traces[]>("work:traces"),
  totals: query<Totals>("work:totals"),
  operations: query<string[]>("work:operations"),
  version: query<number>("version:version"),
  variable: query<string | null>("version:variable"),
};

const schema = (extra: string) => `
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
const op = { op: v.string() };
export default defineSchema({
  accounts: defineTable({ name: v.string(), balance: v.number(), moves: v.number() }).index("by_name", ["name"]),
  entries: defineTable({ ...op, from: v.string(), to: v.string() }).index("by_op", ["op"]),
  audits: defineTable(op).index("by_op", ["op"]),
  jobs: defineTable({ ...op, job: v.id("_scheduled_functions") }).index("by_op", ["op"]),
  landings: defineTable(op).index("by_op", ["op"]),
  marks: defineTable({ ...op, ended: v.boolean() }).index("by_op", ["op", "ended"])${extra},
  files: defineTable({ ...op, storageId: v.id("_storage") }).index("by_op", ["op"]),
});`;

const workModule = `
import { v } from "convex/values";
import { makeFunctionReference } from "convex/server";
import { action, internalAction, internalMutation, mutation, query } from "./_generated/server";

const op = v.string();
const landRef = makeFunctionReference("work:land");
const markRef = makeFunctionReference("work:mark");
const actLaterRef = makeFunctionReference("work:actLater");

const of = (ctx, table, op) => ctx.db.query(table).withIndex("by_op", (q) => q.eq("op", op)).collect();
const add = async (ctx, name, by) => {
  const row = await ctx.db.query("accounts").withIndex("by_name", (q) => q.eq("name", name)).unique();
  if (row === null) await ctx.db.insert("accounts", { name, balance: by, moves: 1 });
  else await ctx.db.patch(row._id, { balance: row.balance + by, moves: row.moves + 1 });
};
const move = async (ctx, { op, from, to }) => {
  await ctx.db.insert("entries", { op, from, to });
  await add(ctx, from, -1);
  await add(ctx, to, 1);
  await ctx.db.insert("audits", { op });
};

export const transfer = mutation({ args: { op, from: v.string(), to: v.string() }, handler: async (ctx, args) => {
  await move(ctx, args);
  return 1;
} });
export const refuse = mutation({ args: { op }, handler: async (ctx, { op }) => {
  await move(ctx, { op, from: "a", to: "b" });
  await ctx.scheduler.runAfter(0, landRef, { op });
  throw new Error("refused on purpose");
} });

export const schedule = mutation({ args: { op, delayMs: v.number() }, handler: async (ctx, { op, delayMs }) => {
  const job = await ctx.scheduler.runAfter(delayMs, landRef, { op });
  await ctx.db.insert("jobs", { op, job });
  return job;
} });
export const cancel = mutation({ args: { job: v.id("_scheduled_functions") }, handler: async (ctx, { job }) => {
  await ctx.scheduler.cancel(job);
  return null;
} });
export const land = internalMutation({ args: { op }, handler: async (ctx, { op }) => {
  await ctx.db.insert("landings", { op });
  return null;
} });

export const scheduleAction = mutation({ args: { op, delayMs: v.number() }, handler: async (ctx, { op, delayMs }) => {
  const job = await ctx.scheduler.runAfter(delayMs, actLaterRef, { op });
  await ctx.db.insert("jobs", { op, job });
  return job;
} });
const twoMarks = async (ctx, { op }) => {
  await ctx.runMutation(markRef, { op, ended: false });
  await new Promise((resolve) => setTimeout(resolve, 15));
  await ctx.runMutation(markRef, { op, ended: true });
  return null;
};
export const act = action({ args: { op }, handler: twoMarks });
export const actLater = internalAction({ args: { op }, handler: twoMarks });
export const mark = internalMutation({ args: { op, ended: v.boolean() }, handler: async (ctx, args) => {
  await ctx.db.insert("marks", args);
  return null;
} });

export const uploadUrl = mutation({ args: {}, handler: (ctx) => ctx.storage.generateUploadUrl() });
export const keep = mutation({ args: { op, storageId: v.id("_storage") }, handler: async (ctx, args) => {
  await ctx.db.insert("files", args);
  return null;
} });
export const storeHere = mutation({ args: { op, text: v.string() }, handler: async (ctx, { op, text }) => {
  const storageId = await ctx.storage.store(new Blob([text], { type: "text/plain" }));
  await ctx.db.insert("files", { op, storageId });
  return storageId;
} });
export const removeFile = mutation({ args: { op }, handler: async (ctx, { op }) => {
  for (const row of await of(ctx, "files", op)) await ctx.storage.delete(row.storageId);
  return null;
} });

export const traces = query({ args: { ops: v.array(v.string()) }, handler: async (ctx, { ops }) => {
  const all = [];
  for (const op of ops) {
    const marks = await of(ctx, "marks", op);
    const [asked] = await of(ctx, "jobs", op);
    const job = asked === undefined ? null : await ctx.db.system.get(asked.job);
    const [kept] = await of(ctx, "files", op);
    const row = kept === undefined ? null : await ctx.db.system.get(kept.storageId);
    all.push({
      entries: (await of(ctx, "entries", op)).length,
      audits: (await of(ctx, "audits", op)).length,
      landings: (await of(ctx, "landings", op)).length,
      starts: marks.filter((mark) => !mark.ended).length,
      ends: marks.filter((mark) => mark.ended).length,
      job: job === null ? null : job.state,
      file: kept === undefined ? null : {
        stored: row !== null,
        sha256: row === null ? null : row.sha256,
        url: await ctx.storage.getUrl(kept.storageId),
      },
    });
  }
  return all;
} });
export const totals = query({ args: {}, handler: async (ctx) => {
  const accounts = await ctx.db.query("accounts").collect();
  return {
    sum: accounts.reduce((sum, { balance }) => sum + balance, 0),
    moves: accounts.reduce((sum, { moves }) => sum + moves, 0),
    entries: (await ctx.db.query("entries").collect()).length,
    audits: (await ctx.db.query("audits").collect()).length,
  };
} });
export const operations = query({ args: {}, handler: async (ctx) => {
  const found = new Set();
  for (const table of ["entries", "audits", "jobs", "landings", "marks", "files"])
    for (const { op } of await ctx.db.query(table).collect()) found.add(op);
  return [...found];
} });
export const clear = mutation({ args: {}, handler: async (ctx) => {
  let count = 0;
  for (const { storageId } of await ctx.db.query("files").collect())
    if ((await ctx.db.system.get(storageId)) !== null) await ctx.storage.delete(storageId);
  for (const table of ["accounts", "entries", "audits", "jobs", "landings", "marks", "files"])
    for (const { _id } of await ctx.db.query(table).collect()) {
      await ctx.db.delete(_id);
      count += 1;
    }
  return count;
} });
`;

const versionModule = (version: number, index: string) => `
import { query } from "./_generated/server";
// Reads by an index that this version's schema has: code and schema of different versions would fail.
export const version = query({ args: {}, handler: async (ctx) => {
  await ctx.db.query("marks").withIndex("${index}", (q) => q.eq("ended", true)).first();
  return ${version};
} });
export const variable = query({ args: {}, handler: async () => process.env.ROUND ?? null });
`;

/** Two versions that differ in code and in an index. */
export const versions: readonly AppSource[] = ["by_ended", "by_ended_again"].map((index, number) => ({
  "schema.ts": schema(`.index("${index}", ["ended"])`),
  "work.ts": workModule,
  "version.ts": versionModule(number, index),
}));
