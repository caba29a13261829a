/*
 * CSV text to a header and rows that remember their line in the file. Quoted line breaks, doubled quotes and the
 * usual separators are papaparse's work; meaning of columns is not known here.
 */
import Papa from "papaparse";

export interface CsvRow {
  /** Line of the file on which the row starts; the header is line 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly delimiter: string;
}

/** Number of line breaks inside the cells of a row: what makes its next row start further down. */
function innerLineBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) breaks += cell.split(/\r\n|\r|\n/).length - 1;
  return breaks;
}

/** Parses the whole text; blank lines are passed over but still counted. */
export function parseCsv(text: string): CsvTable {
  const parsed = Papa.parse<string[]>(text, {
    skipEmptyLines: false,
    delimitersToGuess: [",", ";", "\t", "|"],
  });
  let line = 1;
  let header: readonly string[] | undefined;
  const rows: CsvRow[] = [];
  for (const cells of parsed.data) {
    const startsAtLine = line;
    line += 1 + innerLineBreaks(cells);
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (header === undefined) header = cells.map((cell) => cell.trim());
    else rows.push({ line: startsAtLine, cells });
  }
  return { header: header ?? [], rows, delimiter: parsed.meta.delimiter };
}
