/** Text search: what it refuses, and how much it reads. */
import { describe, expect, test } from "vitest";
import { DeveloperError } from "../../../engine/transaction/errors";
import type { JSONObject } from "../../../engine/values/json";
import { collect, query, write } from "../transaction/testDatabase";
import { idsOf, openNotes, pageOf, searchFor, searchJson } from "./searchModel";

describe("limits and refusals", () => {
  const { db } = openNotes();
  const many = Array.from({ length: 17 }, (_, i) => `w${i}`).join(" ");
  const raw = (...filters: JSONObject[]): JSONObject => ({
    source: { type: "Search", indexName: "notes.search_body", filters },
    operators: [],
  });
  const textFilter = (fieldPath: string): JSONObject => ({ type: "Search", fieldPath, value: "x" });

  test.each<[string, JSONObject, string]>([
    ["no search", raw(), "has no `search`"],
    ["two searches", raw(textFilter("body"), textFilter("body")), "one `search` only"],
    ["another field", raw(textFilter("channel")), 'searches the field "channel"'],
    ["an undeclared filter", searchFor("x", [{ field: "open", value: 1 }]), 'filters by "open"'],
    ["17 terms", searchFor(many), "has 17 terms, more than the maximum of 16"],
    [
      "9 filters",
      searchFor(
        "x",
        Array.from({ length: 9 }, () => ({ field: "channel", value: "a" })),
      ),
      "has 9 filters, more than the maximum of 8",
    ],
    [
      "an unknown index",
      { ...raw(), source: { type: "Search", indexName: "notes.nope", filters: [] } },
      "Index notes.nope not found.",
    ],
    [
      "an unknown table",
      { ...raw(), source: { type: "Search", indexName: "nope.s", filters: [] } },
      "Index nope.s not found.",
    ],
  ])("[SE-6] refuses %s", (_name, json, message) => {
    const run = (): unknown => query(db).queryStart("", json);
    expect(run).toThrow(DeveloperError);
    expect(run).toThrow(message);
  });

  test("[SE-6] 16 terms and 8 filters are allowed", () => {
    const sixteen = many.split(" ").slice(1).join(" ");
    const filters = Array.from({ length: 8 }, () => ({ field: "channel", value: "a" }));
    expect(idsOf(query(db), searchFor(sixteen, filters))).toEqual([]);
  });

  test("[SE-7] the first 1,024 results can be read; the next one is an error, in pages too", () => {
    const crowd = openNotes();
    write(crowd.db, (tx) => {
      for (let i = 0; i < 1025; i++) tx.insert("", "notes", { body: i === 0 ? "x rare" : "x" });
    });
    const all = searchFor("x");
    expect(collect(query(crowd.db), searchJson({ text: "x", filters: [] }, [{ limit: 1024 }]))).toHaveLength(
      1024,
    );
    expect(() => collect(query(crowd.db), all)).toThrow("more than 1024 results");
    const first = pageOf(crowd.db, { query: all, pageSize: 1000 });
    expect(first.page).toHaveLength(1000);
    const rest = { query: all, cursor: first.continueCursor };
    expect(pageOf(crowd.db, { ...rest, pageSize: 24 }).page).toHaveLength(24);
    expect(() => pageOf(crowd.db, { ...rest, pageSize: 25 })).toThrow("more than 1024 results");
    write(crowd.db, (tx) => tx.remove("", idsOf(tx, searchFor("rare"))[0] ?? ""));
    expect(collect(query(crowd.db), all)).toHaveLength(1024);
  });
});
