/** Queries: ranges, filters, order, own writes; every indexed query equals filtering and sorting by hand. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DeveloperError } from "../../../engine/transaction/errors";
import type { TransactionState } from "../../../engine/transaction/transaction";
import { compareValues } from "../../../engine/values/compare";
import { encodeInt64, fieldAt } from "../../../engine/values/encoding";
import type { JSONObject, JSONValue } from "../../../engine/values/json";
import {
  type BoundJSON,
  collect,
  fullScan,
  indexScan,
  mutation,
  openTestDatabase,
  query,
  schema,
  table,
  write,
} from "../transaction/testDatabase";

const RUNS = { seed: 4711, numRuns: 400 };

const cell: fc.Arbitrary<JSONValue | undefined> = fc.constantFrom<(JSONValue | undefined)[]>(
  undefined,
  null,
  0,
  1,
  2,
  "a",
  "b",
  true,
  encodeInt64(1n),
  [1],
);

const row = fc.record({ a: cell, b: cell, n: cell }).map(({ a, b, n }) => {
  const document: JSONObject = {};
  if (a !== undefined) document["a"] = a;
  if (b !== undefined) document["b"] = b;
  if (n !== undefined) document["nested"] = { n };
  return document;
});

const FIELDS = ["a", "b", "nested.n", "_creationTime"];
const INDEXES = { by_abn: ["a", "b", "nested.n"] };

const arbitraryRange: fc.Arbitrary<BoundJSON[]> = fc
  .record({
    equalities: fc.array(cell, { maxLength: 3 }),
    lower: fc.option(fc.record({ type: fc.constantFrom("Gt" as const, "Gte" as const), value: cell })),
    upper: fc.option(fc.record({ type: fc.constantFrom("Lt" as const, "Lte" as const), value: cell })),
    shuffle: fc.boolean(),
  })
  .map(({ equalities, lower, upper, shuffle }) => {
    const json = (value: JSONValue | undefined): JSONValue =>
      value ?? (value === null ? null : { $undefined: null });
    const bounds: BoundJSON[] = equalities.map((value, i) => ({
      type: "Eq",
      fieldPath: FIELDS[i] ?? "",
      value: json(value),
    }));
    const fieldPath = FIELDS[equalities.length] ?? "";
    if (lower !== null) bounds.push({ type: lower.type, fieldPath, value: json(lower.value) });
    if (upper !== null) bounds.push({ type: upper.type, fieldPath, value: json(upper.value) });
    return shuffle ? bounds.reverse() : bounds;
  });

function matches(document: JSONObject, bound: BoundJSON): boolean {
  const order = compareValues(fieldAt(document, bound.fieldPath.split(".")), bound.value);
  switch (bound.type) {
    case "Eq":
      return order === 0;
    case "Gt":
      return order > 0;
    case "Gte":
      return order >= 0;
    case "Lt":
      return order < 0;
    case "Lte":
      return order <= 0;
  }
}

function naive(documents: JSONObject[], range: BoundJSON[], order: string): JSONObject[] {
  const hits = documents.filter((document) => range.every((bound) => matches(document, bound)));
  const path = [...FIELDS, "_id"].map((field) => field.split("."));
  hits.sort((x, y) => {
    for (const field of path) {
      const result = compareValues(fieldAt(x, field), fieldAt(y, field));
      if (result !== 0) return result;
    }
    return 0;
  });
  return order === "desc" ? hits.reverse() : hits;
}

describe("index ranges", () => {
  test("[QU-1] an indexed query equals filtering and sorting every document, own writes included", () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(11), fc.option(row)), { maxLength: 8 }),
        arbitraryRange,
        fc.constantFrom("asc", "desc"),
        (rows, edits, range, order) => {
          const { db } = openTestDatabase();
          db.setSchema("", schema(table("t", INDEXES)));
          const ids = write(db, (tx) => rows.map((document) => tx.insert("", "t", document)));
          const tx = mutation(db);
          for (const [at, edit] of edits) {
            const id = ids[at];
            if (id === undefined) {
              if (edit !== null) tx.insert("", "t", edit);
            } else if (tx.getText("", id, false) !== null) {
              if (edit === null) tx.remove("", id);
              else tx.replace("", id, edit);
            }
          }
          const expected = naive(collect(tx, fullScan("t")), range, order);
          const wanted = indexScan("t.by_abn", range, order);
          expect(collect(tx, wanted)).toEqual(expected);
          db.commit(tx);
          expect(collect(query(db), wanted)).toEqual(expected);
        },
      ),
      RUNS,
    );
  });

  test("[QU-2] equality bounds may come in any order; nested fields and system indexes work", () => {
    const { db } = openTestDatabase();
    db.setSchema("", schema(table("t", { by_abn: ["a", "b", "nested.n"] })));
    const [first] = write(
      db,
      (tx) =>
        [
          tx.insert("", "t", { a: 1, b: 2, nested: { n: 3 } }),
          tx.insert("", "t", { a: 1, b: 2, nested: { n: 4 } }),
        ] as const,
    );
    const eq = (fieldPath: string, value: JSONValue): BoundJSON => ({ type: "Eq", fieldPath, value });
    const tx = query(db);
    const found = collect(tx, indexScan("t.by_abn", [eq("nested.n", 4), eq("a", 1), eq("b", 2)]));
    expect(found.map((d) => d["nested"])).toEqual([{ n: 4 }]);
    expect(collect(tx, indexScan("t.by_id", [eq("_id", first)]))).toHaveLength(1);
    const created = collect(tx, fullScan("t"))[0]?.["_creationTime"] ?? null;
    const sameMoment = (type: BoundJSON["type"], value: JSONValue) =>
      collect(
        tx,
        indexScan("t.by_abn", [
          ...[eq("a", 1), eq("b", 2), eq("nested.n", 3), eq("_creationTime", created)],
          { type, fieldPath: "_id", value },
        ]),
      ).length;
    expect([sameMoment("Eq", first), sameMoment("Gte", first), sameMoment("Gt", first)]).toEqual([1, 1, 0]);
    expect([sameMoment("Lte", first), sameMoment("Lt", first), sameMoment("Gt", null)]).toEqual([1, 0, 1]);
    expect([sameMoment("Lt", null), sameMoment("Gt", []), sameMoment("Lt", [])]).toEqual([0, 0, 1]);
    const later = indexScan("t.by_creation_time", [
      { type: "Gt", fieldPath: "_creationTime", value: created },
    ]);
    expect(collect(tx, later)).toHaveLength(1);
    const [, second] = collect(tx, fullScan("t"));
    const after = (id: JSONValue): BoundJSON[] => [
      eq("_creationTime", second?.["_creationTime"] ?? null),
      { type: "Gt", fieldPath: "_id", value: id },
    ];
    expect(collect(tx, indexScan("t.by_creation_time", after("")))).toEqual([second]);
    expect(collect(tx, indexScan("t.by_creation_time", after(second?.["_id"] ?? null)))).toEqual([]);
  });

  const bound = (type: BoundJSON["type"], fieldPath: string): BoundJSON => ({ type, fieldPath, value: 1 });

  test.each<[string, BoundJSON[], string]>([
    ["a skipped equality", [bound("Eq", "b")], 'skip the field "a"'],
    ["a field outside the index", [bound("Eq", "zzz")], '"zzz" is not in the index'],
    ["an equality twice", [bound("Eq", "a"), bound("Eq", "a")], "two equality bounds"],
    ["two lower bounds", [bound("Gt", "a"), bound("Gte", "a")], "two lower bounds"],
    ["two upper bounds", [bound("Lt", "a"), bound("Lte", "a")], "two upper bounds"],
    ["bounds on two fields", [bound("Gt", "a"), bound("Lt", "b")], 'on "a" but the upper bound is on "b"'],
    ["a bound that skips a field", [bound("Gt", "b")], "does not follow the equality bounds"],
    [
      "a bound on an equality field",
      [bound("Eq", "a"), bound("Gt", "a")],
      "does not follow the equality bounds",
    ],
  ])("[QU-3] refuses %s", (_name, range, message) => {
    const { db } = openTestDatabase();
    db.setSchema("", schema(table("t", INDEXES)));
    expect(() => query(db).queryStart("", indexScan("t.by_abn", range))).toThrow(message);
  });

  test("[QU-4] unknown and staged indexes are refused by name; an unknown table is empty", () => {
    const { db } = openTestDatabase();
    const staged = table("t", {});
    staged["stagedDbIndexes"] = [{ indexDescriptor: "later", fields: ["a"] }];
    db.setSchema("", schema(staged));
    const tx = query(db);
    expect(() => tx.queryStart("", indexScan("t.nope"))).toThrow("Index t.nope not found.");
    expect(() => tx.queryStart("", indexScan("t.later"))).toThrow(
      "Index t.later is currently staged and not available to query until it is enabled.",
    );
    expect(collect(tx, fullScan("unknown"))).toEqual([]);
    expect(() =>
      tx.queryStart("", { source: { type: "Search", indexName: "t.s", filters: [] }, operators: [] }),
    ).toThrow("Index t.s not found.");
  });

  test("[QU-5] an inverted range is empty", () => {
    const { db } = openTestDatabase();
    db.setSchema("", schema(table("t", INDEXES)));
    write(db, (tx) => tx.insert("", "t", { a: 2 }));
    const inverted = indexScan("t.by_abn", [
      { type: "Gt", fieldPath: "a", value: 3 },
      { type: "Lt", fieldPath: "a", value: 1 },
    ]);
    expect(collect(query(db), inverted)).toEqual([]);
  });
});

describe("operators", () => {
  function rowsOf(filter: JSONValue, rows: JSONObject[]): JSONValue[] {
    const { db } = openTestDatabase();
    write(db, (tx) => rows.forEach((document) => tx.insert("", "t", document)));
    return collect(query(db), fullScan("t", "asc", [{ filter }])).map((d) => d["v"] ?? null);
  }
  const values = (...list: JSONValue[]): JSONObject[] => list.map((v) => ({ v }));
  const field: JSONValue = { $field: "v" };
  const literal = (value: JSONValue): JSONValue => ({ $literal: value });

  test("[QU-6] comparisons follow the order over all types", () => {
    const rows = values(null, encodeInt64(5n), 1, 3, true, "x", [1]);
    expect(rowsOf({ $gt: [field, literal(1)] }, rows)).toEqual([3, true, "x", [1]]);
    expect(rowsOf({ $lte: [field, literal(1)] }, rows)).toEqual([null, encodeInt64(5n), 1]);
    expect(rowsOf({ $eq: [field, literal(encodeInt64(1n))] }, rows)).toEqual([]);
    expect(rowsOf({ $neq: [field, literal("x")] }, rows)).toHaveLength(6);
    expect(rowsOf({ $eq: [{ $field: "gone" }, literal({ $undefined: null })] }, rows)).toHaveLength(7);
  });

  test("[QU-7] arithmetic needs two floats or two integers; integers overflow loudly", () => {
    const rows = values(1, 2, 3, 4);
    expect(rowsOf({ $eq: [{ $mod: [field, 2] }, 0] }, rows)).toEqual([2, 4]);
    expect(rowsOf({ $eq: [{ $add: [field, { $mul: [2, field] }] }, 9] }, rows)).toEqual([3]);
    expect(rowsOf({ $lt: [{ $sub: [{ $div: [field, 2] }, 1] }, 0] }, rows)).toEqual([1]);
    expect(rowsOf({ $eq: [{ $neg: field }, -4] }, rows)).toEqual([4]);
    const big = values(encodeInt64(2n ** 63n - 1n));
    expect(() => rowsOf({ $eq: [{ $add: [field, encodeInt64(1n)] }, 0] }, big)).toThrow("Integer overflow");
    expect(() => rowsOf({ $eq: [{ $div: [field, encodeInt64(0n)] }, 0] }, big)).toThrow("Division by zero");
    expect(() => rowsOf({ $eq: [{ $add: [field, 1] }, 0] }, big)).toThrow("two int64 or two float64");
  });

  test("[QU-8] logic needs booleans and stops early", () => {
    const rows = values(true, false);
    expect(rowsOf({ $not: field }, rows)).toEqual([false]);
    expect(rowsOf({ $or: [field, { $eq: [1, 1] }] }, rows)).toEqual([true, false]);
    expect(rowsOf({ $and: [{ $eq: [1, 2] }, { $field: "gone" }] }, rows)).toEqual([]);
    expect(() => rowsOf({ $and: [true, { $field: "gone" }] }, rows)).toThrow("needs a boolean");
    expect(() => rowsOf(field, values("x"))).toThrow(DeveloperError);
  });

  test("[QU-9] operators apply in their order", () => {
    const { db } = openTestDatabase();
    write(db, (tx) => [1, 2, 3, 4].forEach((v) => tx.insert("", "t", { v })));
    const even = { filter: { $eq: [{ $mod: [field, 2] }, 0] } };
    const vs = (operators: JSONObject[]): JSONValue[] =>
      collect(query(db), fullScan("t", "asc", operators)).map((d) => d["v"] ?? null);
    expect(vs([even, { limit: 1 }])).toEqual([2]);
    expect(vs([{ limit: 1 }, even])).toEqual([]);
    expect(vs([{ limit: 0 }])).toEqual([]);
    expect(() => vs(Array.from({ length: 257 }, () => ({ limit: 1 })))).toThrow("at most 256 operators");
  });
});

describe("writes during a scan", () => {
  function scanWhile(
    order: string,
    change: (tx: TransactionState, ids: string[], step: number) => void,
  ): JSONValue[] {
    const { db } = openTestDatabase();
    db.setSchema("", schema(table("t", { by_v: ["v"] })));
    const ids = write(db, (tx) => [10, 20, 30].map((v) => tx.insert("", "t", { v })));
    const tx = mutation(db);
    const id = tx.queryStart("", indexScan("t.by_v", [], order));
    const seen: JSONValue[] = [];
    for (let step = 0; step < 20; step++) {
      const { valueText, done } = tx.queryNext(id);
      if (done || valueText === null) break;
      seen.push(JSON.parse(valueText).v);
      change(tx, ids, step);
    }
    return seen;
  }

  test("[QU-10] writes ahead of the scan are seen, writes behind it are not", () => {
    const write25and5 = (tx: TransactionState, _ids: string[], step: number): void => {
      if (step === 1) [25, 5].forEach((v) => tx.insert("", "t", { v }));
    };
    expect(scanWhile("asc", write25and5)).toEqual([10, 20, 25, 30]);
    expect(scanWhile("desc", write25and5)).toEqual([30, 20, 10, 5]);
  });

  test("[QU-10] a document removed or moved ahead of the scan is not seen at its old place", () => {
    const change = (tx: TransactionState, ids: string[], step: number): void => {
      if (step === 0) tx.remove("", ids[1] ?? "");
      if (step === 0) tx.patch("", ids[2] ?? "", { v: 40 });
    };
    expect(scanWhile("asc", change)).toEqual([10, 40]);
  });
});
