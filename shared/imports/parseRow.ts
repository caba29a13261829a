/**
 * One row of a file becomes one ticket draft, or the full list of what is wrong with it. The same function previews in
 * the browser and decides on the server. Reads no clock: `now` is given.
 */
import { cityCode } from "../catalogue/cities";
import { isWorkType } from "../catalogue/workTypes";
import type { Point } from "../geo/point";
import { PRIORITIES, type Priority } from "../tickets/priorities";
import { contentKey } from "./contentKey";
import { parseInstant } from "./dates";
import type { ImportField, RowError, RowErrorReason } from "./fields";
import { parsePoint } from "./parsePoint";
import { hasControlCharacters, latinDigits, looksMisread, tidy } from "./text";
import { workTypeOf } from "./workTypeOf";

/** Cells of one row by field; an unmapped column is absent, an empty cell is "". */
export type RowCells = Readonly<Partial<Record<ImportField, string | undefined>>>;

/** A row that passed: everything a ticket needs from its source. */
export interface TicketDraft {
  /** External id, or a hash of the content: the same request never comes in twice. */
  readonly sourceKey: string;
  readonly contactName: string;
  readonly phone: string | null;
  readonly address: string;
  readonly city: string;
  readonly point: Point | null;
  readonly workType: string;
  readonly problem: string;
  readonly priority: Priority;
  readonly requestedAt: number;
}

export type ParsedRow =
  | { readonly ok: true; readonly draft: TicketDraft }
  | { readonly ok: false; readonly errors: readonly RowError[] };

/** Longest text accepted per field, in characters. */
export const MAX_LENGTH = {
  externalId: 100,
  contactName: 120,
  phone: 32,
  address: 300,
  city: 80,
  lat: 32,
  lng: 32,
  workType: 120,
  problem: 500,
  details: 1500,
  priority: 32,
  requestedAt: 40,
} as const satisfies Record<ImportField, number>;

/** Zone wall-clock dates of the file are read in, and the instant that counts as now. */
export interface RowContext {
  readonly line: number;
  readonly zone: string;
  readonly now: number;
}

const SHOWN = 80;
/** A request may lie this far ahead of the server's clock before it counts as a mistake. */
const FUTURE_TOLERANCE_MS = 24 * 3_600_000;

const PRIORITY_WORDS: Record<Priority, readonly string[]> = {
  low: ["low", "minor", "منخفضة", "منخفض"],
  normal: ["normal", "medium", "standard", "عادية", "عادي", "متوسطة", "متوسط"],
  high: ["high", "important", "مرتفعة", "عالية", "عالي", "مهم"],
  urgent: ["urgent", "critical", "emergency", "عاجلة", "عاجل", "طارئ", "حرج"],
};

function priorityOf(text: string): Priority | undefined {
  const wanted = text.toLowerCase();
  return PRIORITIES.find((priority) => PRIORITY_WORDS[priority].includes(wanted));
}

/** Digits, an optional leading plus, 7 to 15 of them (E.164); null when it is no phone number. */
function phoneOf(text: string): string | null {
  const compact = latinDigits(text).replace(/[\s().\-/]/g, "");
  return /^\+?\d{7,15}$/.test(compact) ? compact.replace(/^00/, "+") : null;
}

/** Parses one row. All faults are reported, not the first. */
export function parseRow(cells: RowCells, context: RowContext): ParsedRow {
  const errors: RowError[] = [];
  const fail = (field: ImportField | null, reason: RowErrorReason, value: string | null = null) => {
    errors.push({ line: context.line, field, reason, value: value === null ? null : value.slice(0, SHOWN) });
  };
  const read = (field: ImportField): string => {
    const raw = cells[field] ?? "";
    const text = tidy(raw);
    if (hasControlCharacters(raw)) fail(field, "controlCharacters");
    else if (looksMisread(raw)) fail(field, "badEncoding", text);
    else if (text.length > MAX_LENGTH[field]) fail(field, "tooLong", text);
    else return text;
    return "";
  };
  const externalId = read("externalId");
  const contactName = read("contactName");
  const phoneText = read("phone");
  const address = read("address");
  const cityText = read("city");
  const latText = read("lat");
  const lngText = read("lng");
  const typeText = read("workType");
  const problemText = read("problem");
  const details = read("details");
  const priorityText = read("priority");
  const requestedText = read("requestedAt");

  const phone = phoneText === "" ? null : phoneOf(phoneText);
  if (phoneText !== "" && phone === null) fail("phone", "badPhone", phoneText);

  const place = parsePoint(latText, lngText);
  for (const fault of place.faults) fail(fault.field, fault.reason, fault.value);
  const failed = (field: ImportField) => errors.some((error) => error.field === field);
  const placeGiven = place.point !== null || address !== "";
  if (!placeGiven && !failed("lat") && !failed("lng") && !failed("address")) fail("address", "noPlace");

  const problem = [problemText, details].filter((part) => part !== "").join(" — ");
  if (problem === "" && !failed("problem") && !failed("details")) fail("problem", "missing");

  const priority = priorityText === "" ? "normal" : priorityOf(priorityText);
  if (priority === undefined) fail("priority", "unknownPriority", priorityText);

  const requestedAt = requestedText === "" ? context.now : parseInstant(requestedText, context.zone);
  if (requestedAt === null) fail("requestedAt", "badDate", requestedText);
  else if (requestedAt > context.now + FUTURE_TOLERANCE_MS) fail("requestedAt", "inFuture", requestedText);

  if (errors.length > 0 || priority === undefined || requestedAt === null) return { ok: false, errors };
  const content = [contactName, phone ?? "", address, cityText, latText, lngText, problem, requestedText];
  return {
    ok: true,
    draft: {
      sourceKey: externalId === "" ? `h:${contentKey(content)}` : `id:${externalId}`,
      contactName,
      phone,
      address,
      city: cityCode(cityText),
      point: place.point,
      workType: isWorkType(typeText) ? typeText : workTypeOf(`${typeText} ${problem}`),
      problem,
      priority,
      requestedAt: Math.min(requestedAt, context.now),
    },
  };
}
