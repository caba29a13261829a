/** Search through real query builders, pushed and run like any app; and beside `convex-test`, where that is exact. */
import { convexTest } from "convex-test";
import { afterEach, describe, expect, test } from "vitest";
import type { JSONObject, JSONValue } from "../../../engine/values/json";
import { asObject, TestDeployment } from "../functions/testDeployment";
import { shopApp, shopSchema } from "./searchApp";

const PRODUCTS = [
  { name: "Green tea", shop: "a", taste: [1, 0] },
  { name: "Black tea, strong", shop: "b", taste: [0.8, 0.6] },
  { name: "Teapot", shop: "a", taste: [0, 1] },
  { name: "شاي أخضر", shop: "a", taste: [-1, 0] },
  { name: "Coffee", taste: [0.6, 0.8] },
  { name: "Green coffee", shop: "b" },
];

const open = new Set<TestDeployment>();

async function opened(): Promise<TestDeployment> {
  const deployment = await TestDeployment.open();
  open.add(deployment);
  await deployment.push(shopApp);
  for (const product of PRODUCTS)
    expect((await deployment.mutation("products:add", product)).error).toBeNull();
  return deployment;
}

afterEach(async () => {
  for (const deployment of open) await deployment.close();
  open.clear();
});

function found(deployment: TestDeployment, text: string, shop?: string): JSONValue {
  const { value, error } = deployment.query("products:search", {
    text,
    ...(shop === undefined ? {} : { shop }),
  });
  expect(error).toBeNull();
  return value;
}

describe("an app that searches", () => {
  test("[SE-21] collect, first, take, filter and paginate", async () => {
    const deployment = await opened();
    expect(found(deployment, "tea")).toEqual(["Green tea", "Black tea, strong", "Teapot"]);
    expect(found(deployment, "شا")).toEqual(["شاي أخضر"]);
    expect(found(deployment, "tea", "a")).toEqual(["Green tea", "Teapot"]);
    expect(found(deployment, "co", "")).toEqual(["Coffee"]);
    expect(found(deployment, "")).toEqual([]);
    expect(deployment.query("products:best", { text: "green co" }).value).toEqual({
      first: "Green coffee",
      two: ["Green coffee", "Coffee"],
      long: [],
    });
    const pages: JSONValue[] = [];
    let cursor: JSONValue = null;
    for (let isDone = false; !isDone; ) {
      const args: JSONObject = { text: "tea", paginationOpts: { numItems: 2, cursor } };
      const page = asObject(deployment.query("products:page", args).value);
      pages.push((page["page"] as JSONObject[]).map(({ name }) => name ?? null));
      cursor = page["continueCursor"] ?? null;
      isDone = page["isDone"] === true;
    }
    expect(pages).toEqual([["Green tea", "Black tea, strong"], ["Teapot"]]);
  });

  test("[SE-21] a mutation finds what it has just written; a failing one leaves nothing to find", async () => {
    const deployment = await opened();
    const added = await deployment.mutation("products:addAndSearch", { name: "Mate", text: "mat" });
    expect(added.value).toEqual(["Mate"]);
    expect(found(deployment, "mate")).toEqual(["Mate"]);
    const many = Array.from({ length: 17 }, (_, i) => `w${i}`).join(" ");
    const failed = await deployment.mutation("products:addAndSearch", { name: "Yerba", text: many });
    expect(failed.error).toContain("more than the maximum of 16");
    expect(found(deployment, "yerba")).toEqual([]);
  });

  test("[SE-21] vector search in an action", async () => {
    const deployment = await opened();
    const run = async (args: JSONObject): Promise<JSONObject> => {
      const { value, error } = await deployment.action("products:similar", args);
      expect(error).toBeNull();
      return asObject(value);
    };
    const { names, scores } = await run({ vector: [2, 0], limit: 3 });
    expect(names).toEqual(["Green tea", "Black tea, strong", "Coffee"]);
    [1, 0.8, 0.6].forEach((score, i) => expect((scores as number[])[i]).toBeCloseTo(score, 6));
    expect((await run({ vector: [0, 1], shops: ["a"], limit: 1 }))["names"]).toEqual(["Teapot"]);
    expect((await run({ vector: [0, 1], shops: ["b", "x"] }))["names"]).toEqual(["Black tea, strong"]);
    const refused = await deployment.action("products:similar", { vector: [1, 2, 3] });
    expect(refused.error).toContain("The vector has 3 dimensions, but index products.by_taste has 2.");
  });

  test("[SE-14] [SE-21] after a restart the indexes are there again", async () => {
    const deployment = await opened();
    const before = found(deployment, "tea");
    const again = await deployment.restart();
    open.delete(deployment);
    open.add(again);
    expect(found(again, "tea")).toEqual(before);
    const { value } = await again.action("products:similar", { vector: [1, 0], limit: 1 });
    expect(value).toMatchObject({ names: ["Green tea"] });
  });

  test("[SE-16] a push reports search and vector indexes", async () => {
    const deployment = await TestDeployment.open();
    open.add(deployment);
    const diffOf = (answer: JSONObject): JSONObject =>
      asObject(asObject(asObject(answer["componentDiffs"])[""])["indexDiff"]);
    const search = {
      name: "products.search_name",
      type: "search",
      searchField: "name",
      filterFields: ["shop"],
      staged: false,
    };
    const vector = {
      name: "products.by_taste",
      type: "vector",
      vectorField: "taste",
      dimensions: 2,
      filterFields: ["shop"],
      staged: false,
    };
    expect(diffOf(await deployment.push(shopApp))).toMatchObject({
      added_indexes: [search, vector],
      removed_indexes: [],
    });
    const without = {
      ...shopApp,
      "schema.ts": (shopApp["schema.ts"] ?? "").replace(/\.vectorIndex\(.*\)/, ""),
    };
    expect(diffOf(await deployment.push(without))).toMatchObject({
      added_indexes: [],
      removed_indexes: [vector],
    });
  });
});

describe("beside convex-test", () => {
  test("[SE-21] one term with filters finds the same documents", async () => {
    const deployment = await opened();
    const mock = convexTest({ schema: shopSchema, modules: { "./_generated/api.js": async () => ({}) } });
    await mock.run(async (ctx) => {
      for (const product of PRODUCTS) await ctx.db.insert("products", product);
    });
    for (const text of ["tea", "te", "green", "coff", "شاي", "zzz"]) {
      for (const shop of [undefined, "a", "b", ""]) {
        const names = await mock.run(async (ctx) => {
          const documents = await ctx.db
            .query("products")
            .withSearchIndex("search_name", (q) => {
              const search = q.search("name", text);
              return shop === undefined ? search : search.eq("shop", shop === "" ? undefined : shop);
            })
            .collect();
          return documents.map(({ name }) => name);
        });
        expect([...(found(deployment, text, shop) as string[])].sort()).toEqual(names.sort());
      }
    }
  });
});
