/** Environment, HTTP actions and plain writes. */
import type { AppSource } from "../functions/testDeployment";

export const executionApp: AppSource = {
  "schema.ts": `import { defineSchema, defineTable } from "convex/server"; import { v } from "convex/values";
    export default defineSchema({ notes: defineTable({ text: v.string() }) });`,
  "notes.ts": `
import { v } from "convex/values";
import { internal } from "./_generated/api";
import { internalMutation, mutation, query } from "./_generated/server";
const importedGreeting = process.env["GREETING"] ?? null;
export const list = query({ args: {}, handler: async (ctx) => (await ctx.db.query("notes").collect()).map((note) => note.text) });
export const add = mutation({ args: { text: v.string() }, handler: async (ctx, { text }) => {
  if (text === "bad") throw new Error("no bad notes");
  if (text === "spin") for (;;) {}
  console.log("adding", text);
  await ctx.db.insert("notes", { text });
  return text.toUpperCase();
} });
export const greeting = query({ args: {}, handler: async () => [process.env["GREETING"] ?? null, importedGreeting] });
export const other = query({ args: {}, handler: async () => process.env["OTHER"] ?? null });
export const big = mutation({ args: { chars: v.number() }, handler: async (_ctx, { chars }) => "م".repeat(chars) });
`,
  "http.ts": `
import { httpRouter } from "convex/server";
import { api } from "./_generated/api";
import { httpAction } from "./_generated/server";
const http = httpRouter();
http.route({ path: "/exact", method: "POST", handler: httpAction(async (ctx, request) => {
  const body = await request.json();
  await ctx.runMutation(api.notes.add, { text: body.text });
  return Response.json({ seen: body.text, header: request.headers.get("x-test") }, { status: 201 });
}) });
http.route({ path: "/exact", method: "GET", handler: httpAction(async () => new Response("got")) });
http.route({ pathPrefix: "/deep/", method: "GET", handler: httpAction(async () => new Response("short")) });
http.route({ pathPrefix: "/deep/er/", method: "GET", handler: httpAction(async () => new Response("long")) });
http.route({ path: "/deep/er/exact", method: "GET", handler: httpAction(async () => new Response("exact")) });
http.route({ path: "/throws", method: "GET", handler: httpAction(async () => { throw new Error("hook broke"); }) });
http.route({ path: "/nothing", method: "GET", handler: httpAction(async () => undefined as unknown as Response) });
http.route({ path: "/public", method: "GET", handler: httpAction(async () => new Response("open")) });
http.route({ path: "/who", method: "GET", handler: httpAction(async (ctx) => new Response((await ctx.auth.getUserIdentity())?.subject ?? "nobody")) });
const met = [];
http.route({ path: "/forgets", method: "GET", handler: httpAction(async (ctx) => {
  void (async () => {
    await crypto.subtle.digest("SHA-256", new Uint8Array(40_000_000));
    met.push((await ctx.auth.getUserIdentity())?.subject ?? "nobody");
  })();
  return new Response(null);
}) });
http.route({ path: "/met", method: "GET", handler: httpAction(async () => {
  await new Promise((resolve) => setTimeout(resolve, 800));
  return new Response(met.join());
}) });
http.route({ path: "/stream", method: "GET", handler: httpAction(async (ctx) => {
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    async start(controller) {
      for (const text of ["one", "two"]) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        await ctx.runMutation(api.notes.add, { text });
        controller.enqueue(encoder.encode(text + ";"));
      }
      controller.close();
    },
  });
  return new Response(body);
}) });
export default http;
`,
};
