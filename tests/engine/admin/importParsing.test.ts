/** Zips as others make them, read into documents. */
import { convexToJson } from "convex/values";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { parseImport } from "../../../engine/admin/importParsing";

function rowsOf(files: Record<string, string>): unknown[] {
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
  return parseImport(zip, "zip", null).tables.flatMap(({ rows }) => rows);
}

const row = (time: string) =>
  `{"_id":"x","_creationTime":${time},"n":7,"big":-9007199254740993,"f":7.0,"e":1e3,"s":"5, 6 \\" 7","list":[1,2.5],"b":{"$bytes":"AAE="}}\n`;

test("AD-7 where the table's generated schema stands beside, numbers without a dot are int64", () => {
  const schema = { "things/generated_schema.jsonl": '"any"\n' };
  const int64 = (value: bigint) => convexToJson(value);
  const typed = {
    n: int64(7n),
    big: int64(-9007199254740993n),
    f: 7,
    e: 1000,
    s: '5, 6 " 7',
    list: [int64(1n), 2.5],
    b: { $bytes: "AAE=" },
  };
  for (const time of ["1700000000000.0", "1700000000000.25"])
    expect(rowsOf({ "things/documents.jsonl": row(time), ...schema })).toMatchObject([typed]);
  const plain = [{ n: 7, f: 7, list: [1, 2.5] }];
  expect(rowsOf({ "things/documents.jsonl": row("1700000000000"), ...schema })).toMatchObject(plain);
  expect(rowsOf({ "things/documents.jsonl": row("1700000000000.25") })).toMatchObject(plain);
});
