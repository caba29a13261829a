/** Which commits make a search stale. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Commit } from "../../../engine/transaction/api";
import type { MemoryFirstDatabase } from "../../../engine/transaction/database";
import { ConflictError } from "../../../engine/transaction/errors";
import { SubscriptionIndex } from "../../../engine/transaction/subscriptionIndex";
import type { TransactionState } from "../../../engine/transaction/transaction";
import type { JSONObject } from "../../../engine/values/json";
import { mutation, openTestDatabase, query, write } from "../transaction/testDatabase";
import { idsOf, NOTES, searchFor, searchJson } from "./searchModel";

function openNotes(): MemoryFirstDatabase {
  const { db } = openTestDatabase();
  db.setSchema("", { ...NOTES, schemaValidation: false });
  return db;
}

/** Is a search stale after a commit? Asks the index over all subscriptions and the read set itself. */
function watch(
  db: MemoryFirstDatabase,
  json: JSONObject,
): (run: (tx: TransactionState) => unknown) => boolean {
  const reader = query(db);
  idsOf(reader, json);
  const index = new SubscriptionIndex<string>();
  index.add(reader.readSet, "search");
  return (run) => {
    const commits: Commit[] = [];
    const stop = db.onCommit((commit) => commits.push(commit));
    write(db, run);
    stop();
    const byIndex = commits.some((commit) => index.affected(commit).has("search"));
    const byItself = commits.some((commit) => db.overlaps(reader.readSet, commit));
    expect(byIndex).toBe(byItself);
    return byIndex;
  };
}

