/** Text search in pages. */
import { describe, expect, test } from "vitest";
import type { JSONObject } from "../../../engine/values/json";
import { query, write } from "../transaction/testDatabase";
import { idsOf, notesOf, pageOf, searchFor, searchJson, walkPages } from "./searchModel";

describe("pages", () => {
  const sample = ["x", "x x", "x y", "x y z", "x a", "x b", "x x x c", "other"];

  test("[SE-9] the pages together are the search, in order", () => {
    const { db } = notesOf(sample);
    for (const pageSize of [1, 2, 3, 7]) {
      expect(walkPages(db, searchFor("x y"), pageSize)).toEqual(idsOf(query(db), searchFor("x y")));
    }
    expect(pageOf(db, { query: searchFor("x"), pageSize: 7 }).isDone).toBe(false);
    expect(pageOf(db, { query: searchFor("x"), pageSize: 8 }).isDone).toBe(true);
  });

  test("[SE-9] unrelated writes between the pages shift scores and lose or double nothing", () => {
    const { db } = notesOf(sample);
    const before = idsOf(query(db), searchFor("x"));
    const walked = walkPages(db, searchFor("x"), 1, () =>
      write(db, (tx) => tx.insert("", "notes", { body: "quite another long text" })),
    );
    expect(walked).toEqual(before);
  });

  test("[SE-9] a page behind a document that is gone goes on where it stood", () => {
    const { db } = notesOf(sample);
    const ranked = idsOf(query(db), searchFor("x"));
    const first = pageOf(db, { query: searchFor("x"), pageSize: 3 });
    write(db, (tx) => tx.remove("", ranked[2] ?? ""));
    const next = pageOf(db, { query: searchFor("x"), pageSize: 10, cursor: first.continueCursor });
    expect(next.page.map(({ _id }) => _id)).toEqual(ranked.slice(3));
  });

  test("[SE-9] a page up to an end cursor takes in what comes to stand inside it", () => {
    const { db } = notesOf(sample);
    const first = pageOf(db, { query: searchFor("x"), pageSize: 3 });
    const added = write(db, (tx) => tx.insert("", "notes", { body: "x x x x x" }));
    const again = pageOf(db, { query: searchFor("x"), pageSize: 3, endCursor: first.continueCursor });
    expect(again.page.map(({ _id }) => _id)).toContain(added);
    expect(again.page).toHaveLength(4);
    expect(again.continueCursor).toBe(first.continueCursor);
  });

  test("[SE-9] a cursor of another search is InvalidCursor", () => {
    const { db } = notesOf(sample);
    const { continueCursor } = pageOf(db, { query: searchFor("x"), pageSize: 1 });
    expect(() => pageOf(db, { query: searchFor("y"), pageSize: 1, cursor: continueCursor })).toThrow(
      "InvalidCursor",
    );
  });

  test("[SE-9] documents of a page that a filter drops make it shorter, not done", () => {
    const { db } = notesOf(sample);
    const long: JSONObject = { filter: { $eq: [{ $field: "body" }, { $literal: "x" }] } };
    const json = searchJson({ text: "x", filters: [] }, [long]);
    const cut = pageOf(db, { query: json, pageSize: 5, maximumRowsRead: 2 });
    expect(cut.page.length).toBeLessThan(2);
    expect(cut.isDone).toBe(false);
    expect(walkPages(db, json, 2)).toHaveLength(1);
  });
});
