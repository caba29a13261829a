/** Search and vector indexes as parts of a schema: building, keeping, dropping, staging, limits. */
import { describe, expect, test } from "vitest";
import { DeveloperError } from "../../../engine/transaction/errors";
import type { JSONObject, JSONValue } from "../../../engine/values/json";
import { openTestDatabase, query, schema, table, write } from "../transaction/testDatabase";
import { idsOf, notesOf, searchFor } from "./searchModel";

describe("indexes", () => {
  const declare = (searchField: string, filterFields: string[], member = "searchIndexes"): JSONObject =>
    schema({ ...table("notes"), [member]: [{ indexDescriptor: "search_body", searchField, filterFields }] });

  test("[SE-14] built from existing rows, rebuilt when changed, dropped, and kept otherwise", () => {
    const { db } = openTestDatabase();
    write(db, (tx) => tx.insert("", "notes", { body: "hello", title: "world", channel: "a" }));
    db.setSchema("", declare("body", []));
    expect(idsOf(query(db), searchFor("hello"))).toHaveLength(1);
    const index = db.registry.component("").table("notes")?.search.texts.get("search_body");
    db.setSchema("", schema({ ...table("notes", { by_title: ["title"] }), searchIndexes: declare2("body") }));
    expect(db.registry.component("").table("notes")?.search.texts.get("search_body")).toBe(index);
    db.setSchema("", declare("body", ["channel"]));
    expect(idsOf(query(db), searchFor("hello", [{ field: "channel", value: "a" }]))).toHaveLength(1);
    db.setSchema("", declare("title", []));
    expect(() => idsOf(query(db), searchFor("hello"))).toThrow('the index is on "title"');
    db.setSchema("", null);
    expect(() => idsOf(query(db), searchFor("hello"))).toThrow("Index notes.search_body not found.");
  });

  test("[SE-14] a staged index is built and refuses queries until it is enabled", () => {
    const { db } = openTestDatabase();
    write(db, (tx) => tx.insert("", "notes", { body: "hello" }));
    db.setSchema("", declare("body", [], "stagedSearchIndexes"));
    expect(() => idsOf(query(db), searchFor("hello"))).toThrow(
      "Index notes.search_body is currently staged and not available to query until it is enabled.",
    );
    const staged = db.registry.component("").table("notes")?.search.texts.get("search_body");
    expect(staged?.segment.size).toBe(1);
    db.setSchema("", declare("body", []));
    expect(idsOf(query(db), searchFor("hello"))).toHaveLength(1);
    expect(db.registry.component("").table("notes")?.search.texts.get("search_body")).toBe(staged);
  });

  test("[SE-14] what is removed leaves nothing behind", () => {
    const { db, ids } = notesOf(["one two", "two three", "three"]);
    write(db, (tx) => ids.forEach((id) => tx.remove("", id)));
    const segment = db.registry.component("").table("notes")?.search.texts.get("search_body")?.segment;
    expect([segment?.size, segment?.termCount, segment?.totalLength]).toEqual([0, 0, 0]);
    write(db, (tx) => ["a", "b", "c", "d"].forEach((body) => tx.insert("", "notes", { body })));
    expect(segment?.slotLimit).toBe(4);
  });

  test("[SE-15] limits per table and distinct names", () => {
    const { db } = openTestDatabase();
    const search = (name: string, filterFields: string[] = []): JSONObject => ({
      indexDescriptor: name,
      searchField: "body",
      filterFields,
    });
    const vector = (name: string, dimensions: JSONValue = 3): JSONObject => ({
      indexDescriptor: name,
      vectorField: "e",
      dimensions,
      filterFields: [],
    });
    const five = ["a", "b", "c", "d", "e"];
    const refused = (members: JSONObject): string => {
      try {
        db.setSchema("", schema({ ...table("notes", { by_x: ["x"] }), ...members }));
      } catch (error) {
        return error instanceof DeveloperError ? `${error.code}: ${error.message}` : String(error);
      }
      return "accepted";
    };
    expect(refused({ searchIndexes: five.slice(0, 4).map((name) => search(name)) })).toBe("accepted");
    expect(
      refused({
        searchIndexes: five.slice(0, 4).map((name) => search(name)),
        stagedSearchIndexes: [search("e")],
      }),
    ).toContain("5 search indexes, more than the maximum of 4");
    expect(refused({ vectorIndexes: five.map((name) => vector(name)) })).toContain(
      "5 vector indexes, more than the maximum of 4",
    );
    expect(
      refused({
        searchIndexes: [
          search(
            "s",
            Array.from({ length: 17 }, (_, i) => `f${i}`),
          ),
        ],
      }),
    ).toContain("17 filter fields, more than the maximum of 16");
    expect(refused({ searchIndexes: [search("by_x")] })).toContain('two indexes with the name "by_x"');
    expect(refused({ searchIndexes: [search("s")], vectorIndexes: [vector("s")] })).toContain(
      'two indexes with the name "s"',
    );
    expect(refused({ searchIndexes: [search("by_id")] })).toContain("reserved");
    expect(refused({ searchIndexes: [search("s", ["a", "a"])] })).toContain("twice");
    expect(refused({ searchIndexes: [{ ...search("s"), searchField: "a..b" }] })).toContain(
      "invalid field path",
    );
    for (const dimensions of [1, 4097, 2.5, "3"]) {
      expect(refused({ vectorIndexes: [vector("v", dimensions)] })).toContain("between 2 and 4096");
    }
    expect(refused({ vectorIndexes: [vector("v", 2), vector("w", 4096)] })).toBe("accepted");
  });

  function declare2(searchField: string): JSONObject[] {
    return [{ indexDescriptor: "search_body", searchField, filterFields: [] }];
  }
});
