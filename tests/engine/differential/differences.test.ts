/** Each entry of `engine/DIFFERENCES.md`: what the mock does and what the engine does, both exactly. */
import { makeFunctionReference } from "convex/server";
import type { Value } from "convex/values";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { EngineSide, jsonOf, MockSide } from "./sides";

let engine: EngineSide;
let mock: MockSide;

beforeAll(async () => {
  engine = await EngineSide.open();
});
afterAll(async () => {
  await engine.deployment.close();
});
beforeEach(async () => {
  await engine.reset();
  mock = new MockSide();
});

const apart = makeFunctionReference<"mutation", { what: string }, Value>("apart:run");

interface Both {
  engine: { value: unknown; error: string | null };
  mock: { value: unknown; error: string | null };
}

async function both(what: string): Promise<Both> {
  const { value, error } = await engine.deployment.mutation("apart:run", { what });
  const theirs = await mock.t.mutation(apart, { what }).then(
    (result) => ({ value: jsonOf(result), error: null }),
    (failure: unknown) => ({ value: null, error: String(failure) }),
  );
  return { engine: { value, error }, mock: theirs };
}

const accepted = { value: "accepted", error: null };
const refused = (text: RegExp) => ({ value: null, error: expect.stringMatching(text) as unknown });

describe("known differences", () => {
  test("DF-1 a full last page", async () => {
    const insert = (tag: number) => ({ op: "insert", table: "items", tag, fields: { k: 0 } }) as const;
    const query = { table: "items", bounds: [], order: "asc", filters: [] } as const;
    const spec = { ...query, bounds: [], filters: [] };
    for (const side of [engine, mock]) await side.run([insert(0), insert(1)]);
    const options = { numItems: 2, cursor: null };
    expect(await mock.page(spec, options)).toMatchObject({ isDone: true });
    const first = await engine.page(spec, options);
    expect(first).toMatchObject({ isDone: false });
    const cursor = "cursor" in first ? first.cursor : null;
    expect(await engine.page(spec, { numItems: 2, cursor })).toMatchObject({ rows: [], isDone: true });
  });

  test("DF-2 order over types in filters", async () => {
    expect(await both("orderOverTypes")).toEqual({
      engine: { value: [0, 1, 2], error: null },
      mock: { value: [], error: null },
    });
  });

  test("DF-3 equalities of a range in another order than the index's fields", async () => {
    expect(await both("equalitiesInAnyOrder")).toEqual({
      engine: { value: 1, error: null },
      mock: refused(/Incorrect field used in `withIndex`/),
    });
  });

  test("DF-4 error data that plain JSON cannot carry, through a nested call", async () => {
    expect(await both("nestedErrorData")).toEqual({
      engine: { value: { seats: { $integer: "AwAAAAAAAAA=" } }, error: null },
      mock: { value: "no data", error: null },
    });
  });

  test("DF-5 documents inserted while a query is iterated", async () => {
    expect(await both("insertWhileIterating")).toEqual({
      engine: { value: [0, 1, 2, 3, 4], error: null },
      mock: { value: [0, 1], error: null },
    });
  });

  test("DF-6 malformed ids", async () => {
    expect(await both("malformedId")).toEqual({
      engine: refused(/Invalid argument `id` for `db.get`/),
      mock: { value: null, error: null },
    });
  });

  test("TX-19 tables that the schema does not declare are no difference", async () => {
    expect(await both("undeclaredTable")).toEqual({ engine: accepted, mock: accepted });
  });

  test.each([
    ["deepValue", /nest/],
    ["largeDocument", /too large/],
    ["loneSurrogate", /surrogate/],
  ] as const)("DF-8 limits of values: %s", async (what, text) => {
    expect(await both(what)).toEqual({ engine: refused(text), mock: accepted });
  });

  test.each(["arithmeticOnText", "logicOnNumbers"])("DF-9 operand types in filters: %s", async (what) => {
    expect(await both(what)).toEqual({ engine: refused(/filter/), mock: { value: [0], error: null } });
  });

  test("DF-10 ids", async () => {
    expect(await both("idLength")).toEqual({
      engine: { value: "an id of Convex", error: null },
      mock: { value: "a counter and the table's name", error: null },
    });
  });

  test("DF-11 what a failed job leaves, and canceling it", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    await both("failedJob");
    await Promise.all([engine.dump(), mock.dump()]);
    expect(await both("lastJob")).toEqual({
      engine: {
        value: { kind: "failed", error: expect.stringContaining("on purpose") as unknown },
        error: null,
      },
      mock: { value: { kind: "failed" }, error: null },
    });
    await both("cancelEnded");
    expect(await both("lastJob")).toMatchObject({
      engine: { value: { kind: "failed" } },
      mock: { value: { kind: "canceled" } },
    });
    vi.restoreAllMocks();
  });

  test("DF-12 removing a field that the table does not declare", async () => {
    expect(await both("removeUndeclared")).toEqual({ engine: accepted, mock: refused(/Unexpected field/) });
  });
});
