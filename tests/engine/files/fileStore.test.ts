import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FileStore } from "../../../engine/files/fileStore";
import { UploadTokens } from "../../../engine/files/uploadTokens";
import { MemoryDriver } from "../../../engine/storage/memoryDriver";
import { createDatabase, type MemoryFirstDatabase } from "../../../engine/transaction/database";

let folder: string;
let database: MemoryFirstDatabase;
let files: FileStore;
const clock = { now: Date.now() };
const bytes = new TextEncoder().encode("hello, ميدان");
const digest = createHash("sha256").update(bytes);
const sha256 = digest.copy().digest("base64");
const hex = digest.digest("hex");

const options = () => ({
  directory: folder,
  database,
  cloudUrl: () => "http://cloud",
  tokens: new UploadTokens("secret", () => clock.now),
  now: () => clock.now,
  reportError: (error: unknown) => {
    throw error;
  },
  maxUploadBytes: 1000,
});

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "files-"));
  clock.now = Date.now();
  database = createDatabase(new MemoryDriver());
  files = await FileStore.open(options());
});
afterEach(async () => {
  files.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

const begin = (kind: "query" | "mutation" = "mutation") => database.begin({ kind, beginMs: clock.now });
async function* chunks(...parts: Uint8Array[]) {
  yield* parts;
}
const uuidOf = (url: string | null) => url?.split("/").at(-1) ?? "";

test("FI-1 an upload token binds component and hour", () => {
  const tokens = new UploadTokens("secret", () => clock.now);
  const token = tokens.issue("child");
  expect(tokens.redeem(token)).toBe("child");
  expect(tokens.redeem(`${token}x`)).toBeNull();
  expect(tokens.redeem("")).toBeNull();
  expect(new UploadTokens("other", () => clock.now).redeem(token)).toBeNull();
  clock.now += 3_600_001;
  expect(tokens.redeem(token)).toBeNull();
});

test("FI-2 FI-3 received bytes have a row with digest, size and type, and can be read back", async () => {
  const id = await files.receive("", chunks(bytes.slice(0, 3), bytes.slice(3)), "text/plain");
  const row = begin("query").systemGet("", "_storage", id);
  expect(row).toMatchObject({ sha256, size: bytes.length, contentType: "text/plain" });
  expect(files.metadata(begin("query"), "", id)).toEqual({
    storageId: id,
    sha256: hex,
    size: bytes.length,
    contentType: "text/plain",
  });
  const blob = await files.read("", id);
  expect(blob?.type).toBe("text/plain");
  expect(await blob?.text()).toBe("hello, ميدان");
});

test("FI-2 a broken or over-long upload leaves nothing", async () => {
  async function* breaking() {
    yield bytes;
    throw new Error("connection reset");
  }
  await expect(files.receive("", breaking(), null)).rejects.toThrow("connection reset");
  await expect(files.receive("", chunks(new Uint8Array(1001)), null)).rejects.toMatchObject({ status: 413 });
  expect(readdirSync(folder)).toEqual([]);
});

test("FI-3 a digest that does not fit is refused, in base64 and in hex", async () => {
  await expect(files.receive("", chunks(bytes), null, "wrong")).rejects.toMatchObject({ status: 400 });
  expect(readdirSync(folder)).toEqual([]);
  await expect(files.receive("", chunks(bytes), null, sha256)).resolves.toBeTypeOf("string");
  await expect(files.store("", new Blob([bytes]), hex)).resolves.toBeTypeOf("string");
});

test("FI-4 the address is a random uuid, found by either name, in its own component only", async () => {
  const id = await files.receive("child", chunks(bytes), null);
  const url = files.url(begin("query"), "child", id);
  expect(url).toMatch(/^http:\/\/cloud\/api\/storage\/[0-9a-f-]{36}\?component=child$/);
  const uuid = uuidOf(url).replace("?component=child", "");
  expect(files.url(begin("query"), "child", uuid)).toBe(url);
  expect(files.url(begin("query"), "", id)).toBeNull();
  expect(files.openUuid("", uuid)).toBeNull();
  expect(files.openUuid("child", uuid)?.size).toBe(bytes.length);
  expect(() => files.openUuid("", id)).toThrow(/Invalid storage ID/);
});

describe("in mutations", () => {
  test("FI-7 a removal takes effect with the commit, the bytes go after it", async () => {
    const id = await files.receive("", chunks(bytes), null);
    const tx = begin();
    const save = tx.savepoint();
    files.remove(tx, "", id);
    expect(files.url(tx, "", id)).toBeNull();
    tx.rollbackTo(save);
    expect(files.url(tx, "", id)).not.toBeNull();
    files.remove(tx, "", id);
    expect(readdirSync(folder)).toHaveLength(1);
    await database.commit(tx).durable;
    await expect.poll(() => readdirSync(folder)).toEqual([]);
    expect(() => files.remove(begin(), "", id)).toThrow(/not found/);
  });

  test("FI-8 a stored file is readable in its mutation; a rollback leaves no row and its bytes are swept", async () => {
    const tx = begin();
    const save = tx.savepoint();
    const id = files.storeSync(tx, "", { bytes, contentType: "image/png", sha256 });
    expect(files.readSync(tx, "", id)).toMatchObject({ contentType: "image/png" });
    tx.rollbackTo(save);
    expect(files.readSync(tx, "", id)).toBeNull();
    const kept = files.storeSync(tx, "", { bytes, contentType: null });
    await database.commit(tx).durable;
    expect(readdirSync(folder)).toHaveLength(2);
    clock.now += 10_000;
    await files.sweep(0);
    expect(readdirSync(folder)).toEqual([uuidOf(files.url(begin("query"), "", kept))]);
    expect(() => files.storeSync(begin(), "", { bytes, contentType: null, sha256: "no" })).toThrow(/sha256/);
  });
});

test("FI-9 an interrupted upload is swept at start; a running one is left alone later", async () => {
  writeFileSync(path.join(folder, "5f1c.part"), "half");
  await files.sweep();
  expect(readdirSync(folder)).toEqual(["5f1c.part"]);
  const id = await files.receive("", chunks(bytes), null);
  const again = await FileStore.open(options());
  expect(readdirSync(folder)).toEqual([uuidOf(again.url(begin("query"), "", id))]);
  again.close();
});

test("CL-13 FI-7 looking through the files says which are missing or too short, while others commit and delete", async () => {
  const ids = [];
  for (let index = 0; index < 4; index += 1) ids.push(await files.receive("", chunks(bytes), null));
  const [missing = "", short = "", deleted = ""] = ids;
  const place = (id: string) => path.join(folder, uuidOf(files.url(begin("query"), "", id)));
  rmSync(place(missing));
  writeFileSync(place(short), "h");
  const looking = files.inspect();
  const tx = begin();
  files.remove(tx, "", deleted);
  await database.commit(tx).durable;
  const problems = await looking;
  expect(problems).toHaveLength(2);
  expect(problems[0]).toContain(`${missing} (`);
  expect(problems[0]).toContain("is missing");
  expect(problems[1]).toContain(`has 1 bytes, not ${bytes.length}`);
});
