/** Transactions against the in-memory driver: reading own writes, undo, ids, creation times, errors. */
import { describe, expect, test } from "vitest";
import { MemoryDriver } from "../../../engine/storage/memoryDriver";
import { createDatabase, type MemoryFirstDatabase } from "../../../engine/transaction/database";
import type { JSONObject } from "../../../engine/values/json";

const NOW = 1_750_000_000_000;

function open(driver = new MemoryDriver()): MemoryFirstDatabase {
  return createDatabase(driver, { now: () => NOW });
}

function begin(db: MemoryFirstDatabase) {
  return db.begin({ kind: "mutation", beginMs: NOW });
}

function parse(text: string | null): JSONObject | null {
  return text === null ? null : JSON.parse(text);
}

function scan(db: MemoryFirstDatabase, query: JSONObject, tx = begin(db)): JSONObject[] {
  const id = tx.queryStart("", query);
  const documents: JSONObject[] = [];
  for (;;) {
    const { valueText, done } = tx.queryNext(id);
    if (done || valueText === null) return documents;
    documents.push(JSON.parse(valueText));
  }
}

const all = (tableName: string, order = "asc"): JSONObject => ({
  source: { type: "FullTableScan", tableName, order },
  operators: [],
});

describe("transactions", () => {
  test("insert, get, patch, replace, remove within one transaction and after its commit", async () => {
    const db = open();
    const tx = begin(db);
    const id = tx.insert("", "messages", { body: "hello", n: 1 });
    expect(parse(tx.getText("", id, false))).toEqual({
      _id: id,
      _creationTime: expect.closeTo(NOW, 0),
      body: "hello",
      n: 1,
    });
    tx.patch("", id, { n: { $undefined: null }, extra: [1, null] });
    expect(parse(tx.getText("", id, false))).toEqual({
      _id: id,
      _creationTime: expect.closeTo(NOW, 0),
      body: "hello",
      extra: [1, null],
    });
    const { ts, durable } = db.commit(tx);
    expect(db.latestTs).toBe(ts);
    await durable;
    expect(db.durableTs).toBe(ts);
    const next = begin(db);
    next.replace("", id, { body: "bye" });
    expect(parse(next.getText("", id, false))).toEqual({
      _id: id,
      _creationTime: expect.closeTo(NOW, 0),
      body: "bye",
    });
    next.remove("", id);
    expect(next.getText("", id, false)).toBeNull();
    expect(scan(db, all("messages"), next)).toEqual([]);
    db.commit(next);
    expect(begin(db).getText("", id, false)).toBeNull();
  });

  test("scans merge own writes in order and survive a reopening", async () => {
    const driver = new MemoryDriver();
    const db = open(driver);
    const tx = begin(db);
    for (let i = 0; i < 5; i++) tx.insert("", "t", { i });
    db.commit(tx);
    const second = begin(db);
    const [first] = scan(db, all("t"), second);
    second.patch("", first?.["_id"] as string, { i: 100 });
    second.insert("", "t", { i: 5 });
    expect(scan(db, all("t", "desc"), second).map((d) => d["i"])).toEqual([5, 4, 3, 2, 1, 100]);
    db.commit(second);
    await db.close();
    const again = open(driver.reopen());
    expect(scan(again, all("t")).map((d) => d["i"])).toEqual([100, 1, 2, 3, 4, 5]);
    expect(again.latestTs).toBeGreaterThan(0n);
  });

  test("savepoints undo writes, new tables and write budgets", () => {
    const db = open();
    const tx = begin(db);
    const kept = tx.insert("", "a", { v: 1 });
    const before = tx.metrics();
    const point = tx.savepoint();
    tx.insert("", "b", { v: 2 });
    tx.patch("", kept, { v: 3 });
    tx.rollbackTo(point);
    expect(parse(tx.getText("", kept, false))?.["v"]).toBe(1);
    expect(tx.metrics().documentsWritten).toEqual(before.documentsWritten);
    db.commit(tx);
    expect(db.listTables("").map((t) => t.name)).toEqual(["a"]);
  });
});
