/** Rejections nobody handles fail the query or mutation they happened in; handled ones do not, however late. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppSource, TestDeployment } from "./testDeployment";

/** What a handler may forget, and what it may not be blamed for. */
const forgotten: Record<string, string> = {
  plainThrow: `(async () => { throw new Error("forgotten"); })();`,
  afterAnAwait: `(async () => { await null; await null; throw new Error("forgotten"); })();`,
  typeError: `(async () => { const nothing = null; return nothing.forgotten; })();`,
  derived: `Promise.reject(new Error("forgotten")).then(() => 1);`,
  constructed: `new Promise((_, reject) => reject(new Error("forgotten")));`,
  convexError: `(async () => { throw new ConvexError({ what: "forgotten" }); })();`,
  nested: `ctx.runQuery(makeFunctionReference("forgets:throwing"));`,
};
const handled: Record<string, string> = {
  caughtAtOnce: `try { await (async () => { throw new Error("x"); })(); } catch {}`,
  caughtLate: `const late = (async () => { throw new Error("x"); })(); await null; await null; try { await late; } catch {}`,
  caughtByCatch: `Promise.reject(new Error("x")).catch(() => {});`,
  allSettled: `await Promise.allSettled([Promise.reject(new Error("x")), (async () => { throw 1; })()]);`,
  race: `await Promise.race([1, Promise.reject(new Error("x"))]);`,
};

const functions = Object.entries({ ...forgotten, ...handled }).flatMap(([name, code]) => [
  `export const ${name}Query = query({ args: {}, handler: async (ctx) => { ${code} return "answered"; } });`,
  `export const ${name}Mutation = mutation({ args: {}, handler: async (ctx) => { await ctx.db.insert("rows", { name: "${name}" }); ${code} return "answered"; } });`,
]);
const app: AppSource = {
  "schema.ts": `import { defineSchema, defineTable } from "convex/server"; import { v } from "convex/values";
    export default defineSchema({ rows: defineTable({ name: v.string() }) });`,
  "forgets.ts": `import { ConvexError } from "convex/values"; import { makeFunctionReference } from "convex/server";
    import { action, mutation, query } from "./_generated/server";
    export const throwing = query({ args: {}, handler: async () => { throw new Error("forgotten"); } });
    export const rows = query({ args: {}, handler: async (ctx) => (await ctx.db.query("rows").collect()).map(({ name }) => name) });
    export const pages = query({ args: {}, handler: async (ctx) => {
      try { await (async () => { throw new Error("x"); })(); } catch {}
      return (await ctx.db.query("rows").paginate({ numItems: 1, cursor: null })).page.length;
    } });
    export const fromAction = action({ args: {}, handler: (ctx) => ctx.runQuery(makeFunctionReference("forgets:plainThrowQuery")) });
    ${functions.join("\n")}`,
};

let deployment: TestDeployment;
beforeAll(async () => {
  deployment = await TestDeployment.open();
  await deployment.push(app);
  await deployment.runtime.start();
});
afterAll(async () => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(deployment.errors).toEqual([]);
  await deployment.close();
});

describe.each(Object.keys(forgotten))("%s", (name) => {
  test("[FN-15] fails a query", () => {
    const answer = deployment.query(`forgets:${name}Query`);
    expect(answer.error).toContain("forgotten");
  });

  test("[FN-15] fails a mutation, which leaves nothing", async () => {
    expect((await deployment.mutation(`forgets:${name}Mutation`)).error).toContain("forgotten");
    expect(deployment.query("forgets:rows").value).not.toContain(name);
  });
});

test.each(Object.keys(handled))("[FN-15] %s disturbs neither", async (name) => {
  expect(deployment.query(`forgets:${name}Query`)).toMatchObject({ value: "answered", error: null });
  expect(await deployment.mutation(`forgets:${name}Mutation`)).toMatchObject({
    value: "answered",
    error: null,
  });
  expect(deployment.query("forgets:rows").value).toContain(name);
});

test("[FN-15] looking closer does not count as a second page, and reaches the queries of actions", async () => {
  expect(deployment.query("forgets:pages")).toMatchObject({ value: 1, error: null });
  expect((await deployment.action("forgets:fromAction")).error).toContain("forgotten");
});