describe("stale searches", () => {
  test("[SE-11] a new match makes it stale, unrelated documents and searches do not", () => {
    const db = openNotes();
    const insert =
      (body: string, rest: JSONObject = {}) =>
      (tx: TransactionState): unknown =>
        tx.insert("", "notes", { body, channel: "a", ...rest });
    const stale = watch(db, searchFor("red blu", [{ field: "channel", value: "a" }]));
    expect(stale(insert("Red!"))).toBe(true);
    expect(stale(insert("bluebird"))).toBe(true);
    expect(stale(insert("green yellow"))).toBe(false);
    expect(stale(insert("reddish"))).toBe(false);
    expect(stale(insert("bl"))).toBe(false);
    expect(stale(insert("red", { channel: "b" }))).toBe(false);
    expect(stale((tx) => tx.insert("", "notes", { body: "red" }))).toBe(false);
    expect(stale((tx) => tx.insert("", "others", { body: "red", channel: "a" }))).toBe(false);
    expect(stale((tx) => tx.insert("", "notes", { title: "red", channel: "a" }))).toBe(false);
  });

  test("[SE-11] a match that changes, moves or goes makes it stale", () => {
    const db = openNotes();
    const [red, green] = write(db, (tx) => [
      tx.insert("", "notes", { body: "red", channel: "a" }),
      tx.insert("", "notes", { body: "green", channel: "a" }),
    ]);
    const stale = watch(db, searchFor("red", [{ field: "channel", value: "a" }]));
    const patch =
      (id: string | undefined, value: JSONObject) =>
      (tx: TransactionState): void =>
        tx.patch("", id ?? "", value);
    expect(stale(patch(red, { other: 1 }))).toBe(true);
    expect(stale(patch(red, { body: "gone" }))).toBe(true);
    expect(stale(patch(red, { body: "still gone" }))).toBe(false);
    expect(stale(patch(green, { body: "red now" }))).toBe(true);
    expect(stale(patch(green, { channel: "b" }))).toBe(true);
    expect(stale(patch(green, { other: 1 }))).toBe(false);
    expect(stale(patch(green, { channel: "a" }))).toBe(true);
    expect(stale((tx) => tx.remove("", green ?? ""))).toBe(true);
    expect(stale((tx) => tx.remove("", red ?? ""))).toBe(false);
  });

  test("[SE-11] of a thousand random inserts only the matching ones count", () => {
    const db = openNotes();
    const stale = watch(db, searchFor("w1 w99"));
    let staleCount = 0;
    for (let i = 0; i < 1000; i++) {
      if (stale((tx) => tx.insert("", "notes", { body: `w${i} filler` }))) staleCount++;
    }
    // w1, w99, w990 … w999
    expect(staleCount).toBe(12);
  });

  const word = fc.constantFrom("a", "ab", "abc", "b", "ba", "bab", "c");
  const body = fc.array(word, { maxLength: 4 }).map((words) => words.join(" "));
  const channel = fc.constantFrom("x", "y");
  const filters = fc.option(channel).map((value) => (value === null ? [] : [{ field: "channel", value }]));

  test("[SE-11] [SE-12] what changes a result is noticed, and the index agrees with each read set", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ body, channel }), { maxLength: 6 }),
        fc.array(fc.record({ text: body, filters }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.record({ at: fc.nat(8), body: fc.option(body), channel }), {
          minLength: 1,
          maxLength: 6,
        }),
        (notes, searches, changes) => {
          const db = openNotes();
          const ids = write(db, (tx) => notes.map((note) => tx.insert("", "notes", note)));
          const index = new SubscriptionIndex<number>();
          const found = (tx: TransactionState, at: number): string =>
            JSON.stringify(idsOf(tx, searchJson(searches[at] ?? { text: "", filters: [] })).sort());
          const run = (at: number) => {
            const tx = query(db);
            const result = found(tx, at);
            index.add(tx.readSet, at);
            return { result, readSet: tx.readSet };
          };
          const runs = searches.map((_search, at) => run(at));
          for (const { at, body: text, channel: to } of changes) {
            const commits: Commit[] = [];
            const stop = db.onCommit((commit) => commits.push(commit));
            write(db, (tx) => {
              const id = ids[at];
              if (id === undefined) ids.push(tx.insert("", "notes", { body: text ?? "", channel: to }));
              else if (text !== null) tx.replace("", id, { body: text, channel: to });
              else {
                tx.remove("", id);
                ids.splice(at, 1);
              }
            });
            stop();
            for (const commit of commits) {
              const affected = index.affected(commit);
              runs.forEach((before, number) => {
                const isStale = db.overlaps(before.readSet, commit);
                expect(affected.has(number)).toBe(isStale);
                if (isStale) runs[number] = run(number);
                else expect(found(query(db), number)).toBe(before.result);
              });
            }
          }
        },
      ),
      { seed: 21, numRuns: 300 },
    );
  });

  test("[SE-12] a subscription that is taken out is not found again", () => {
    const db = openNotes();
    const reader = query(db);
    idsOf(reader, searchFor("red"));
    const index = new SubscriptionIndex<string>();
    index.add(reader.readSet, "one");
    index.add(reader.readSet, "two");
    index.remove("one");
    const affected: string[][] = [];
    db.onCommit((commit) => affected.push([...index.affected(commit)]));
    write(db, (tx) => tx.insert("", "notes", { body: "red" }));
    index.remove("two");
    write(db, (tx) => tx.insert("", "notes", { body: "red" }));
    expect(affected).toEqual([["two"], []]);
    expect(index.size).toBe(0);
  });
});

describe("late commits", () => {
  test("[SE-13] a transaction that searched conflicts when the index has changed", () => {
    const db = openNotes();
    const late = (run: (tx: TransactionState) => unknown): (() => unknown) => {
      const tx = mutation(db);
      idsOf(tx, searchFor("red"));
      tx.insert("", "log", {});
      write(db, run);
      return () => db.commit(tx);
    };
    write(db, (tx) => tx.insert("", "log", {}));
    expect(late((tx) => tx.insert("", "notes", { body: "red" }))).toThrow(ConflictError);
    expect(late((tx) => tx.insert("", "log", { body: "red" }))).not.toThrow();
  });
});
