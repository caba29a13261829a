/** Schemas: parsing, enforcement at write, checking existing rows, switching indexes. Schemas come from `convex/server`. */
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { describe, expect, test } from "vitest";
import type { JSONObject } from "../../../engine/values/json";
import { collect, indexScan, mutation, openTestDatabase, query, schema, table, write } from "./testDatabase";

type Exportable = { export(): string };

function exported(definition: unknown): JSONObject {
  return JSON.parse((definition as Exportable).export());
}

const MESSAGES = exported(
  defineSchema({
    users: defineTable({ name: v.string() }).index("by_name", ["name"]),
    messages: defineTable({ author: v.id("users"), body: v.optional(v.string()) }).index("by_author", [
      "author",
    ]),
  }),
);

describe("enforcement", () => {
  test("[TX-18] a write that does not match is refused with Convex's text; the transaction goes on", () => {
    const { db } = openTestDatabase();
    db.setSchema("", MESSAGES);
    const tx = mutation(db);
    expect(() => tx.insert("", "users", {})).toThrow(
      'Failed to insert or update a document in table "users" because it does not match the schema: ' +
        "Object is missing the required field `name`. Consider wrapping the field validator in `v.optional(...)` if this is expected.\n\n" +
        "Object: {}\nValidator: v.object({name: v.string()})",
    );
    const user = tx.insert("", "users", { name: "Amal" });
    expect(() => tx.patch("", user, { name: 5 })).toThrow("Path: .name\nValue: 5.0\nValidator: v.string()");
    expect(() => tx.replace("", user, { name: "x", age: 1 })).toThrow("extra field `age`");
    const message = tx.insert("", "messages", { author: user });
    expect(() => tx.patch("", message, { author: message })).toThrow("from table `messages`");
    db.commit(tx);
    expect(collect(query(db), indexScan("users.by_name"))).toMatchObject([{ name: "Amal" }]);
  });

  test("[TX-19] undeclared tables hold anything; declared ones what fits, unless nothing is validated", () => {
    const { db } = openTestDatabase();
    db.setSchema("", MESSAGES);
    write(db, (tx) => [tx.insert("", "other", { anything: [1] })]);
    expect(() => mutation(db).insert("", "users", { anything: 1 })).toThrow("does not match the schema");
    const loose = exported(
      defineSchema({ users: defineTable({ name: v.string() }) }, { schemaValidation: false }),
    );
    db.setSchema("", loose);
    write(db, (tx) => [tx.insert("", "other", {}), tx.insert("", "users", { anything: 1 })]);
  });

  test("[TX-19] a refused document does not leave a table behind", () => {
    const { db } = openTestDatabase();
    write(db, (tx) => {
      expect(() => tx.insert("", "other", { text: "\ud800" })).toThrow("invalid Unicode");
      return [tx.insert("", "users", {})];
    });
    expect(db.listTables("").map(({ name }) => name)).toEqual(["users"]);
  });

  test("[TX-20] system fields are not part of the document type", () => {
    const { db } = openTestDatabase();
    db.setSchema(
      "",
      exported(
        defineSchema({ t: defineTable(v.union(v.object({ a: v.null() }), v.object({ b: v.null() }))) }),
      ),
    );
    write(db, (tx) => [tx.insert("", "t", { a: null }), tx.insert("", "t", { b: null })]);
    expect(() => mutation(db).insert("", "t", { a: null, b: null })).toThrow(
      "Value does not match validator.",
    );
  });
});

describe("changing the schema", () => {
  test("[TX-21] existing rows that do not match refuse it, naming the row; the old schema stays active", () => {
    const { db } = openTestDatabase();
    db.setSchema("", schema(table("users", { by_name: ["name"] })));
    const bad = write(db, (tx) => [
      tx.insert("", "users", { name: "ok" }),
      tx.insert("", "users", { name: 1 }),
    ])[1];
    expect(db.checkSchema("", MESSAGES)).toEqual({
      table: "users",
      message:
        `Document with ID "${bad}" in table "users" does not match the schema: Value does not match validator.\n` +
        "Path: .name\nValue: 1.0\nValidator: v.string()",
    });
    expect(() => db.setSchema("", MESSAGES)).toThrow(`Document with ID "${bad}"`);
    expect(db.listTables("").map((t) => t.name)).toEqual(["users"]);
    write(db, (tx) => tx.insert("", "users", { name: 2 }));
    expect(collect(query(db), indexScan("users.by_name"))).toHaveLength(3);
  });

  test("[TX-22] indexes are built from existing rows, dropped, and kept when unchanged; it survives a restart", async () => {
    const { db, driver } = openTestDatabase();
    db.setSchema("", schema(table("t", { by_a: ["a"], by_b: ["b"] })));
    write(db, (tx) => [3, 1, 2].forEach((n) => tx.insert("", "t", { a: n, b: -n })));
    db.setSchema("", schema(table("t", { by_a: ["a"], by_b: ["a", "b"], by_c: ["c"] })));
    const as = (name: string) => collect(query(db), indexScan(`t.${name}`)).map((d) => d["a"]);
    expect(as("by_a")).toEqual([1, 2, 3]);
    expect(as("by_b")).toEqual([1, 2, 3]);
    expect(as("by_c")).toHaveLength(3);
    db.setSchema("", schema(table("t", { by_a: ["a"] })));
    expect(() => as("by_b")).toThrow("Index t.by_b not found.");
    await db.close();
    const again = openTestDatabase(driver.reopen()).db;
    expect(again.schema("")).toEqual(schema(table("t", { by_a: ["a"] })));
    expect(collect(query(again), indexScan("t.by_a")).map((d) => d["a"])).toEqual([1, 2, 3]);
    again.setSchema("", null);
    expect(() => collect(query(again), indexScan("t.by_a"))).toThrow("Index t.by_a not found.");
  });

  test("[TX-23] it switches with the commit of the transaction that sets it, together with its other writes", () => {
    const { db } = openTestDatabase();
    const tx = mutation(db);
    tx.setSchema("", schema(table("t", { by_a: ["a"] })));
    tx.systemInsert("", "_modules", { path: "a.js" });
    expect(db.schema("")).toBeNull();
    db.commit(tx);
    expect(db.schema("")).not.toBeNull();
    expect(collect(query(db), indexScan("t.by_a"))).toEqual([]);
    expect(
      query(db).normalizeId(
        "",
        "t",
        write(db, (w) => w.insert("", "t", {})),
      ),
    ).not.toBeNull();
  });

  test("[TX-24] table numbers start at 10001, are never reused, and survive a restart", async () => {
    const { db, driver } = openTestDatabase();
    write(db, (tx) => [tx.insert("", "b", {}), tx.insert("", "a", {}), tx.insert("child", "z", {})]);
    await db.close();
    const again = openTestDatabase(driver.reopen()).db;
    write(again, (tx) => tx.insert("", "c", {}));
    expect(again.listTables("")).toEqual([
      { name: "b", number: 10_001, rows: 1 },
      { name: "a", number: 10_002, rows: 1 },
      { name: "c", number: 10_003, rows: 1 },
    ]);
    expect(again.listTables("child")).toEqual([{ name: "z", number: 10_001, rows: 1 }]);
    expect(again.components()).toEqual(["", "child"]);
  });
});

