/*
 * A selection of tickets as a CSV file a spreadsheet opens as it is: UTF-8 with its mark, so that Excel reads Arabic;
 * local wall time of the branch; no cell that a spreadsheet would take for a formula.
 */
import Papa from "papaparse";
import { clockText, minuteOfDay, serviceDayOf } from "../../../../shared/time/zones";
import type { TicketRow } from "../boardData";

export const CSV_COLUMNS = [
  "number",
  "status",
  "priority",
  "workType",
  "problem",
  "customer",
  "phone",
  "address",
  "city",
  "technician",
  "startsAt",
  "endsAt",
  "requestedAt",
] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** Codes in the reader's words. */
export interface CsvWords {
  readonly header: (column: CsvColumn) => string;
  readonly status: (ticket: TicketRow) => string;
  readonly priority: (ticket: TicketRow) => string;
  readonly workType: (ticket: TicketRow) => string;
  readonly city: (ticket: TicketRow) => string;
  readonly technician: (ticket: TicketRow) => string;
}

/** Starts a formula in some spreadsheet; a number with its sign, such as a phone number, does not. */
const FORMULA = /^(?:[=@\t\r\n]|[+-](?![\d ]+$))/;
const BYTE_ORDER_MARK = "\uFEFF";

function localTime(at: number | null | undefined, zone: string): string {
  return at === null || at === undefined
    ? ""
    : `${serviceDayOf(at, zone)} ${clockText(minuteOfDay(at, zone))}`;
}

/** The file's text. */
export function ticketCsv(tickets: readonly TicketRow[], words: CsvWords, zone: string): string {
  const cellOf: Record<CsvColumn, (ticket: TicketRow) => string> = {
    number: ({ number }) => number,
    status: words.status,
    priority: words.priority,
    workType: words.workType,
    problem: ({ problem }) => problem,
    customer: ({ contactName }) => contactName,
    phone: ({ phone }) => phone ?? "",
    address: ({ address }) => address,
    city: words.city,
    technician: words.technician,
    startsAt: ({ visit }) => localTime(visit?.startsAt, zone),
    endsAt: ({ visit }) => localTime(visit?.endsAt, zone),
    requestedAt: ({ requestedAt }) => localTime(requestedAt, zone),
  };
  const rows = tickets.map((ticket) => CSV_COLUMNS.map((column) => cellOf[column](ticket)));
  const table = [CSV_COLUMNS.map(words.header), ...rows];
  return BYTE_ORDER_MARK + Papa.unparse(table, { escapeFormulae: FORMULA, newline: "\r\n" });
}

/** Hands a text to the browser as a file to keep. */
export function saveCsv(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
