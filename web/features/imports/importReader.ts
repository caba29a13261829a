/*
 * Holds one file between reading and sending: table, chosen mapping, verdict per row. Runs inside a worker in the
 * page and directly in tests; every long loop yields, so a caller can report progress or stop.
 */
import { cellsByField, type MappedColumn } from "../../../shared/imports/columns";
import { IMPORT_BATCH_SIZE, type RowError } from "../../../shared/imports/fields";
import { parseRow, type RowCells } from "../../../shared/imports/parseRow";
import { type CsvTable, parseCsv } from "./csvTable";
import { decodeText, detectEncoding, type Encoding } from "./decodeText";
import { PREVIEW_ROWS } from "./importLimits";

/** What a page shows of a file it does not hold. */
export interface FileFacts {
  readonly header: readonly string[];
  readonly rowCount: number;
  readonly preview: ReadonlyArray<readonly string[]>;
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
}

export interface CheckResult {
  readonly goodRows: number;
  readonly badRows: number;
  readonly faults: readonly RowError[];
}

export interface SendRow {
  readonly line: number;
  readonly cells: RowCells;
}

/** Why a file was refused before anything was read from it as a table. */
export type ReadRefusal = "workbook" | "empty" | "unreadable";

export type ReadResult =
  | { readonly ok: true; readonly facts: FileFacts }
  | { readonly ok: false; readonly refusal: ReadRefusal };

export interface ImportReader {
  read(file: Blob, encoding: Encoding | null): Promise<ReadResult>;
  /** Judges every row with the shared rules; `onProgress` hears the share done, 0 to 1. */
  check(
    mapping: readonly MappedColumn[],
    zone: string,
    now: number,
    onProgress: (share: number) => void,
  ): Promise<CheckResult>;
  /** Rows of one batch as they are sent; faulty ones are sent too, the server keeps the list of refusals. */
  batch(index: number): Promise<readonly SendRow[]>;
  close(): void;
}

const ROWS_PER_SLICE = 1_000;

function isWorkbook(bytes: Uint8Array): boolean {
  const zip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const compound = bytes[0] === 0xd0 && bytes[1] === 0xcf;
  return zip || compound;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Lets messages in and out between two slices of work. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

export function createImportReader(): ImportReader {
  let table: CsvTable | undefined;
  let mapping: readonly MappedColumn[] = [];
  let checkRun = 0;

  return {
    async read(file, wanted) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (isWorkbook(bytes)) return { ok: false, refusal: "workbook" };
      const encoding = wanted ?? detectEncoding(bytes);
      const parsed = parseCsv(decodeText(bytes, encoding));
      if (parsed.header.length === 0)
        return { ok: false, refusal: bytes.length === 0 ? "empty" : "unreadable" };
      if (parsed.rows.length === 0) return { ok: false, refusal: "empty" };
      table = parsed;
      return {
        ok: true,
        facts: {
          header: parsed.header,
          rowCount: parsed.rows.length,
          preview: parsed.rows.slice(0, PREVIEW_ROWS).map((row) => row.cells),
          encoding,
          delimiter: parsed.delimiter,
          hash: await sha256(bytes),
        },
      };
    },

    async check(chosen, zone, now, onProgress) {
      const rows = table?.rows ?? [];
      mapping = chosen;
      checkRun += 1;
      const run = checkRun;
      let goodRows = 0;
      const faults: RowError[] = [];
      for (let index = 0; index < rows.length; index += 1) {
        const row = rows[index];
        if (row === undefined) break;
        const parsed = parseRow(cellsByField(row.cells, chosen), { line: row.line, zone, now });
        if (parsed.ok) goodRows += 1;
        else faults.push(...parsed.errors);
        if (index % ROWS_PER_SLICE === ROWS_PER_SLICE - 1) {
          onProgress(index / rows.length);
          await breathe();
          // A newer check has taken over; its answer is the one that counts.
          if (run !== checkRun) break;
        }
      }
      return { goodRows, badRows: rows.length - goodRows, faults };
    },

    batch(index) {
      const rows = table?.rows ?? [];
      const slice = rows.slice(index * IMPORT_BATCH_SIZE, (index + 1) * IMPORT_BATCH_SIZE);
      return Promise.resolve(
        slice.map((row) => ({ line: row.line, cells: cellsByField(row.cells, mapping) })),
      );
    },

    close() {
      table = undefined;
      checkRun += 1;
    },
  };
}
