/** Bytes that changed by themselves, in every place a byte can: found and told, or without effect; never a quiet loss. */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { type StorageDriver, StorageFailure, type StoredDocument } from "../../../engine/storage/driver";
import { DATA_FILE, openDriver } from "../../../engine/storage/openDriver";

const WAL = `${DATA_FILE}-wal`;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "engine-damage-"));
  folders.push(folder);
  return folder;
}

function batch(number: number) {
  const puts = Array.from({ length: 3 }, (_, index): StoredDocument => {
    const seq = number * 3 + index + 1;
    const json = `{"n":${seq},"text":"${`value ${seq} `.repeat(20)}"}`;
    return { seq, component: "", tableNumber: 10001, id: `id${seq}`, ts: BigInt(seq), json };
  });
  return { puts, removes: [], meta: [["last_ts", String(number)]] as const };
}

/** A folder as a kill leaves it: most of the data still in the log. */
async function killedFolder(batches: number): Promise<{ folder: string; rows: StoredDocument[] }> {
  const live = newFolder();
  const driver = await openDriver(live);
  for (let number = 0; number < batches; number += 1) await driver.write(batch(number));
  const folder = newFolder();
  for (const name of [DATA_FILE, WAL]) copyFileSync(join(live, name), join(folder, name));
  await driver.close();
  return { folder, rows: Array.from({ length: batches }, (_, number) => batch(number).puts).flat() };
}

function rowsOf(driver: StorageDriver): StoredDocument[] {
  const rows: StoredDocument[] = [];
  driver.readMeta();
  driver.readDocuments((row) => rows.push(row));
  return rows;
}

type Verdict =
  | { kind: "damaged"; message: string }
  | { kind: "rows"; rows: StoredDocument[]; warnings: string[] };

async function open(folder: string): Promise<Verdict> {
  const warnings: string[] = [];
  let driver: StorageDriver | null = null;
  try {
    driver = await openDriver(folder, (message) => warnings.push(message));
    return { kind: "rows", rows: rowsOf(driver), warnings };
  } catch (error) {
    if (!(error instanceof StorageFailure)) throw error;
    expect(["damaged", "newer"], error.message).toContain(error.code);
    return { kind: "damaged", message: error.message };
  } finally {
    await driver?.close();
  }
}

/** The folder again, with one byte changed. */
function withFlip(folder: string, name: string, at: number): string {
  const copy = newFolder();
  for (const file of [DATA_FILE, WAL]) {
    if (existsSync(join(folder, file))) copyFileSync(join(folder, file), join(copy, file));
  }
  const bytes = readFileSync(join(copy, name));
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
  writeFileSync(join(copy, name), bytes);
  return copy;
}

function places(size: number, count: number): number[] {
  return Array.from(
    { length: count },
    (_, index) => Math.floor(((index + 0.5) * size) / count) + (index % 7),
  );
}

describe("one changed byte", () => {
  test("[ST-12] anywhere in the data file: refused, or every row is as it was", async () => {
    const { folder, rows } = await killedFolder(40);
    await (await openDriver(folder)).close();
    expect(readFileSync(join(folder, DATA_FILE)).length).toBeGreaterThan(40_000);
    let refused = 0;
    const size = readFileSync(join(folder, DATA_FILE)).length;
    for (const at of [...places(size, 160), ...Array.from({ length: 100 }, (_, index) => index)]) {
      const verdict = await open(withFlip(folder, DATA_FILE, at));
      if (verdict.kind === "damaged") refused += 1;
      else expect(verdict.rows, `byte ${at}`).toEqual(rows);
    }
    expect(refused).toBeGreaterThan(80);
  });

  test("[ST-13] anywhere in the log: refused, or told that the last write was dropped, or nothing is missing", async () => {
    const { folder, rows } = await killedFolder(20);
    const size = readFileSync(join(folder, WAL)).length;
    const seen = { refused: 0, told: 0, whole: 0 };
    for (const at of [...places(size, 200), ...Array.from({ length: 32 }, (_, index) => index)]) {
      const verdict = await open(withFlip(folder, WAL, at));
      if (verdict.kind === "damaged") {
        seen.refused += 1;
        continue;
      }
      if (verdict.rows.length === rows.length) seen.whole += 1;
      else {
        seen.told += 1;
        expect(verdict.warnings.join(), `byte ${at}`).toContain("was cut off and is dropped");
        expect(verdict.rows).toEqual(rows.slice(0, -3));
      }
    }
    expect(seen.refused).toBeGreaterThan(150);
    expect(seen.told).toBeGreaterThan(0);
  });

  test("[ST-12] a changed letter in a document names the row", async () => {
    const { folder } = await killedFolder(5);
    await (await openDriver(folder)).close();
    const at = readFileSync(join(folder, DATA_FILE)).indexOf("value 7 ") + 2;
    const verdict = await open(withFlip(folder, DATA_FILE, at));
    expect(verdict).toMatchObject({ kind: "damaged" });
    expect(verdict.kind === "damaged" ? verdict.message : "").toMatch(
      /row 7 \(document id7\) does not fit its checksum/,
    );
  });
});

test("[ST-13] a write that a power cut left unfinished is dropped, told, and the data goes on", async () => {
  const { folder, rows } = await killedFolder(4);
  truncateSync(join(folder, WAL), readFileSync(join(folder, WAL)).length - 100);
  const verdict = await open(folder);
  expect(verdict).toMatchObject({ kind: "rows" });
  expect(verdict.kind === "rows" ? verdict.rows : []).toEqual(rows.slice(0, -3));
  const driver = await openDriver(folder);
  await driver.write(batch(3));
  expect(rowsOf(driver)).toEqual(rows);
  await driver.close();
});

test("[ST-12] a data file that disappeared from beside its log or its files is not started anew", async () => {
  const { folder } = await killedFolder(2);
  rmSync(join(folder, DATA_FILE));
  const verdict = await open(folder);
  expect(verdict.kind === "damaged" ? verdict.message : "").toMatch(
    /is gone, though files that belong to it/,
  );
});

test("[ST-10] a file of format 1 is upgraded as it was, and a second opening finds nothing to do", async () => {
  const folder = newFolder();
  writeFileSync(
    join(folder, DATA_FILE),
    gunzipSync(readFileSync(join(import.meta.dirname, "format1/data.sqlite.gz"))),
  );
  const first = await openDriver(folder);
  const rows = rowsOf(first);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter(({ json }) => json.includes("ميدان 🙂"))).toHaveLength(1);
  expect(first.readMeta().get("format")).toBe("2");
  await first.close();
  const again = await openDriver(folder);
  expect(rowsOf(again)).toEqual(rows);
  await again.close();
});
