/** Text search: what it finds, in which order, with own writes and over restarts. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TransactionState } from "../../../engine/transaction/transaction";
import type { JSONObject, JSONValue } from "../../../engine/values/json";
import { collect, fullScan, mutation, openTestDatabase, query, write } from "../transaction/testDatabase";
import {
  bodies,
  idOf,
  idsOf,
  NOTES,
  notesOf,
  openNotes,
  searchByHand,
  searchFor,
  searchJson,
  type SearchSpec,
} from "./searchModel";

const word = fc.constantFrom("cat", "category", "cats", "dog", "do", "كتاب", "كتابة", "كت", "x", "42", "Dog");
const text = fc.array(word, { maxLength: 6 }).map((list) => list.join(" "));
const channel = fc.constantFrom<(JSONValue | undefined)[]>(undefined, null, "a", "b", 1);
const open = fc.constantFrom<(JSONValue | undefined)[]>(undefined, true, false);

const note = fc
  .record({ body: fc.option(text, { nil: undefined }), channel, open })
  .map(({ body, channel: inChannel, open: isOpen }) => {
    const document: JSONObject = {};
    if (body !== undefined) document["body"] = body;
    if (inChannel !== undefined) document["channel"] = inChannel;
    if (isOpen !== undefined) document["meta"] = { open: isOpen };
    return document;
  });

const arbitrarySearch: fc.Arbitrary<SearchSpec> = fc.record({
  text,
  filters: fc
    .tuple(
      fc.option(channel.map((value) => ({ field: "channel", value }))),
      fc.option(open.map((value) => ({ field: "meta.open", value }))),
    )
    .map((filters) => filters.flatMap((filter) => (filter === null ? [] : [filter]))),
});

type Step =
  | { kind: "insert"; note: JSONObject }
  | { kind: "patch"; at: number; body: string }
  | { kind: "replace"; at: number; note: JSONObject }
  | { kind: "remove"; at: number }
  | { kind: "rollback" }
  | { kind: "commit" }
  | { kind: "restart" };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: note.map((made): Step => ({ kind: "insert", note: made })) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(20), text).map(([at, body]): Step => ({ kind: "patch", at, body })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(20), note).map(([at, made]): Step => ({ kind: "replace", at, note: made })),
  },
  { weight: 2, arbitrary: fc.nat(20).map((at): Step => ({ kind: "remove", at })) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "rollback" }) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: "commit" }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "restart" }) },
);

function apply(tx: TransactionState, change: Step): void {
  if (change.kind === "insert") {
    tx.insert("", "notes", change.note);
    return;
  }
  if (!("at" in change)) return;
  const ids = idsOf(tx, fullScan("notes"));
  const id = ids[change.at % Math.max(1, ids.length)];
  if (id === undefined) return;
  if (change.kind === "patch") tx.patch("", id, { body: change.body });
  else if (change.kind === "replace") tx.replace("", id, change.note);
  else tx.remove("", id);
}

function expectAsByHand(tx: TransactionState, searches: readonly SearchSpec[]): void {
  const documents = collect(tx, fullScan("notes"));
  for (const search of searches) {
    expect(idsOf(tx, searchJson(search))).toEqual(searchByHand(documents, search));
  }
}

describe("what a search finds", () => {
  test("[SE-1] [SE-8] [SE-14] any writes, rollbacks, commits and restarts: what scoring by hand gives", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.array(arbitrarySearch, { minLength: 1, maxLength: 4 }),
        async (steps, searches) => {
          let { db, driver } = openTestDatabase();
          db.setSchema("", NOTES);
          let tx = mutation(db);
          let savepoint = tx.savepoint();
          for (const change of steps) {
            if (change.kind === "rollback") {
              tx.rollbackTo(savepoint);
            } else if (change.kind === "commit" || change.kind === "restart") {
              db.commit(tx);
              if (change.kind === "restart") {
                await db.flush();
                ({ db, driver } = openTestDatabase(driver.reopen()));
              }
              tx = mutation(db);
              savepoint = tx.savepoint();
            } else {
              apply(tx, change);
              // Searched in between, so that the views of pending writes are kept up to date and not made anew.
              if (searches[0] !== undefined) idsOf(tx, searchJson(searches[0]));
            }
          }
          expectAsByHand(tx, searches);
          db.commit(tx);
          expectAsByHand(query(db), searches);
          // Who reads a few only gets the very first ones.
          const documents = collect(query(db), fullScan("notes"));
          for (const search of searches)
            for (const limit of [1, 2, 5])
              expect(idsOf(query(db), searchJson(search, [{ limit }]))).toEqual(
                searchByHand(documents, search).slice(0, limit),
              );
        },
      ),
      { seed: 20, numRuns: 300 },
    );
  });

  test("[SE-3] only the last term is a prefix, and the word itself comes first", () => {
    const { db } = notesOf(["category", "cat", "dog", "doggy cat"]);
    expect(bodies(db, searchFor("cat"))).toEqual(["cat", "doggy cat", "category"]);
    expect(bodies(db, searchFor("do"))).toEqual(["dog", "doggy cat"]);
    expect(bodies(db, searchFor("do cat"))).toEqual(["cat", "doggy cat", "category"]);
    expect(bodies(db, searchFor("cat do"))).toEqual(["doggy cat", "dog", "cat"]);
  });

  test("[SE-1] more of the terms, more often, in a shorter text; then the newer", () => {
    const { db } = notesOf(["red", "red blue", "red red", "red filler words", "red"]);
    const ranked = bodies(db, searchFor("red blue"));
    expect(ranked[0]).toBe("red blue");
    expect(ranked.at(-1)).toBe("red filler words");
    const [first, second] = collect(query(db), searchFor("red")).filter(({ body }) => body === "red");
    expect(Number(first?.["_creationTime"])).toBeGreaterThan(Number(second?.["_creationTime"]));
  });

  test("[SE-1] the first 1,024 of thousands of matches are the right ones", () => {
    const { db } = openNotes();
    const words = ["x", "x x", "x y", "x y z", "x x x w w w w", "y", "x z z z"];
    write(db, (tx) => {
      for (let i = 0; i < 6000; i++) tx.insert("", "notes", { body: words[(i * i + (i >> 4)) % 7] ?? "" });
    });
    for (const text of ["x", "y x", "z x"]) {
      const search = { text, filters: [] };
      const expected = searchByHand(collect(query(db), fullScan("notes")), search).slice(0, 1024);
      for (const limit of [1, 64, 1023, 1024])
        expect(idsOf(query(db), searchJson(search, [{ limit }]))).toEqual(expected.slice(0, limit));
      // A filter in front of the limit may drop any number of them.
      const bodyOf = new Map(collect(query(db), fullScan("notes")).map((one) => [idOf(one), one["body"]]));
      const rare = bodyOf.get(expected[1000] ?? "") ?? "";
      const few: JSONObject = { filter: { $eq: [{ $field: "body" }, { $literal: rare }] } };
      expect(idsOf(query(db), searchJson(search, [few, { limit: 3 }]))).toEqual(
        expected.filter((id) => bodyOf.get(id) === rare).slice(0, 3),
      );
    }
  });

  test("[SE-4] no terms, no results, no dependency; no string, never found", () => {
    const { db } = notesOf(["a"]);
    write(db, (tx) => {
      tx.insert("", "notes", { body: 7 });
      tx.insert("", "notes", { body: ["a"] });
      tx.insert("", "notes", {});
    });
    const tx = query(db);
    for (const empty of ["", "  ", "!?", "a".repeat(33)]) expect(idsOf(tx, searchFor(empty))).toEqual([]);
    expect(tx.readSet.size).toBe(0);
    expect(idsOf(tx, searchFor("a"))).toHaveLength(1);
  });

  test("[SE-5] filters: nested fields, null, undefined, several of them", () => {
    const { db } = openNotes();
    write(db, (tx) => {
      tx.insert("", "notes", { body: "x 1", channel: "a", meta: { open: true } });
      tx.insert("", "notes", { body: "x 2", channel: "a", meta: {} });
      tx.insert("", "notes", { body: "x 3", channel: null });
      tx.insert("", "notes", { body: "x 4" });
    });
    const found = (filters: SearchSpec["filters"]): JSONValue[] =>
      bodies(db, searchFor("x", filters)).map(String).sort();
    expect(found([{ field: "channel", value: "a" }])).toEqual(["x 1", "x 2"]);
    expect(found([{ field: "channel", value: null }])).toEqual(["x 3"]);
    expect(found([{ field: "channel", value: undefined }])).toEqual(["x 4"]);
    expect(found([{ field: "meta.open", value: undefined }])).toEqual(["x 2", "x 3", "x 4"]);
    expect(
      found([
        { field: "channel", value: "a" },
        { field: "meta.open", value: true },
      ]),
    ).toEqual(["x 1"]);
    expect(
      found([
        { field: "channel", value: "a" },
        { field: "channel", value: "b" },
      ]),
    ).toEqual([]);
  });

  test("[SE-8] a document removed after the ranking was made is left out", () => {
    const { db, ids } = notesOf(["x", "x", "x"]);
    const tx = mutation(db);
    const stream = tx.queryStart("", searchFor("x"));
    tx.queryNext(stream);
    tx.remove("", ids[1] ?? "");
    expect(JSON.parse(tx.queryNext(stream).valueText ?? "null")).toMatchObject({ _id: ids[0] });
    expect(tx.queryNext(stream).done).toBe(true);
  });

  test("[SE-8] a mutation that removes what it reads gets as many as it asked for", () => {
    const { db, ids } = notesOf(["x", "x", "x", "x"]);
    const tx = mutation(db);
    const stream = tx.queryStart("", searchJson({ text: "x", filters: [] }, [{ limit: 2 }]));
    tx.queryNext(stream);
    tx.remove("", ids[2] ?? "");
    expect(JSON.parse(tx.queryNext(stream).valueText ?? "null")).toMatchObject({ _id: ids[1] });
    expect(tx.queryNext(stream).done).toBe(true);
  });

  test("[SE-10] documents that a filter drops count as read; those behind a limit do not", () => {
    const { db } = notesOf(["x 1", "x 2", "x 3"]);
    const tx = query(db);
    const dropAll: JSONObject = { filter: { $eq: [{ $field: "body" }, { $literal: "y" }] } };
    expect(collect(tx, searchJson({ text: "x", filters: [] }, [dropAll]))).toEqual([]);
    expect(tx.metrics().documentsRead.used).toBe(3);
    expect(collect(tx, searchJson({ text: "x", filters: [] }, [{ limit: 1 }]))).toHaveLength(1);
    expect(tx.metrics().documentsRead.used).toBe(4);
    expect(tx.metrics().databaseQueries.used).toBe(2);
  });
});
