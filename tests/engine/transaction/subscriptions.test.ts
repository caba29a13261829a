/** Which read sets a commit falls into: the index must agree with looking at each one, and miss nothing. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Commit } from "../../../engine/transaction/api";
import { IntervalTree } from "../../../engine/transaction/intervalTree";
import { SubscriptionIndex } from "../../../engine/transaction/subscriptionIndex";
import type { TransactionState } from "../../../engine/transaction/transaction";
import type { JSONObject, JSONValue } from "../../../engine/values/json";
import {
  type BoundJSON,
  collect,
  fullScan,
  indexScan,
  mutation,
  openTestDatabase,
  parsed,
  query,
  schema,
  table,
  write,
} from "./testDatabase";

const key = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 3 });

describe("interval tree", () => {
  test("[TX-27] finds exactly the intervals that contain a key, after any adds and removes", () => {
    const operation = fc.record({ lo: key, end: key, token: fc.nat(6), remove: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(operation, { maxLength: 60 }),
        fc.array(key, { maxLength: 10 }),
        (operations, keys) => {
          const tree = new IntervalTree<number>();
          const model = new Map<string, { lo: string; end: string; token: number }>();
          for (const { lo, end, token, remove } of operations) {
            const name = `${lo}|${end}|${token}`;
            if (remove) {
              tree.remove(lo, end, token);
              model.delete(name);
            } else {
              tree.add(lo, end, token);
              model.set(name, { lo, end, token });
            }
          }
          for (const at of keys) {
            const found = new Set<number>();
            tree.collect(at, found);
            const expected = [...model.values()]
              .filter(({ lo, end }) => lo <= at && at < end)
              .map((i) => i.token);
            expect(found).toEqual(new Set(expected));
          }
          expect(tree.isEmpty).toBe(model.size === 0);
        },
      ),
      { seed: 5, numRuns: 500 },
    );
  });
});

interface Reader {
  run: (tx: TransactionState) => JSONValue;
}

const bound = (type: BoundJSON["type"], value: JSONValue): BoundJSON => ({ type, fieldPath: "v", value });

const reader: fc.Arbitrary<Reader> = fc.oneof(
  fc.record({ lo: fc.nat(9), hi: fc.nat(9), order: fc.constantFrom("asc", "desc"), take: fc.nat(4) }).map(
    ({ lo, hi, order, take }): Reader => ({
      run: (tx) =>
        collect(
          tx,
          indexScan(
            "t.by_v",
            [bound("Gte", lo), bound("Lt", hi)],
            order,
            take === 0 ? [] : [{ limit: take }],
          ),
        ),
    }),
  ),
  fc.nat(9).map((v): Reader => ({ run: (tx) => collect(tx, indexScan("t.by_v", [bound("Eq", v)])) })),
  fc.nat(3).map(
    (v): Reader => ({
      run: (tx) =>
        collect(tx, fullScan("t", "asc", [{ filter: { $eq: [{ $field: "v" }, v] } }, { limit: 2 }])),
    }),
  ),
  fc.constant<Reader>({ run: (tx) => tx.count("", "t") }),
  fc.constant<Reader>({ run: (tx) => collect(tx, fullScan("later")) }),
);

describe("subscriptions", () => {
  test("[TX-28] a commit that changes what a query would return always falls into its read set, and both ways of asking agree", () => {
    const edit = fc.record({
      at: fc.nat(9),
      v: fc.option(fc.nat(9), { freq: 3 }),
      fresh: fc.constantFrom(true, false, false, false),
      other: fc.constantFrom(true, ...Array.from({ length: 9 }, () => false)),
    });
    fc.assert(
      fc.property(
        fc.array(fc.nat(9), { minLength: 4, maxLength: 10 }),
        fc.array(reader, { minLength: 1, maxLength: 6 }),
        fc.array(edit, { minLength: 5, maxLength: 12 }),
        (vs, readers, edits) => {
          const { db } = openTestDatabase();
          db.setSchema("", { ...schema(table("t", { by_v: ["v"] })), schemaValidation: false });
          const ids = write(db, (tx) => vs.map((v) => tx.insert("", "t", { v })));
          const index = new SubscriptionIndex<number>();
          const last = readers.map(({ run }, i) => {
            const tx = query(db);
            const result = JSON.stringify(run(tx));
            index.add(tx.readSet, i);
            return { result, readSet: tx.readSet };
          });
          const commits: Commit[] = [];
          db.onCommit((commit) => commits.push(commit));
          for (const { at, v, fresh, other } of edits) {
            write(db, (tx) => apply(tx, ids, at, v, fresh, other));
            const commit = commits.pop();
            if (commit === undefined) continue;
            const affected = index.affected(commit);
            readers.forEach(({ run }, i) => {
              const before = last[i];
              if (before === undefined) return;
              expect(db.overlaps(before.readSet, commit)).toBe(affected.has(i));
              const tx = query(db);
              const result = JSON.stringify(run(tx));
              if (result !== before.result) expect(affected.has(i)).toBe(true);
              if (affected.has(i)) {
                index.add(tx.readSet, i);
                last[i] = { result, readSet: tx.readSet };
              }
            });
          }
          for (let i = 0; i < readers.length; i++) index.remove(i);
          expect(index.size).toBe(0);
        },
      ),
      { seed: 77, numRuns: 250 },
    );
  });

  function apply(
    tx: TransactionState,
    ids: string[],
    at: number,
    v: number | null,
    fresh: boolean,
    other: boolean,
  ): void {
    const id = ids[at];
    if (other) tx.insert("", "later", {});
    else if (fresh || id === undefined) ids.push(tx.insert("", "t", { v: v ?? 0 }));
    else if (tx.getText("", id, false) !== null) {
      if (v === null) tx.remove("", id);
      else tx.patch("", id, { v });
    }
  }

  test("[TX-29] a limit ends the read set at the last row, in both directions; filters do not narrow it", () => {
    const { db } = openTestDatabase();
    db.setSchema("", schema(table("t", { by_v: ["v"] })));
    const ids = write(db, (tx) => [10, 20, 30, 40].map((v) => tx.insert("", "t", { v })));
    const readsOf = (json: JSONObject) => {
      const tx = query(db);
      collect(tx, json);
      return tx.readSet;
    };
    const firstTwo = readsOf(indexScan("t.by_v", [], "asc", [{ limit: 2 }]));
    const lastTwo = readsOf(indexScan("t.by_v", [], "desc", [{ limit: 2 }]));
    const filtered = readsOf(
      indexScan("t.by_v", [bound("Lt", 25)], "asc", [{ filter: { $eq: [{ $field: "v" }, 10] } }]),
    );
    const hitBy = (change: (tx: TransactionState) => void): boolean[] => {
      const seen: boolean[] = [];
      const off = db.onCommit((commit) => {
        seen.push(...[firstTwo, lastTwo, filtered].map((readSet) => db.overlaps(readSet, commit)));
      });
      write(db, change);
      off();
      return seen;
    };
    const touchedBy = (v: number): boolean[] => hitBy((tx) => tx.insert("", "t", { v }));
    // The rows at the ends of what was read belong to it.
    expect(hitBy((tx) => tx.patch("", ids[0] ?? "", { note: 1 }))).toEqual([true, false, true]);
    expect(hitBy((tx) => tx.patch("", ids[1] ?? "", { note: 1 }))).toEqual([true, false, true]);
    expect(hitBy((tx) => tx.patch("", ids[2] ?? "", { note: 1 }))).toEqual([false, true, false]);
    expect(hitBy((tx) => tx.patch("", ids[3] ?? "", { note: 1 }))).toEqual([false, true, false]);
    expect(touchedBy(15)).toEqual([true, false, true]);
    expect(touchedBy(25)).toEqual([false, false, false]);
    expect(touchedBy(35)).toEqual([false, true, false]);
    expect(touchedBy(24)).toEqual([false, false, true]);
  });

  test("[TX-30] get depends on its document only, also when it is missing; other keys come by touch", () => {
    const { db } = openTestDatabase();
    const [a, b] = write(db, (tx) => [tx.insert("", "t", { v: 1 }), tx.insert("", "t", { v: 2 })] as const);
    const index = new SubscriptionIndex<string>();
    const tx = query(db);
    expect(parsed(tx.getText("", a, false))).not.toBeNull();
    tx.readSet.addKey("env:LOG");
    index.add(tx.readSet, "a");
    const hits: string[][] = [];
    db.onCommit((commit) => hits.push([...index.affected(commit)]));
    write(db, (w) => w.patch("", b, { v: 3 }));
    write(db, (w) => w.patch("", a, { v: 3 }));
    write(db, (w) => w.remove("", a));
    expect(hits).toEqual([[], ["a"], ["a"]]);
    expect([...index.touched("env:LOG")]).toEqual(["a"]);
    expect([...index.touched("env:OTHER")]).toEqual([]);
    index.remove("a");
    expect([...index.touched("env:LOG")]).toEqual([]);
  });

  test("[TX-31] a nested patch of an unindexed field reaches every index range that holds the document", () => {
    const { db } = openTestDatabase();
    db.setSchema("", schema(table("t", { by_v: ["v"] })));
    const id = write(db, (tx) => tx.insert("", "t", { v: 1, body: "x" }));
    const tx = query(db);
    collect(tx, indexScan("t.by_v", [bound("Eq", 1)]));
    const other = query(db);
    collect(other, indexScan("t.by_v", [bound("Eq", 2)]));
    const overlap: boolean[] = [];
    db.onCommit((commit) =>
      overlap.push(db.overlaps(tx.readSet, commit), db.overlaps(other.readSet, commit)),
    );
    const writer = mutation(db);
    writer.patch("", id, { body: "y" });
    db.commit(writer);
    expect(overlap).toEqual([true, false]);
  });
});
