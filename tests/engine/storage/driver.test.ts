/** One contract for both drivers; then what only a data folder can do: be locked, damaged, foreign or newer. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "libsql";
import { afterEach, describe, expect, test } from "vitest";
import type { StorageDriver, StoredDocument } from "../../../engine/storage/driver";
import { StorageFailure } from "../../../engine/storage/driver";
import { MemoryDriver } from "../../../engine/storage/memoryDriver";
import { MIGRATIONS, migrate } from "../../../engine/storage/migrations";
import { DATA_FILE, openDriver } from "../../../engine/storage/openDriver";
import { storageFailureOf } from "../../../engine/storage/sqliteFailure";

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "engine-storage-"));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function document(seq: number, json: string, ts = BigInt(seq)): StoredDocument {
  return { seq, component: "", tableNumber: 10001, id: `id${seq}`, ts, json };
}

function read(driver: StorageDriver): StoredDocument[] {
  const rows: StoredDocument[] = [];
  driver.readDocuments((row) => rows.push(row));
  return rows;
}

async function failureOf(run: () => unknown): Promise<StorageFailure> {
  try {
    await run();
  } catch (error) {
    if (error instanceof StorageFailure) return error;
    throw error;
  }
  throw new Error("Expected a StorageFailure");
}

interface Kind {
  open: () => Promise<StorageDriver>;
  reopen: () => Promise<StorageDriver>;
}

function memoryKind(): Kind {
  const driver = new MemoryDriver();
  return { open: async () => driver, reopen: async () => driver.reopen() };
}

function folderKind(): Kind {
  const folder = newFolder();
  return { open: () => openDriver(folder), reopen: () => openDriver(folder) };
}

describe.each([
  ["memory", memoryKind],
  ["libsql", folderKind],
])("storage contract: %s", (_name, makeKind) => {
  test("[ST-1] a new store is empty", async () => {
    const driver = await makeKind().open();
    expect(read(driver)).toEqual([]);
    expect(driver.readMeta().has("last_ts")).toBe(false);
    await driver.close();
  });

  test("[ST-2] puts insert or replace by seq, removes delete, rows come back in seq order after reopening", async () => {
    const kind = makeKind();
    const driver = await kind.open();
    await driver.write({
      puts: [document(2, '{"b":2}'), document(1, '{"a":1}'), document(3, "{}")],
      removes: [],
      meta: [["k", "1"]],
    });
    await driver.write({
      puts: [{ ...document(2, '{"text":"ميدان 🙂 \\u0000"}', 2n ** 62n), component: "a/b" }],
      removes: [3, 99],
      meta: [["k", "2"]],
    });
    await driver.close();
    const again = await kind.reopen();
    expect(read(again)).toEqual([
      document(1, '{"a":1}'),
      { ...document(2, '{"text":"ميدان 🙂 \\u0000"}', 2n ** 62n), component: "a/b" },
    ]);
    expect(again.readMeta().get("k")).toBe("2");
    await again.close();
  });

  test("[ST-3] batches are applied in call order without waiting for each other", async () => {
    const kind = makeKind();
    const driver = await kind.open();
    const writes = Array.from({ length: 50 }, (_, i) =>
      driver.write({ puts: [document(1, `{"i":${i}}`)], removes: [], meta: [["last", String(i)]] }),
    );
    await Promise.all(writes);
    await driver.close();
    const again = await kind.reopen();
    expect(read(again)[0]?.json).toBe('{"i":49}');
    expect(again.readMeta().get("last")).toBe("49");
    await again.close();
  });

  test("[ST-4] a closed store refuses writes", async () => {
    const driver = await makeKind().open();
    await driver.close();
    const failure = await failureOf(() => driver.write({ puts: [document(1, "{}")], removes: [], meta: [] }));
    expect(failure.code).toBe("io");
  });

  test("[ST-5] backup writes a new file and refuses to overwrite one", async () => {
    const driver = await makeKind().open();
    await driver.write({ puts: [document(7, '{"x":"it\'s"}')], removes: [], meta: [] });
    const path = join(newFolder(), "it's a backup");
    await driver.backup(path);
    expect(readFileSync(path).length).toBeGreaterThan(10);
    await expect(driver.backup(path)).rejects.toThrow();
    await driver.close();
  });
});

describe("data folder", () => {
  test("[ST-5] a backup opens as a data file", async () => {
    const driver = await openDriver(newFolder());
    await driver.write({ puts: [document(7, '{"x":1}')], removes: [], meta: [] });
    const copy = newFolder();
    await driver.backup(join(copy, DATA_FILE));
    await driver.close();
    const restored = await openDriver(copy);
    expect(read(restored)).toEqual([document(7, '{"x":1}')]);
    await restored.close();
  });

  test("[ST-6] a second opener gets one clear message naming the process, and the folder is free after close", async () => {
    const folder = newFolder();
    const driver = await openDriver(folder);
    const failure = await failureOf(() => openDriver(folder));
    expect(failure.code).toBe("locked");
    expect(failure.message).toBe(
      `Another engine (process ${process.pid}) is running on the data folder ${folder}. Stop it, or choose another folder.`,
    );
    await driver.close();
    await (await openDriver(folder)).close();
  });

  test("[ST-7] a lock dies with its process, also by SIGKILL", async () => {
    const folder = newFolder();
    const script = join(import.meta.dirname, "holdFolder.ts");
    const holder = spawn(process.execPath, ["--import", "tsx", script, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(holder.stdout, "data");
    expect((await failureOf(() => openDriver(folder))).message).toContain(`process ${holder.pid}`);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    await (await openDriver(folder)).close();
  });

  test.each([
    ["a moment: the opening waits", 700, null],
    ["too long: the opening fails and says why", 60_000, "is in use by another program"],
  ])("[ST-14] a data file that somebody holds for %s", async (_name, milliseconds, complaint) => {
    const made = newFolder();
    await (await openDriver(made)).close();
    // A copy: this process may not have let go of the one it made.
    const folder = newFolder();
    const file = join(folder, DATA_FILE);
    copyFileSync(join(made, DATA_FILE), file);
    const script = join(import.meta.dirname, "holdDataFile.ts");
    const holder = spawn(process.execPath, ["--import", "tsx", script, file, String(milliseconds)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const gone = once(holder, "exit");
    await once(holder.stdout, "data");
    if (complaint === null) await (await openDriver(folder)).close();
    else expect((await failureOf(() => openDriver(folder))).message).toContain(complaint);
    holder.kill("SIGKILL");
    await gone;
    await (await openDriver(folder)).close();
  });

  test("[ST-8] a path that cannot be a folder is unusable", async () => {
    const file = join(newFolder(), "file");
    writeFileSync(file, "");
    const failure = await failureOf(() => openDriver(join(file, "data")));
    expect(failure.code).toBe("unusable");
    expect(failure.message).toContain("cannot be created");
  });

  test.each([
    ["garbage", (file: string) => writeFileSync(file, "not a database ".repeat(500))],
    ["emptied", (file: string) => truncateSync(file, 0)],
    ["cut short", (file: string) => truncateSync(file, 8192)],
    ["overwritten inside", (file: string) => overwriteMiddle(file)],
  ])("[ST-9] a damaged data file is refused: %s", async (_name, damage) => {
    const folder = newFolder();
    const driver = await openDriver(folder);
    const puts = Array.from({ length: 400 }, (_, i) => document(i + 1, `{"x":"${"y".repeat(300)}"}`));
    await driver.write({ puts, removes: [], meta: [] });
    await driver.close();
    damage(join(folder, DATA_FILE));
    const failure = await failureOf(() => openDriver(folder));
    expect(failure.code).toBe("damaged");
    expect(failure.message).toContain("Move it away and restore a backup");
    // The refusal must not keep the folder locked.
    expect((await failureOf(() => openDriver(folder))).code).toBe("damaged");
  });

  test("[ST-9] another program's database is refused", async () => {
    const folder = newFolder();
    const foreign = new Sqlite(join(folder, DATA_FILE));
    foreign.exec("CREATE TABLE invoices (id INTEGER)");
    foreign.close();
    const failure = await failureOf(() => openDriver(folder));
    expect(failure.message).toContain("it is not an engine data file");
  });

  test("[ST-10] a newer format is refused, an older one is migrated step by step", async () => {
    const folder = newFolder();
    await (await openDriver(folder)).close();
    const file = join(folder, DATA_FILE);
    const connection = new Sqlite(file);
    const next = { to: 3, up: (c: typeof connection) => void c.exec("CREATE TABLE extra (x TEXT)") };
    migrate(connection, file, [...MIGRATIONS, next]);
    migrate(connection, file, [...MIGRATIONS, next]);
    expect(connection.prepare("SELECT value FROM meta WHERE key = 'format'").get()).toMatchObject({
      value: "3",
    });
    const broken = { to: 4, up: (c: typeof connection) => void c.exec("CREATE TABLE extra (x TEXT)") };
    expect(() => migrate(connection, file, [...MIGRATIONS, next, broken])).toThrow(/already exists/);
    connection.close();
    const failure = await failureOf(() => openDriver(folder));
    expect(failure.code).toBe("newer");
    expect(failure.message).toContain("format 3; this engine knows 2");
  });

  test("[ST-11] result codes become one sentence for the operator", () => {
    const code = (name: string) =>
      storageFailureOf(Object.assign(new Error("boom"), { code: name }), "/data");
    expect(code("SQLITE_FULL")).toMatchObject({ code: "full" });
    expect(code("SQLITE_FULL").message).toContain("nothing that was confirmed is lost");
    expect(code("SQLITE_CORRUPT_INDEX").code).toBe("damaged");
    expect(code("SQLITE_BUSY").code).toBe("locked");
    expect(code("SQLITE_READONLY_DIRECTORY").code).toBe("unusable");
    expect(code("SQLITE_IOERR_WRITE").code).toBe("io");
  });
});

function overwriteMiddle(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 4096 * 2, 4096 * 4);
  writeFileSync(file, bytes);
}
