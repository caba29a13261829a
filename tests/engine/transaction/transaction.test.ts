/** Transactions: own writes, undo, creation times, limits, errors, system tables, conflicts. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConflictError } from "../../../engine/transaction/errors";
import type { TransactionState } from "../../../engine/transaction/transaction";
import { encodeId } from "../../../engine/values/ids";
import type { JSONObject, JSONValue } from "../../../engine/values/json";
import {
  collect,
  fullScan,
  indexScan,
  mutation,
  NOW,
  openTestDatabase,
  parsed,
  query,
  schema,
  table,
  write,
} from "./testDatabase";

const STRANGER = encodeId(10_999, new Uint8Array(16));

describe("documents", () => {
  test("[TX-1] insert, get, patch, replace, remove within one transaction and after its commit", async () => {
    const { db } = openTestDatabase();
    const tx = mutation(db);
    const id = tx.insert("", "messages", { body: "hello", n: 1 });
    const created = parsed(tx.getText("", id, false))?.["_creationTime"];
    expect(parsed(tx.getText("", id, false))).toEqual({
      _id: id,
      _creationTime: created,
      body: "hello",
      n: 1,
    });
    tx.patch("", id, { n: { $undefined: null }, extra: [1, null] });
    expect(parsed(tx.getText("", id, false))).toEqual({
      _id: id,
      _creationTime: created,
      body: "hello",
      extra: [1, null],
    });
    const { ts, durable } = db.commit(tx);
    expect(db.latestTs).toBe(ts);
    await durable;
    expect(db.durableTs).toBe(ts);
    const next = mutation(db);
    next.replace("", id, { body: "bye" });
    expect(parsed(next.getText("", id, false))).toEqual({ _id: id, _creationTime: created, body: "bye" });
    next.remove("", id);
    expect(next.getText("", id, false)).toBeNull();
    expect(collect(next, fullScan("messages"))).toEqual([]);
    db.commit(next);
    expect(query(db).getText("", id, false)).toBeNull();
  });

  test("[TX-2] nothing is visible before the commit, everything after it", () => {
    const { db } = openTestDatabase();
    const tx = mutation(db);
    const id = tx.insert("", "t", { v: 1 });
    expect(query(db).getText("", id, false)).toBeNull();
    expect(collect(query(db), fullScan("t"))).toEqual([]);
    db.commit(tx);
    expect(collect(query(db), fullScan("t"))).toHaveLength(1);
  });

  test("[TX-3] creation times order inserts, within a transaction, over transactions and when the clock stands still", async () => {
    const { db, driver } = openTestDatabase();
    const ids = [0, 1, 2].flatMap((i) => write(db, (tx) => [i, i, i].map((v) => tx.insert("", "t", { v }))));
    const rows = collect(query(db), fullScan("t"));
    expect(rows.map((d) => d["_id"])).toEqual(ids);
    const times = rows.map((d) => d["_creationTime"] as number);
    expect(new Set(times).size).toBe(9);
    for (const time of times) expect(time).toBeCloseTo(NOW, 0);
    await db.close();
    const again = openTestDatabase(driver.reopen()).db;
    const late = write(again, (tx) => tx.insert("", "t", { v: 9 }));
    expect(collect(query(again), fullScan("t")).at(-1)?.["_id"]).toBe(late);
  });

  test("[TX-4] a write that changes nothing is no write", () => {
    const { db } = openTestDatabase();
    const id = write(db, (tx) => tx.insert("", "t", { a: 1, b: { c: 2, d: 3 } }));
    const commits: unknown[] = [];
    db.onCommit((commit) => commits.push(commit));
    const before = db.latestTs;
    const tx = mutation(db);
    tx.patch("", id, { a: 1 });
    tx.replace("", id, { b: { d: 3, c: 2 }, a: 1 });
    tx.patch("", id, { a: 5 });
    tx.patch("", id, { a: 1 });
    const gone = tx.insert("", "t", { a: 2 });
    tx.remove("", gone);
    expect(db.commit(tx).ts).toBe(before);
    expect(commits).toEqual([]);
  });

  test("[TX-5] system fields: not given at insert, unchangeable afterwards", () => {
    const { db } = openTestDatabase();
    const tx = mutation(db);
    expect(() => tx.insert("", "t", { _id: "x" })).toThrow("must not have the field `_id`");
    expect(() => tx.insert("", "t", { _creationTime: 1 })).toThrow("must not have the field `_creationTime`");
    const id = tx.insert("", "t", { v: 1 });
    const document = parsed(tx.getText("", id, false)) ?? {};
    tx.replace("", id, { ...document, v: 2 });
    tx.patch("", id, { _id: id });
    expect(() => tx.patch("", id, { _id: "other" })).toThrow("does not match the document's `_id`");
    expect(() => tx.replace("", id, { _creationTime: 1 })).toThrow(
      "does not match the document's `_creationTime`",
    );
  });

  test("[TX-6] wrong ids: texts for malformed, foreign, system and missing", () => {
    const { db } = openTestDatabase();
    const [user, message] = write(
      db,
      (tx) => [tx.insert("", "users", {}), tx.insert("", "messages", {})] as const,
    );
    const job = write(db, (tx) => tx.systemInsert("", "_scheduled_functions", { name: "a:b" }));
    const hidden = write(db, (tx) => tx.systemInsert("", "_env", { name: "SECRET", value: "x" }));
    const tx = mutation(db);
    expect(() => tx.getText("", "abc", false)).toThrow(
      "Invalid argument `id` for `db.get`: Unable to decode ID: Invalid ID length 3",
    );
    expect(() => tx.getText("", `${user.slice(0, -1)}_`, false)).toThrow("Invalid base32 encoding");
    expect(() => tx.getText("", `${user.slice(0, -1)}${user.endsWith("0") ? 1 : 0}`, false)).toThrow(
      "checksum",
    );
    expect(tx.getText("", STRANGER, false)).toBeNull();
    expect(() => tx.getText("", user, false, "messages")).toThrow(
      'Invalid argument `id` for `db.get`: expected to be an Id<"messages">, got Id<"users"> instead.',
    );
    expect(parsed(tx.getText("", message, false, "messages"))?.["_id"]).toBe(message);
    expect(() => tx.getText("", job, false)).toThrow("System tables can only be accessed from db.system.get");
    expect(() => tx.getText("", user, true)).toThrow("User tables can only be accessed from db.get");
    expect(parsed(tx.getText("", job, true))?.["name"]).toBe("a:b");
    expect(tx.getText("", hidden, true)).toBeNull();
    expect(() => tx.patch("", job, {})).toThrow("read-only");
    expect(() => tx.insert("", "_scheduled_functions", {})).toThrow("read-only");
    tx.remove("", user);
    expect(() => tx.patch("", user, {})).toThrow(`Update on nonexistent document ID ${user}`);
    expect(() => tx.replace("", user, {})).toThrow(`Replace on nonexistent document ID ${user}`);
    expect(() => tx.remove("", user)).toThrow(`Delete on nonexistent document ID ${user}`);
    expect(tx.normalizeId("", "messages", message)).toBe(message);
    expect(tx.normalizeId("", "users", message)).toBeNull();
    expect(tx.normalizeId("", "users", "abc")).toBeNull();
    expect(tx.normalizeId("", "_env", hidden)).toBeNull();
  });

  test("[TX-7] components do not see each other's tables", () => {
    const { db } = openTestDatabase();
    const [own, child] = write(
      db,
      (tx) => [tx.insert("", "t", { v: 1 }), tx.insert("child", "t", { v: 2 })] as const,
    );
    const tx = query(db);
    expect(collect(tx, fullScan("t")).map((d) => d["v"])).toEqual([1]);
    expect(collect(tx, fullScan("t"), "child").map((d) => d["v"])).toEqual([2]);
    // Both are the first table of their component, so the number alone cannot tell the ids apart: the rows must.
    expect(tx.getText("", child, false)).toBeNull();
    expect(tx.getText("child", own, false)).toBeNull();
  });

  test("[TX-8] a query cannot write", () => {
    const { db } = openTestDatabase();
    expect(() => query(db).insert("", "t", {})).toThrow("Queries cannot write");
  });

  test.each(["", "1a", "a-b", "é", "a".repeat(65)])("[TX-9] refuses the table name %j", (name) => {
    expect(() => mutation(openTestDatabase().db).insert("", name, {})).toThrow("table name");
  });

  test("[TX-10] the commit timestamp fills its placeholders and is findable before", () => {
    const { db } = openTestDatabase();
    db.setSchema("", schema(table("t", { by_at: ["at"] })));
    const tx = mutation(db);
    const id = tx.insert("", "t", { at: { $commitTs: null }, nested: [{ at: { $commitTs: null } }] });
    const own = indexScan("t.by_at", [{ type: "Eq", fieldPath: "at", value: { $commitTs: null } }]);
    expect(collect(tx, own)).toHaveLength(1);
    const { ts } = db.commit(tx);
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(ts);
    const at = { $integer: bytes.toString("base64") };
    expect(parsed(query(db).getText("", id, false))).toMatchObject({ at, nested: [{ at }] });
    expect(
      collect(query(db), indexScan("t.by_at", [{ type: "Eq", fieldPath: "at", value: at }])),
    ).toHaveLength(1);
    expect(collect(query(db), own)).toEqual([]);
  });
});

describe("sub-transactions", () => {
  test("[TX-11] rolling back undoes writes, new tables and write budgets, and keeps what was spent on reads", () => {
    const { db } = openTestDatabase();
    const tx = mutation(db);
    const kept = tx.insert("", "a", { v: 1 });
    const before = tx.metrics();
    const point = tx.savepoint();
    const lost = tx.insert("", "b", { v: 2 });
    tx.patch("", kept, { v: 3 });
    tx.charge("functionsScheduled", 5);
    tx.rollbackTo(point);
    expect(parsed(tx.getText("", kept, false))?.["v"]).toBe(1);
    expect(tx.getText("", lost, false)).toBeNull();
    expect(tx.metrics().documentsWritten).toEqual(before.documentsWritten);
    expect(tx.metrics().functionsScheduled.used).toBe(0);
    expect(tx.metrics().documentsRead.used).toBeGreaterThan(before.documentsRead.used);
    db.commit(tx);
    expect(db.listTables("").map((t) => t.name)).toEqual(["a"]);
  });

  interface Step {
    kind: "insert" | "patch" | "replace" | "remove" | "savepoint" | "rollback" | "commit" | "abandon";
    at: number;
    v: number;
  }

  const steps: fc.Arbitrary<Step[]> = fc.array(
    fc.record({
      kind: fc.constantFrom<Step["kind"][]>(
        "insert",
        "insert",
        "patch",
        "replace",
        "remove",
        "savepoint",
        "rollback",
        "commit",
        "abandon",
      ),
      at: fc.nat(20),
      v: fc.nat(5),
    }),
    { maxLength: 40 },
  );

  test("[TX-12] random transactions with savepoints behave like a copied map", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const { db, driver } = openTestDatabase();
        db.setSchema("", schema(table("t", { by_v: ["v"] })));
        let committed = new Map<string, JSONValue>();
        let model = new Map(committed);
        let saved: { point: ReturnType<TransactionState["savepoint"]>; model: Map<string, JSONValue> }[] = [];
        let tx = mutation(db);
        const restart = (): void => {
          model = new Map(committed);
          saved = [];
          tx = mutation(db);
        };
        for (const { kind, at, v } of list) {
          const ids = [...model.keys()].sort();
          const id = ids[at % Math.max(1, ids.length)];
          if (kind === "insert") model.set(tx.insert("", "t", { v }), v);
          else if (kind === "savepoint") saved.push({ point: tx.savepoint(), model: new Map(model) });
          else if (kind === "rollback") {
            const last = saved.pop();
            if (last !== undefined) {
              tx.rollbackTo(last.point);
              model = last.model;
            }
          } else if (kind === "commit") {
            db.commit(tx);
            committed = model;
            restart();
          } else if (kind === "abandon") restart();
          else if (id !== undefined) {
            if (kind === "patch") tx.patch("", id, { v });
            if (kind === "replace") tx.replace("", id, { v });
            if (kind === "remove") tx.remove("", id);
            if (kind === "remove") model.delete(id);
            else model.set(id, v);
          }
          expectState(tx, model);
        }
        expectState(query(db), committed);
        await db.close();
        expectState(query(openTestDatabase(driver.reopen()).db), committed);
      }),
      { seed: 31_337, numRuns: 150 },
    );
  });

  function expectState(tx: TransactionState, model: Map<string, JSONValue>): void {
    const rows = collect(tx, fullScan("t"));
    expect(new Map(rows.map((d) => [d["_id"], d["v"]]))).toEqual(new Map(model));
    const sorted = collect(tx, indexScan("t.by_v")).map((d) => d["v"]);
    expect(sorted).toEqual([...model.values()].sort((a, b) => Number(a) - Number(b)));
    expect(tx.count("", "t")).toBe(model.size);
  }
});

describe("budgets", () => {
  test("[TX-13] documents read, filtered-out ones included", () => {
    const { db } = openTestDatabase();
    for (let i = 0; i < 3; i++) {
      write(db, (tx) => {
        for (let k = 0; k < 11_000; k++) tx.insert("", "t", { k });
      });
    }
    const never: JSONObject = { filter: { $eq: [{ $field: "k" }, -1] } };
    expect(() => collect(query(db), fullScan("t", "asc", [never]))).toThrow(
      "Too many documents read in a single function execution (limit: 32000)",
    );
    const tx = query(db);
    expect(collect(tx, fullScan("t", "asc", [{ limit: 32_000 }]))).toHaveLength(32_000);
    expect(tx.metrics().documentsRead).toEqual({ used: 32_000, remaining: 0 });
  });

  test("[TX-13] bytes read and written, documents written, index ranges", () => {
    const { db } = openTestDatabase();
    const blob = "x".repeat(1_000_000);
    const ids = write(db, (tx) => Array.from({ length: 16 }, () => tx.insert("", "t", { blob })));
    expect(() => write(db, (tx) => Array.from({ length: 17 }, () => tx.insert("", "t", { blob })))).toThrow(
      "Too many bytes written",
    );
    write(db, (tx) => ids.push(tx.insert("", "t", { blob })));
    expect(() => collect(query(db), fullScan("t"))).toThrow("Too many bytes read");
    const writer = mutation(db);
    for (let i = 0; i < 16_000; i++) writer.insert("", "s", {});
    expect(() => writer.insert("", "s", {})).toThrow(
      "Too many writes in a single function execution (limit: 16000)",
    );
    const reader = query(db);
    for (let i = 0; i < 4096; i++) reader.getText("", STRANGER, false);
    expect(() => reader.getText("", STRANGER, false)).toThrow(
      "Too many reads in a single function execution (limit: 4096)",
    );
  });

  test("[TX-14] a nested call's limits only lower what is left, and end with it", () => {
    const { db } = openTestDatabase();
    const tx = mutation(db);
    const restore = tx.restrictBudget({ documentsWritten: 1, functionsScheduled: 99_999 });
    tx.insert("", "t", {});
    expect(() => tx.insert("", "t", {})).toThrow("Too many writes");
    expect(tx.metrics().functionsScheduled.remaining).toBe(1000);
    restore();
    tx.insert("", "t", {});
  });
});

describe("system tables", () => {
  test("[TX-15] insert, list by index prefix, replace, remove; atomic with user writes", () => {
    const { db } = openTestDatabase();
    const tx = mutation(db);
    const a = tx.systemInsert("", "_scheduled_functions", { state: { kind: "pending" }, scheduledTime: 5 });
    const b = tx.systemInsert("", "_scheduled_functions", { state: { kind: "pending" }, scheduledTime: 3 });
    tx.systemInsert("", "_scheduled_functions", { state: { kind: "success" }, scheduledTime: 1 });
    const pending = (from: TransactionState, limit?: number) =>
      from.systemList("", "_scheduled_functions", "by_state", ["pending"], limit).map((d) => d["_id"]);
    expect(pending(tx)).toEqual([b, a]);
    db.commit(tx);
    const next = mutation(db);
    expect(pending(next, 1)).toEqual([b]);
    next.systemReplace("", "_scheduled_functions", b, { state: { kind: "failed" }, scheduledTime: 3 });
    expect(next.systemGet("", "_scheduled_functions", b)).toMatchObject({ state: { kind: "failed" } });
    expect(pending(next)).toEqual([a]);
    next.systemRemove("", "_scheduled_functions", a);
    expect(pending(next)).toEqual([]);
    expect(collect(next, fullScan("_scheduled_functions"))).toHaveLength(2);
    expect(() => next.queryStart("", fullScan("_env"))).toThrow("System table _env not found");
    expect(() => next.queryStart("", indexScan("_scheduled_functions.by_state"))).toThrow("not found");
  });

  test("[TX-15] results are the caller's own copies", () => {
    const { db } = openTestDatabase();
    const id = write(db, (tx) => tx.systemInsert("", "_kv", { key: "k", value: { n: 1 } }));
    const copy = query(db).systemGet("", "_kv", id);
    if (copy !== null) copy["value"] = "changed";
    expect(query(db).systemGet("", "_kv", id)).toMatchObject({ value: { n: 1 } });
  });
});

describe("steps", () => {
  test("[TX-16] a transaction cannot read after another one committed", () => {
    const { db } = openTestDatabase();
    const tx = query(db);
    write(db, (other) => other.insert("", "t", {}));
    expect(() => tx.queryStart("", fullScan("t"))).toThrow("used after its step");
  });

  test("[TX-17] committing late conflicts exactly when something it read has changed", () => {
    const { db } = openTestDatabase();
    db.setSchema("", schema(table("t", { by_v: ["v"] }), table("other")));
    const id = write(db, (tx) => tx.insert("", "t", { v: 1 }));
    const range = indexScan("t.by_v", [{ type: "Lt", fieldPath: "v", value: 10 }]);
    const reads = (run: (tx: TransactionState) => void): (() => void) => {
      const tx = mutation(db);
      run(tx);
      tx.insert("", "other", {});
      return () => void db.commit(tx);
    };
    const byId = reads((tx) => tx.getText("", id, false));
    const byRange = reads((tx) => collect(tx, range));
    const elsewhere = reads((tx) =>
      collect(tx, indexScan("t.by_v", [{ type: "Gt", fieldPath: "v", value: 10 }])),
    );
    write(db, (tx) => tx.patch("", id, { v: 2 }));
    expect(byId).toThrow(ConflictError);
    expect(byRange).toThrow('Documents read from or written to the "t" table changed');
    expect(elsewhere).not.toThrow();
  });

  test("[TX-17] two late transactions cannot both create a table", () => {
    const { db } = openTestDatabase();
    const [a, b] = [mutation(db), mutation(db)];
    a.insert("", "x", {});
    b.insert("", "y", {});
    db.commit(a);
    expect(() => db.commit(b)).toThrow(ConflictError);
  });
});
