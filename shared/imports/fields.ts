/**
 * The fields a file column can be mapped to, and why a row may be refused. Words are in shared/i18n.
 */
export const IMPORT_FIELDS = [
  "externalId",
  "contactName",
  "phone",
  "address",
  "city",
  "lat",
  "lng",
  "workType",
  "problem",
  "details",
  "priority",
  "requestedAt",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** A row needs at least these to become a ticket. */
export const REQUIRED_IMPORT_FIELDS = ["problem"] as const satisfies readonly ImportField[];

export const ROW_ERROR_REASONS = [
  "missing",
  "tooLong",
  "controlCharacters",
  "notANumber",
  "outOfRange",
  "swapped",
  "halfPoint",
  "noPlace",
  "badPhone",
  "badDate",
  "inFuture",
  "unknownPriority",
  "badEncoding",
  "columnCount",
] as const;
export type RowErrorReason = (typeof ROW_ERROR_REASONS)[number];

/** One fault of one row; `line` is the line in the file, 1 = header. */
export interface RowError {
  readonly line: number;
  readonly field: ImportField | null;
  readonly reason: RowErrorReason;
  /** The offending text, shortened. */
  readonly value: string | null;
}

/** Rows per call of imports.addRows. */
export const IMPORT_BATCH_SIZE = 100;
