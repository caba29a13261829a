/**
 * From an uploaded file to the documents it holds: JSON lines, a JSON array, CSV, or the zip of an export.
 * Owns the forms; whether the documents are welcome is decided when they are written.
 */
import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import { z } from "zod";
import { encodeInt64 } from "../values/encoding";
import type { ComponentPath, JSONObject } from "../values/json";

interface ImportedTable {
  component: ComponentPath;
  name: string;
  /** Known from a zip only. */
  number: number | null;
  rows: JSONObject[];
}

interface ImportedFile {
  component: ComponentPath;
  row: JSONObject;
  bytes: Uint8Array;
}

export interface ImportContent {
  tables: ImportedTable[];
  files: ImportedFile[];
}

export type ImportFormat = "csv" | "jsonLines" | "jsonArray" | "zip";

/** The file is not what it is said to be; the message is for whoever imports it. */
export class UnreadableImport extends Error {}

const rowSchema = z.record(z.string(), z.json());
const tableRowSchema = z.looseObject({ name: z.string(), id: z.number().int() });

/** @param target the table that a file of a single table is for; a zip names its own. */
export function parseImport(
  bytes: Uint8Array,
  format: ImportFormat,
  target: { component: ComponentPath; name: string } | null,
): ImportContent {
  if (format === "zip") return parseZip(bytes);
  if (target === null)
    throw new UnreadableImport(`The table is missing: a ${format} file does not name one.`);
  return { tables: [{ ...target, number: null, rows: parseRows(strFromU8(bytes), format) }], files: [] };
}

function parseRows(text: string, format: Exclude<ImportFormat, "zip">): JSONObject[] {
  if (format === "jsonLines") return parseLines(text);
  if (format === "csv") return parseCsv(text);
  const parsed = z.array(z.unknown()).safeParse(parseJson(text, "The file"));
  if (!parsed.success) throw new UnreadableImport("The file is not a JSON array.");
  return parsed.data.map((row, index) => asRow(row, `Element ${index + 1}`));
}

function parseLines(text: string): JSONObject[] {
  const rows: JSONObject[] = [];
  text.split("\n").forEach((line, index) => {
    const where = `Line ${index + 1}`;
    if (line.trim() !== "") rows.push(asRow(parseJson(line, where), where));
  });
  return rows;
}

/** Cells that look like numbers become numbers, empty ones null, all others strings. */
function parseCsv(text: string): JSONObject[] {
  const parsed = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  const problem = parsed.errors[0];
  if (problem !== undefined) {
    throw new UnreadableImport(`Row ${(problem.row ?? 0) + 1} of the CSV file: ${problem.message}.`);
  }
  return parsed.data.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, csvValue(cell)])),
  );
}

function csvValue(cell: string): number | string | null {
  if (cell === "") return null;
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(cell) ? Number(cell) : cell;
}

function parseZip(bytes: Uint8Array): ImportContent {
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes);
  } catch (error) {
    throw new UnreadableImport(
      `The file is not a zip: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const content: ImportContent = { tables: [], files: [] };
  const numbers = new Map<string, number>();
  for (const [path, data] of Object.entries(entries)) {
    const { component, folder } = placeOf(path);
    if (folder !== "_tables" || !path.endsWith("/documents.jsonl")) continue;
    for (const row of parseLines(strFromU8(data))) {
      const { name, id } = tableRowSchema.parse(row);
      numbers.set(`${component}\0${name}`, id);
    }
  }
  for (const [path, data] of Object.entries(entries)) {
    const { component, folder } = placeOf(path);
    if (folder === "" || folder === "_tables" || !path.endsWith("/documents.jsonl")) continue;
    const isTyped =
      folder !== "_storage" &&
      Object.hasOwn(entries, path.replace(/documents\.jsonl$/, "generated_schema.jsonl"));
    const text = strFromU8(data);
    const rows = parseLines(isTyped ? withTypedIntegers(text) : text);
    if (folder !== "_storage") {
      content.tables.push({
        component,
        name: folder,
        number: numbers.get(`${component}\0${folder}`) ?? null,
        rows,
      });
      continue;
    }
    const files = Object.keys(entries).filter((name) => placeOf(name).folder === "_storage");
    for (const row of rows) content.files.push({ component, row, bytes: fileOf(row, files, entries) });
  }
  return content;
}

/**
 * Exports of Convex's own come with a `generated_schema.jsonl` per table and write float64 with a dot, int64 without. If
 * the creation times, float64 all of them, have no dots, neither have other floats, and nothing can be told.
 */
function withTypedIntegers(text: string): string {
  if (/"_creationTime":\s*\d+\s*[,}]/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) => {
    if (!/^-?\d+$/.test(token)) return token;
    const value = BigInt(token);
    return BigInt.asIntN(64, value) === value ? JSON.stringify(encodeInt64(value)) : token;
  });
}

/** The cloud's exports append the type's extension to the id. */
function fileOf(row: JSONObject, names: readonly string[], entries: Record<string, Uint8Array>): Uint8Array {
  const id = typeof row["_id"] === "string" ? row["_id"] : "";
  const name = names.find((candidate) => (candidate.split("/").at(-1) ?? "").split(".")[0] === id);
  const bytes = name === undefined ? undefined : entries[name];
  if (bytes === undefined) throw new UnreadableImport(`The zip lacks the bytes of the stored file ${id}.`);
  return bytes;
}

/** `[_components/<path>/]<table>/…`; entries that belong to no table have no folder. */
function placeOf(path: string): { component: ComponentPath; folder: string } {
  const match = /^(?:_components\/(.+)\/)?([^/]+)\/[^/]+$/.exec(path);
  // A child's child is spelled `a/b` or `a/_components/b`.
  return { component: (match?.[1] ?? "").replaceAll("/_components/", "/"), folder: match?.[2] ?? "" };
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableImport(`${where} is not JSON.`);
  }
}

function asRow(value: unknown, where: string): JSONObject {
  const parsed = rowSchema.safeParse(value);
  if (!parsed.success) throw new UnreadableImport(`${where} is not a JSON object.`);
  return parsed.data as JSONObject;
}
