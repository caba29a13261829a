/* Bytes to table: encodings, separators, quoted lines and what is refused before it is a table. */
import { describe, expect, test } from "vitest";
import { suggestColumns } from "../../../shared/imports/columns";
import { parseCsv } from "../../../web/features/imports/csvTable";
import { decodeText, detectEncoding } from "../../../web/features/imports/decodeText";
import { createImportReader } from "../../../web/features/imports/importReader";
import { withColumn } from "../../../web/features/imports/MappingTable";
import { toCsv } from "../../../web/features/imports/saveCsv";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean, mark: boolean) => {
  const units = Array.from(`${mark ? "\uFEFF" : ""}${text}`);
  const view = new DataView(new ArrayBuffer(units.length * 2));
  units.forEach((unit, index) => view.setUint16(index * 2, unit.charCodeAt(0), littleEndian));
  return new Uint8Array(view.buffer);
};
/** "المشكلة" as Arabic Excel saves it. */
const WINDOWS_1256 = new Uint8Array([0xc7, 0xe1, 0xe3, 0xd4, 0xdf, 0xe1, 0xc9]);

describe("encodings", () => {
  test.each([
    ["utf-8", utf8("المشكلة,العنوان")],
    ["utf-8", utf8("\uFEFFproblem")],
    ["windows-1256", WINDOWS_1256],
    ["utf-16le", utf16("problem,city", true, true)],
    ["utf-16be", utf16("problem,city", false, true)],
    ["utf-16le", utf16("problem,city\nleak,Riyadh", true, false)],
  ] as const)("%s is recognised", (encoding, bytes) => {
    expect(detectEncoding(bytes)).toBe(encoding);
  });

  test("text comes out the same from all of them", () => {
    expect(decodeText(WINDOWS_1256, "windows-1256")).toBe("المشكلة");
    expect(decodeText(utf8("\uFEFFالمشكلة"), "utf-8")).toBe("المشكلة");
    expect(decodeText(utf16("المشكلة", true, true), "utf-16le")).toBe("المشكلة");
  });
});

describe("csv", () => {
  test("rows remember their line although cells break lines and blank lines are passed over", () => {
    const table = parseCsv('problem,address\n"Leak\nin kitchen",Olaya\n\nAC,Malaz\n');
    expect(table.header).toEqual(["problem", "address"]);
    expect(table.rows).toEqual([
      { line: 2, cells: ["Leak\nin kitchen", "Olaya"] },
      { line: 5, cells: ["AC", "Malaz"] },
    ]);
  });

  test.each([",", ";", "\t"])("separator %j", (separator) => {
    const lines = ["problem,address,city", "Leak,Olaya,Riyadh", "AC,Malaz,Riyadh"];
    const table = parseCsv(lines.join("\n").replaceAll(",", separator));
    expect(table.header).toEqual(["problem", "address", "city"]);
    expect(table.rows).toHaveLength(2);
  });

  test("what goes out as CSV cannot run as a formula and opens as Arabic", () => {
    expect(toCsv([["=1+1", 'a "b"', "سطر"]])).toBe('\uFEFF\'=1+1,"a ""b""",سطر\r\n');
  });
});

describe("reader", () => {
  const file = (text: string | Uint8Array<ArrayBuffer>) => new Blob([text]);

  test("a workbook, an empty file and a header alone are refused with their reason", async () => {
    const reader = createImportReader();
    expect(await reader.read(file(new Uint8Array([0x50, 0x4b, 3, 4])), null)).toEqual({
      ok: false,
      refusal: "workbook",
    });
    expect(await reader.read(file(""), null)).toEqual({ ok: false, refusal: "empty" });
    expect(await reader.read(file("problem,address\n"), null)).toEqual({ ok: false, refusal: "empty" });
  });

  test("10,000 rows are judged one by one, faults with line and field, and handed out in batches", async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) =>
      i === 4_998 ? ",Olaya," : `Leak ${i},Olaya ${i},`,
    );
    const reader = createImportReader();
    const read = await reader.read(file(`problem,address,city\n${rows.join("\n")}`), null);
    if (!read.ok) throw new Error(read.refusal);
    expect(read.facts.rowCount).toBe(10_000);
    const shares: number[] = [];
    const mapping = suggestColumns(read.facts.header);
    const check = await reader.check(mapping, "Asia/Riyadh", Date.UTC(2030, 0, 1), (share) =>
      shares.push(share),
    );
    expect(check.goodRows).toBe(9_999);
    expect(check.faults).toEqual([{ line: 5_000, field: "problem", reason: "missing", value: null }]);
    expect(shares.length).toBeGreaterThan(5);
    expect(await reader.batch(99)).toHaveLength(100);
    expect(await reader.batch(100)).toHaveLength(0);
    expect((await reader.batch(0))[0]).toEqual({
      line: 2,
      cells: { problem: "Leak 0", address: "Olaya 0", city: "" },
    });
  });

  test("pointing a field at a column takes the column away from the other field", () => {
    const header = ["problem", "address"];
    const mapping = suggestColumns(header);
    expect(withColumn(mapping, "details", 0, header)).toEqual([
      { field: "address", column: 1, header: "address" },
      { field: "details", column: 0, header: "problem" },
    ]);
    expect(withColumn(mapping, "address", null, header)).toEqual([
      { field: "problem", column: 0, header: "problem" },
    ]);
  });
});
