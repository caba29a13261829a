/** `convex export` and `convex import`: what leaves one deployment arrives in another as it was. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConvexHttpClient } from "convex/browser";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseImport, UnreadableImport } from "../../../engine/admin/importParsing";
import { newId } from "../../../engine/values/ids";
import { counters, files, messages } from "./appFunctions";
import { createProject, type EngineProcess, pushApp, startEngine, temporaryFolder } from "./engineProcess";

const project = createProject();
let source: EngineProcess;
let http: ConvexHttpClient;
beforeAll(async () => {
  source = await startEngine({ dataDir: temporaryFolder("source") });
  await pushApp(source);
  http = new ConvexHttpClient(source.url, { logger: false });
});
afterAll(async () => {
  project.remove();
  await source.end("SIGTERM");
});

test("AD-5 AD-6 an export with files, imported into a new deployment, keeps ids, times and bytes", async () => {
  for (let n = 0; n < 3; n += 1) await http.mutation(messages.send, { room: "r", text: `رسالة ${n}` });
  await http.mutation(counters.increment, { name: "kept" });
  const { id } = (await http.action(files.store, { text: "bytes of a file" })) as { id: string };
  const zip = path.join(temporaryFolder("zip"), "all.zip");
  expect(await project.cli(source, "export", "--include-file-storage", "--path", zip)).toContain(
    "Downloaded snapshot",
  );
  expect(existsSync(zip)).toBe(true);

  const target = await startEngine({ dataDir: temporaryFolder("target") });
  expect(await project.cli(target, "import", "--yes", zip)).toContain("Added 4 documents");
  await pushApp(target);
  const there = new ConvexHttpClient(target.url, { logger: false });
  expect(await there.query(messages.list, { room: "r" })).toEqual(
    await http.query(messages.list, { room: "r" }),
  );
  expect(await there.query(files.row, { id })).toEqual(await http.query(files.row, { id }));
  const url = String(await there.query(files.url, { id }));
  expect(await (await fetch(url)).text()).toBe("bytes of a file");
  // What comes after takes its place behind what was imported.
  await there.mutation(messages.send, { room: "r", text: "new" });
  expect(await there.query(messages.list, { room: "r" })).toMatchObject([
    { text: "new" },
    { text: "رسالة 2" },
    {},
    {},
  ]);
  // Once more over what is there: files make way for those of the zip.
  const { id: later } = (await there.action(files.store, { text: "a later file" })) as { id: string };
  expect(await project.cli(target, "import", "--replace", "--yes", zip)).toContain("2 files will be deleted");
  expect(await there.query(files.url, { id: later })).toBeNull();
  const again = String(await there.query(files.url, { id }));
  expect(again).not.toBe(url);
  expect(await (await fetch(again)).text()).toBe("bytes of a file");
  await target.end("SIGTERM");
}, 60_000);

test("AD-6 modes: only into an empty table, append, replace; a refused row refuses the file", async () => {
  const file = path.join(temporaryFolder("rows"), "counters.jsonl");
  const write = (...rows: object[]) => writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  write({ name: "x", value: 1 }, { name: "y", value: 2 });
  await expect(project.cli(source, "import", "--table", "counters", "--yes", file)).rejects.toThrow(
    /already has documents/,
  );
  expect(await project.cli(source, "import", "--table", "counters", "--append", "--yes", file)).toContain(
    "Added 2",
  );
  expect(await http.query(counters.get, { name: "kept" })).toBe(1);
  expect(await http.query(counters.get, { name: "y" })).toBe(2);
  expect(await project.cli(source, "import", "--table", "counters", "--replace", "--yes", file)).toContain(
    "Added 2",
  );
  expect(await http.query(counters.get, { name: "kept" })).toBe(0);
  write({ name: "z", value: 3 }, { name: "bad", value: "text" });
  await expect(
    project.cli(source, "import", "--table", "counters", "--append", "--yes", file),
  ).rejects.toThrow(/does not match the schema/);
  expect(await http.query(counters.get, { name: "z" })).toBe(0);
}, 60_000);

test("AD-6 a zip with other table numbers into a deployment that was pushed to: ids stay, tables change places", async () => {
  const target = await startEngine({ dataDir: temporaryFolder("renumbered") });
  await pushApp(target);
  const here = new ConvexHttpClient(target.url, { logger: false });
  const exported = path.join(temporaryFolder("zip"), "own.zip");
  await project.cli(target, "export", "--path", exported);
  const own = strFromU8(unzipSync(readFileSync(exported))["_tables/documents.jsonl"] ?? new Uint8Array());
  const rows = own
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { name: string; id: number });
  const numberOf = (name: string) => rows.find((row) => row.name === name)?.id ?? 0;
  // Messages and counters change places; entries get out of the way of a table that is not here yet.
  const numbers = {
    messages: numberOf("counters"),
    counters: numberOf("messages"),
    entries: numberOf("entries") + 7,
    newcomers: numberOf("entries"),
  };
  const id = newId(numbers.messages, 0);
  const lines = (...documents: object[]) => strToU8(documents.map((one) => JSON.stringify(one)).join("\n"));
  const zip = path.join(temporaryFolder("zip"), "other.zip");
  writeFileSync(
    zip,
    zipSync({
      "_tables/documents.jsonl": lines(
        ...Object.entries(numbers).map(([name, number]) => ({ name, id: number })),
      ),
      "messages/documents.jsonl": lines({ _id: id, _creationTime: 5, room: "r", author: "a", text: "kept" }),
      "counters/documents.jsonl": lines({
        _id: newId(numbers.counters, 0),
        _creationTime: 6,
        name: "n",
        value: 4,
      }),
      "entries/documents.jsonl": lines({ writer: "w", n: 1 }),
    }),
  );
  expect(await project.cli(target, "import", "--yes", zip)).toContain("Added 3");
  expect(await here.query(messages.list, { room: "r" })).toMatchObject([{ _id: id, text: "kept" }]);
  expect(await here.query(counters.get, { name: "n" })).toBe(4);
  await here.mutation(counters.increment, { name: "n" });
  await here.mutation(messages.send, { room: "r", text: "later" });
  // The same once more over what is there now, then a start from disk.
  expect(await project.cli(target, "import", "--replace-all", "--yes", zip)).toContain("Added 3");
  await target.end("SIGKILL");
  const again = await startEngine({ dataDir: target.dataDir });
  const there = new ConvexHttpClient(again.url, { logger: false });
  expect(await there.query(messages.list, { room: "r" })).toMatchObject([{ _id: id, text: "kept" }]);
  expect(await there.mutation(counters.increment, { name: "n" })).toBe(5);
  // Documents that stay keep their table's number.
  await expect(project.cli(again, "import", "--append", "--yes", exported)).rejects.toThrow(/another number/);
  await again.end("SIGTERM");
}, 90_000);

describe("reading files", () => {
  const target = { component: "", name: "t" };
  const read = (text: string, format: "csv" | "jsonLines" | "jsonArray") =>
    parseImport(new TextEncoder().encode(text), format, target).tables[0]?.rows;

  test("AD-6 JSON lines, a JSON array, CSV", () => {
    expect(read('{"a":1}\n\n{"b":"ب"}\n', "jsonLines")).toEqual([{ a: 1 }, { b: "ب" }]);
    expect(read('[{"a":null}]', "jsonArray")).toEqual([{ a: null }]);
    expect(read('name,age,zip,note\nAli,30,00501,"a, b"\nZoe,-1.5e2,x,', "csv")).toEqual([
      { name: "Ali", age: 30, zip: "00501", note: "a, b" },
      { name: "Zoe", age: -150, zip: "x", note: null },
    ]);
  });

  test.each([
    ["{", "jsonLines" as const, /Line 1 is not JSON/],
    ['{"a":1}\n7', "jsonLines" as const, /Line 2 is not a JSON object/],
    ['{"a":1}', "jsonArray" as const, /not a JSON array/],
    ['a,b\n"open', "csv" as const, /CSV/],
  ])("AD-6 %s as %s is refused with its place", (text, format, message) => {
    expect(() => read(text, format)).toThrow(UnreadableImport);
    expect(() => read(text, format)).toThrow(message);
  });

  test("AD-6 what is no zip is refused", () => {
    expect(() => parseImport(new Uint8Array([1, 2, 3]), "zip", null)).toThrow(UnreadableImport);
  });
});

test("AD-5 AD-6 both are for admins", async () => {
  for (const [method, route] of [
    ["POST", "/api/export/request/zip"],
    ["GET", "/api/export/zip/1"],
    ["POST", "/api/import/start_upload"],
    ["POST", "/api/perform_import"],
  ]) {
    const response = await fetch(`${source.url}${route}`, { method: method ?? "GET" });
    expect(response.status).toBe(403);
  }
  const missing = await fetch(`${source.url}/api/export/zip/..%2F..%2Fadmin-key`, {
    headers: { Authorization: `Convex ${source.adminKey}` },
  });
  expect(missing.status).toBe(404);
});
