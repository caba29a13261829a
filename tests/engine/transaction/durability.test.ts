/** Groups, timestamps, failures of the storage, and what a killed process leaves behind. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, test, vi } from "vitest";
import { StorageFailure, type WriteBatch } from "../../../engine/storage/driver";
import { MemoryDriver } from "../../../engine/storage/memoryDriver";
import { openDriver } from "../../../engine/storage/openDriver";
import { createDatabase } from "../../../engine/transaction/database";
import { collect, fullScan, mutation, NOW, openTestDatabase, query, write } from "./testDatabase";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "engine-database-"));
  folders.push(folder);
  return folder;
}

/** Counts batches, and can hold them back as a slow disk would. */
class SlowDriver extends MemoryDriver {
  readonly batches: WriteBatch[] = [];
  release: (() => void) | null = null;
  held = false;

  override async write(batch: WriteBatch): Promise<void> {
    this.batches.push(batch);
    if (this.held) {
      await new Promise<void>((resolve) => {
        this.release = resolve;
      });
    }
    await super.write(batch);
  }
}

describe("group commit", () => {
  test("[TX-32] commits of one turn share one batch; a document written twice is stored once", async () => {
    const driver = new SlowDriver();
    const { db } = openTestDatabase(driver);
    await db.flush();
    driver.batches.length = 0;
    const id = write(db, (tx) => tx.insert("", "t", { v: 0 }));
    for (let v = 1; v <= 20; v++) write(db, (tx) => tx.patch("", id, { v }));
    const gone = write(db, (tx) => tx.insert("", "t", { v: 0 }));
    write(db, (tx) => tx.remove("", gone));
    await db.flush();
    expect(driver.batches).toHaveLength(1);
    const rows = driver.batches[0]?.puts.filter((row) => row.tableNumber > 10_000) ?? [];
    expect(rows.map((row) => JSON.parse(row.json).v)).toEqual([20]);
  });

  test("[TX-33] durable resolves only when its own group is written; commits meanwhile join the next", async () => {
    const driver = new SlowDriver();
    const { db } = openTestDatabase(driver);
    await db.flush();
    driver.held = true;
    driver.batches.length = 0;
    const settled: string[] = [];
    const commit = (name: string): bigint => {
      const tx = mutation(db);
      tx.insert("", "t", { name });
      const { ts, durable } = db.commit(tx);
      void durable.then(() => settled.push(name));
      return ts;
    };
    const first = commit("a");
    await vi.waitFor(() => expect(driver.batches).toHaveLength(1));
    const last = [commit("b"), commit("c")].at(-1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(settled).toEqual([]);
    expect(db.latestTs).toBe(last);
    expect(db.durableTs).toBeLessThan(first);
    driver.release?.();
    await vi.waitFor(() => expect(settled).toEqual(["a"]));
    expect(db.durableTs).toBe(first);
    await vi.waitFor(() => expect(driver.batches).toHaveLength(2));
    driver.release?.();
    await vi.waitFor(() => expect(settled).toEqual(["a", "b", "c"]));
    expect(db.durableTs).toBe(last);
  });

  test("[TX-33] a read-only transaction is durable only when what it saw is", async () => {
    const driver = new SlowDriver();
    const { db } = openTestDatabase(driver);
    await db.flush();
    driver.held = true;
    write(db, (tx) => tx.insert("", "t", {}));
    const reader = query(db);
    collect(reader, fullScan("t"));
    const { ts, durable } = db.commit(reader);
    expect(ts).toBe(db.latestTs);
    let resolved = false;
    void durable.then(() => {
      resolved = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(resolved).toBe(false);
    driver.release?.();
    await durable;
    expect(db.durableTs).toBeGreaterThanOrEqual(ts);
  });

  test("[TX-34] timestamps grow strictly, over restarts and when the clock steps back", async () => {
    const { db, driver, clock } = openTestDatabase();
    const seen: bigint[] = [];
    db.onCommit((commit) => seen.push(commit.ts));
    write(db, (tx) => tx.insert("", "t", {}));
    clock.nowMs = NOW - 3_600_000;
    write(db, (tx) => tx.insert("", "t", {}));
    db.touchKey("modules");
    seen.push(db.latestTs);
    await db.close();
    const again = openTestDatabase(driver.reopen());
    again.clock.nowMs = NOW - 7_200_000;
    expect(again.db.latestTs).toBe(seen.at(-1));
    again.db.onCommit((commit) => seen.push(commit.ts));
    write(again.db, (tx) => tx.insert("", "t", {}));
    expect(seen).toEqual([...seen].sort((a, b) => (a < b ? -1 : 1)));
    expect(new Set(seen).size).toBe(4);
  });

  test("[TX-35] a touch reaches its listeners, advances the clock and becomes durable", async () => {
    const { db } = openTestDatabase();
    const before = db.latestTs;
    const keys: string[] = [];
    const off = db.onTouch((key) => keys.push(key));
    db.touchKey("env:A");
    off();
    db.touchKey("env:B");
    expect(keys).toEqual(["env:A"]);
    expect(db.latestTs).toBeGreaterThan(before);
    await db.flush();
    expect(db.durableTs).toBe(db.latestTs);
  });
});

describe("a failing disk", () => {
  test("[TX-36] the commit is rejected, nothing later is accepted, and the owner is told once", async () => {
    const driver = new MemoryDriver();
    const failures: StorageFailure[] = [];
    const db = createDatabase(driver, { now: () => NOW, onFailure: (failure) => failures.push(failure) });
    const kept = write(db, (tx) => tx.insert("", "t", { v: 1 }));
    await db.flush();
    driver.failWritesWith(new StorageFailure("full", "No space is left."));
    const tx = mutation(db);
    tx.patch("", kept, { v: 2 });
    await expect(db.commit(tx).durable).rejects.toThrow("No space is left.");
    expect(failures.map((failure) => failure.code)).toEqual(["full"]);
    expect(() => write(db, (next) => next.insert("", "t", {}))).toThrow("No space is left.");
    await expect(db.flush()).rejects.toThrow("No space is left.");
    await db.close();
    const again = openTestDatabase(driver.reopen()).db;
    expect(collect(query(again), fullScan("t")).map((d) => d["v"])).toEqual([1]);
  });
});

describe("damaged rows", () => {
  const row = {
    seq: 900,
    component: "",
    tableNumber: 10_001,
    id: "x",
    ts: 1n,
    json: '{"_id":"x","_creationTime":1}',
  };

  test.each([
    ["text that is no JSON", { ...row, json: "{" }],
    ["a document under another id", { ...row, id: "y" }],
    ["a document without creation time", { ...row, json: '{"_id":"x"}' }],
    ["a table nobody knows", { ...row, tableNumber: 10_555 }],
    ["a system table nobody knows", { ...row, tableNumber: 77 }],
  ])("[TX-39] %s stops the start, naming the row", async (_name, bad) => {
    const { db, driver } = openTestDatabase();
    write(db, (tx) => tx.insert("", "t", {}));
    await db.close();
    const next = driver.reopen();
    await next.write({ puts: [bad], removes: [], meta: [] });
    expect(() => openTestDatabase(next)).toThrow(/damaged: row 900 \(document [xy]\)/);
  });

  test("[TX-39] the same document twice stops the start", async () => {
    const { db, driver } = openTestDatabase();
    const id = write(db, (tx) => tx.insert("", "t", {}));
    await db.close();
    const next = driver.reopen();
    const json = JSON.stringify({ _id: id, _creationTime: 1 });
    await next.write({ puts: [{ ...row, id, json }], removes: [], meta: [] });
    expect(() => openTestDatabase(next)).toThrow("damaged: row 900");
  });
});

describe("a data folder", () => {
  test("[TX-37] everything is there after reopening, and a backup holds it too", async () => {
    const folder = newFolder();
    const db = createDatabase(await openDriver(folder));
    const ids = write(db, (tx) =>
      Array.from({ length: 100 }, (_, i) => tx.insert("", "t", { i, name: "ميدان 🙂" })),
    );
    write(db, (tx) => tx.remove("", ids[3] ?? ""));
    write(db, (tx) => tx.patch("", ids[4] ?? "", { i: "four" }));
    const before = collect(query(db), fullScan("t"));
    const copy = newFolder();
    await db.backup(join(copy, "data.sqlite"));
    await db.close();
    for (const path of [folder, copy]) {
      const again = createDatabase(await openDriver(path));
      expect(collect(query(again), fullScan("t"))).toEqual(before);
      await again.close();
    }
    expect(before).toHaveLength(99);
  });

  test("[TX-38] SIGKILL at any moment loses no acknowledged commit and never leaves half of one", async () => {
    const folder = newFolder();
    const script = join(import.meta.dirname, "keepCommitting.ts");
    let acknowledged = 0;
    for (let round = 0; round < 5; round++) {
      const child = spawn(process.execPath, ["--import", "tsx", script, folder], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const lines = createInterface({ input: child.stdout });
      const target = acknowledged + 20 + round * 17;
      lines.on("line", (line) => {
        acknowledged = Math.max(acknowledged, Number(line));
        if (acknowledged >= target) child.kill("SIGKILL");
      });
      await once(child, "exit");
      const db = createDatabase(await openDriver(folder));
      const left = collect(query(db), fullScan("left")).map((d) => d["n"]);
      const right = collect(query(db), fullScan("right")).map((d) => d["n"]);
      expect(left).toEqual(Array.from({ length: left.length }, (_, i) => i + 1));
      expect(right).toEqual(left);
      expect(left.length).toBeGreaterThanOrEqual(acknowledged);
      await db.close();
    }
    expect(acknowledged).toBeGreaterThan(100);
  });
});