describe("declarations", () => {
  const indexes = (list: Record<string, string[]>) => schema(table("t", list));
  const many = Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`i${i}`, ["a"]]));

  test.each<[string, JSONObject, string]>([
    ["a reserved index name", indexes({ by_id: ["a"] }), "reserved"],
    ["an index on _creationTime", indexes({ i: ["a", "_creationTime"] }), "added to the end of every index"],
    ["an index without fields", indexes({ i: [] }), "has no fields"],
    ["too many index fields", indexes({ i: Array.from({ length: 17 }, (_, i) => `f${i}`) }), "maximum of 16"],
    ["a field twice", indexes({ i: ["a", "a"] }), "twice"],
    ["a bad field path", indexes({ i: ["a..b"] }), "invalid field path"],
    ["too many indexes", indexes(many), "maximum of 32"],
    ["a bad table name", schema(table("_t")), "table name"],
    ["a table twice", schema(table("t"), table("t")), "declared twice"],
    ["a document type that is no object", schema(table("t", {}, { type: "string" })), "must be an object"],
    ["a malformed validator", schema(table("t", {}, { type: "nope" })), "Malformed validator"],
  ])("[TX-25] refuses %s", (_name, json, message) => {
    const { db } = openTestDatabase();
    expect(() => db.checkSchema("", json)).toThrow(message);
    expect(() => db.setSchema("", json)).toThrow(message);
  });

  test("[TX-9] ten thousand tables and no more, declared or made by a write", () => {
    const { db } = openTestDatabase();
    const declared = schema(...Array.from({ length: 10_001 }, (_, index) => table(`t${index}`)));
    expect(() => db.checkSchema("", declared)).toThrow("more than the maximum of 10000");
    for (let from = 0; from < 10_000; from += 500)
      write(db, (tx) => {
        for (let n = from; n < from + 500; n += 1) tx.insert("", `t${n}`, {});
      });
    expect(() => write(db, (tx) => tx.insert("", "tooMany", {}))).toThrow("10000 tables already");
    expect(db.listTables("")).toHaveLength(10_000);
  });

  test("[TX-26] search and vector indexes come and go with the others; a query names an index of its kind", () => {
    const { db } = openTestDatabase();
    const searched = exported(
      defineSchema({
        t: defineTable({ a: v.string(), e: v.optional(v.array(v.number())) })
          .index("by_a", ["a"])
          .searchIndex("search_a", { searchField: "a" })
          .vectorIndex("by_e", { vectorField: "e", dimensions: 3 }),
      }),
    );
    const search = (indexName: string): JSONObject => ({
      source: { type: "Search", indexName, filters: [{ type: "Search", fieldPath: "a", value: "x" }] },
      operators: [],
    });
    write(db, (tx) => tx.insert("", "t", { a: "x y" }));
    db.setSchema("", searched);
    expect(collect(query(db), search("t.search_a"))).toHaveLength(1);
    expect(() => collect(query(db), search("t.by_a"))).toThrow("Index t.by_a is no search index");
    expect(() => collect(query(db), search("t.by_e"))).toThrow("Index t.by_e not found.");
    expect(() => collect(query(db), indexScan("t.search_a"))).toThrow("Index t.search_a is a search index");
    expect(() => collect(query(db), indexScan("t.by_e"))).toThrow("Index t.by_e is a vector index");
    db.setSchema("", schema(table("t")));
    expect(() => collect(query(db), search("t.search_a"))).toThrow("Index t.search_a not found.");
  });
});
