/** Vector search: nearest neighbours, filters, what is not indexed, refusals, and other work going on meanwhile. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MemoryFirstDatabase } from "../../../engine/transaction/database";
import { encodeFloat64, encodeInt64 } from "../../../engine/values/encoding";
import type { JSONObject, JSONValue } from "../../../engine/values/json";
import { indexScan, openTestDatabase, schema, table, write } from "../transaction/testDatabase";

const FOODS = schema({
  ...table("foods"),
  vectorIndexes: [
    { indexDescriptor: "by_taste", vectorField: "meta.taste", dimensions: 3, filterFields: ["cuisine"] },
  ],
});

interface Food {
  cuisine?: string | null;
  taste?: JSONValue;
}

const document = ({ cuisine, taste }: Food): JSONObject => ({
  ...(cuisine === undefined ? {} : { cuisine }),
  meta: taste === undefined ? {} : { taste },
});

function openFoods(foods: readonly Food[]) {
  const opened = openTestDatabase();
  opened.db.setSchema("", FOODS);
  const ids = write(opened.db, (tx) => foods.map((food) => tx.insert("", "foods", document(food))));
  return { ...opened, ids };
}

const equals = (value: JSONValue): JSONObject => ({ $eq: [{ $field: "cuisine" }, { $literal: value }] });

function nearest(db: MemoryFirstDatabase, vector: number[], options: JSONObject = {}) {
  return db.vectorSearch("", "foods.by_taste", { vector, expressions: null, ...options });
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  const norms = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
  return norms === 0 ? 0 : dot(a, b) / norms;
}

describe("nearest neighbours", () => {
  const component = fc.integer({ min: -5, max: 5 });
  const taste = fc.array(component, { minLength: 3, maxLength: 3 });
  const cuisine = fc.constantFrom("ar", "fr", "it");

  test("[SE-17] what comparing with every vector gives, after any changes, with filters, and after a restart", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ taste, cuisine }), { minLength: 1, maxLength: 25 }),
        fc.array(fc.record({ at: fc.nat(30), to: fc.option(fc.record({ taste, cuisine })) }), {
          maxLength: 15,
        }),
        taste,
        fc.array(cuisine, { maxLength: 2 }),
        fc.integer({ min: 1, max: 12 }),
        async (foods, changes, vector, cuisines, limit) => {
          const { db, driver, ids } = openFoods(foods);
          const kept = new Map(ids.map((id, i) => [id, foods[i]]));
          for (const { at, to } of changes) {
            const id = [...kept.keys()][at % Math.max(1, kept.size)];
            if (id === undefined) continue;
            write(db, (tx) => (to === null ? tx.remove("", id) : tx.replace("", id, document(to))));
            if (to === null) kept.delete(id);
            else kept.set(id, to);
          }
          const expressions =
            cuisines.length === 0
              ? null
              : cuisines.length === 1
                ? equals(cuisines[0] ?? null)
                : { $or: cuisines.map(equals) };
          const expected = [...kept]
            .filter(([, food]) => cuisines.length === 0 || cuisines.some((name) => name === food?.cuisine))
            .map(([_id, food]) => ({ _id, score: cosine(vector, food?.taste ?? []) }))
            .sort((a, b) => b.score - a.score)
            .slice(0, limit);
          await db.flush();
          for (const current of [db, openTestDatabase(driver.reopen()).db]) {
            const hits = await nearest(current, vector, { expressions, limit });
            expect(hits).toHaveLength(expected.length);
            hits.forEach(({ _id, _score }, i) => {
              expect(_score).toBeCloseTo(expected[i]?.score ?? Number.NaN, 5);
              expect(_score).toBeCloseTo(cosine(vector, kept.get(_id)?.taste ?? []), 5);
            });
          }
        },
      ),
      { seed: 22, numRuns: 150 },
    );
  });

  test("[SE-17] `undefined` and null are values to filter by", async () => {
    const taste = [1, 0, 0];
    const { db, ids } = openFoods([{ taste }, { taste, cuisine: null }, { taste, cuisine: "ar" }]);
    const found = async (value: JSONValue): Promise<string[]> =>
      (await nearest(db, taste, { expressions: equals(value) })).map(({ _id }) => _id);
    expect(await found({ $undefined: null })).toEqual([ids[0]]);
    expect(await found(null)).toEqual([ids[1]]);
    expect(await found("xx")).toEqual([]);
  });

  test("[SE-18] what is no vector of the declared dimensions is stored and not found", async () => {
    const infinite = encodeFloat64(Number.POSITIVE_INFINITY);
    const { db, ids } = openFoods([
      { taste: [1, 2] },
      { taste: [1, 2, 3, 4] },
      { taste: [1, "2", 3] },
      { taste: [1, encodeInt64(2n), 3] },
      { taste: [1, infinite, 3] },
      { taste: "123" },
      {},
      { taste: [1, encodeFloat64(-0), 3] },
      { taste: [0, 0, 0] },
    ]);
    const hits = await nearest(db, [1, 0, 3]);
    expect(hits.map(({ _id }) => _id)).toEqual([ids[7], ids[8]]);
    expect(hits[0]?._score).toBeCloseTo(1, 6);
    expect(hits[1]?._score).toBe(0);
    write(db, (tx) => tx.replace("", ids[0] ?? "", document({ taste: [1, 0, 3] })));
    write(db, (tx) => tx.patch("", ids[7] ?? "", { meta: {} }));
    expect((await nearest(db, [1, 0, 3])).map(({ _id }) => _id)).toEqual([ids[0], ids[8]]);
  });
});

describe("limits and refusals", () => {
  const { db } = openFoods(Array.from({ length: 300 }, (_, i) => ({ taste: [1, i, 0] })));
  const v = [1, 2, 3];
  const many = (count: number): JSONObject => ({ $or: Array.from({ length: count }, () => equals("ar")) });

  test("[SE-19] ten results unless told otherwise, 256 at most", async () => {
    expect(await nearest(db, v)).toHaveLength(10);
    expect(await nearest(db, v, { limit: 256 })).toHaveLength(256);
  });

  test.each<[string, JSONObject, string]>([
    ["too many results", { limit: 1024 }, "Vector queries can fetch at most 256 results, requested 1024."],
    ["no results", { limit: 0 }, "must be a positive integer"],
    ["half a result", { limit: 1.5 }, "must be a positive integer"],
    [
      "a vector of other dimensions",
      { vector: [1, 2] },
      "The vector has 2 dimensions, but index foods.by_taste has 3.",
    ],
    ["a vector that is none", { vector: [1, "2", 3] }, "array of finite numbers"],
    ["another field", { expressions: { $eq: [{ $field: "name" }, { $literal: 1 }] } }, 'filters by "name"'],
    ["too many filters", { expressions: many(65) }, "has 65 filters, more than the maximum of 64"],
    [
      "other operators",
      { expressions: { $gt: [{ $field: "cuisine" }, { $literal: 1 }] } },
      "nothing else can be filtered by",
    ],
    ["a bare literal", { expressions: { $literal: true } }, "nothing else can be filtered by"],
  ])("[SE-19] refuses %s", async (_name, options, message) => {
    await expect(nearest(db, v, options)).rejects.toThrow(message);
  });

  test("[SE-19] 64 filters are allowed; unknown and staged indexes are refused by name", async () => {
    expect(await nearest(db, v, { expressions: many(64) })).toEqual([]);
    const search = (name: string): Promise<unknown> => db.vectorSearch("", name, { vector: v });
    await expect(search("foods.nope")).rejects.toThrow("Index foods.nope not found.");
    await expect(search("nope.by_taste")).rejects.toThrow("Index nope.by_taste not found.");
    const staged = openTestDatabase().db;
    const { vectorIndexes, ...rest } = (FOODS["tables"] as JSONObject[])[0] ?? {};
    staged.setSchema("", schema({ ...rest, vectorIndexes: [], stagedVectorIndexes: vectorIndexes ?? [] }));
    await expect(staged.vectorSearch("", "foods.by_taste", { vector: v })).rejects.toThrow(
      "Index foods.by_taste is currently staged",
    );
  });
});

describe("other work meanwhile", () => {
  test("[SE-20] a long search lets others commit, and returns nothing that is gone", async () => {
    const dimensions = 4096;
    const vector = Array.from({ length: dimensions }, (_, i) => Math.fround(Math.cos(i)));
    const { db } = openTestDatabase();
    db.setSchema(
      "",
      schema({
        ...table("t"),
        vectorIndexes: [{ indexDescriptor: "by_v", vectorField: "v", dimensions, filterFields: [] }],
      }),
    );
    const best = write(db, (tx) => [tx.insert("", "t", { v: vector }), tx.insert("", "t", { v: vector })]);
    for (let batch = 0; batch < 5; batch++) {
      write(db, (tx) => {
        for (let i = 0; i < 75; i++) tx.insert("", "t", { v: vector.map((x, at) => (at === i ? -x : x)) });
      });
    }
    // Its turn comes when the search pauses for the first time, with both of the best behind it.
    const meanwhile = new Promise<number>((resolve) =>
      setImmediate(() => resolve(write(db, (tx) => [tx.remove("", best[0] ?? "")]).length)),
    );
    let isDone = false;
    const searching = db.vectorSearch("", "t.by_v", { vector, limit: 3 }).finally(() => {
      isDone = true;
    });
    await meanwhile;
    expect(isDone).toBe(false);
    const hits = await searching;
    expect(hits[0]?._id).toBe(best[1]);
    expect(hits.map(({ _id }) => _id)).not.toContain(best[0]);
    expect(() => write(db, (tx) => tx.queryStart("", indexScan("t.by_v")))).toThrow("is a vector index");
  });
});
