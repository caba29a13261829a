/**
 * Which column of a file is which field, suggested from the header line. Knows Arabic and English words and the column
 * names of open 311 exports. A suggestion only: the person importing confirms it.
 */
import { IMPORT_FIELDS, type ImportField } from "./fields";
import { tidy } from "./text";

/** Most telling first; a column goes to the field with the best place in its list. */
const SYNONYMS: Record<ImportField, readonly string[]> = {
  externalId: [
    "unique key",
    "external id",
    "request id",
    "case id",
    "service request number",
    "ticket number",
    "id",
    "رقم الطلب",
    "رقم البلاغ",
    "المعرف",
  ],
  contactName: [
    "customer name",
    "contact name",
    "full name",
    "name",
    "customer",
    "requester",
    "اسم العميل",
    "الاسم الكامل",
    "الاسم",
    "العميل",
  ],
  phone: [
    "phone",
    "phone number",
    "mobile",
    "mobile number",
    "tel",
    "contact phone",
    "الجوال",
    "رقم الجوال",
    "الهاتف",
    "رقم الهاتف",
    "موبايل",
  ],
  address: [
    "incident address",
    "street address",
    "full address",
    "address",
    "location address",
    "العنوان",
    "العنوان التفصيلي",
  ],
  city: ["city", "town", "borough", "المدينة", "مدينة"],
  lat: ["latitude", "lat", "خط العرض", "دائرة العرض"],
  lng: ["longitude", "lng", "lon", "long", "خط الطول"],
  workType: [
    "work type",
    "service type",
    "device type",
    "category",
    "type",
    "نوع الخدمة",
    "نوع الجهاز",
    "النوع",
    "التصنيف",
  ],
  problem: [
    "complaint type",
    "problem",
    "problem description",
    "subject",
    "issue",
    "request type",
    "service name",
    "description",
    "المشكلة",
    "وصف المشكلة",
    "العطل",
    "الوصف",
  ],
  details: [
    "descriptor",
    "details",
    "notes",
    "comments",
    "complaint details",
    "description",
    "التفاصيل",
    "ملاحظات",
  ],
  priority: ["priority", "urgency", "severity", "الأولوية", "الاولوية"],
  requestedAt: [
    "created date",
    "requested at",
    "created at",
    "open date",
    "opened",
    "request date",
    "date",
    "تاريخ الطلب",
    "التاريخ",
    "تاريخ الإنشاء",
  ],
};

/** One mapped column. */
export interface MappedColumn {
  readonly field: ImportField;
  /** 0-based position in the file. */
  readonly column: number;
  readonly header: string;
}

function normalise(header: string): string {
  return tidy(header.replace(/^\uFEFF/, ""))
    .toLowerCase()
    .replace(/[_\-./]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Best guess per field; every column and every field is used at most once. */
export function suggestColumns(headers: readonly string[]): MappedColumn[] {
  const plain = headers.map(normalise);
  const candidates = IMPORT_FIELDS.flatMap((field, order) =>
    plain.flatMap((header, column) => {
      const rank = SYNONYMS[field].indexOf(header);
      return rank < 0 ? [] : [{ field, column, rank, order }];
    }),
  ).sort((a, b) => a.rank - b.rank || a.order - b.order || a.column - b.column);
  const fields = new Set<ImportField>();
  const columns = new Set<number>();
  const chosen: MappedColumn[] = [];
  for (const { field, column } of candidates) {
    if (fields.has(field) || columns.has(column)) continue;
    fields.add(field);
    columns.add(column);
    chosen.push({ field, column, header: headers[column] ?? "" });
  }
  return chosen.sort((a, b) => a.column - b.column);
}

/** The cells of a row by field; cells beyond the row's end are empty. */
export function cellsByField(
  row: readonly string[],
  mapping: readonly MappedColumn[],
): Partial<Record<ImportField, string>> {
  const cells: Partial<Record<ImportField, string>> = {};
  for (const { field, column } of mapping) cells[field] = row[column] ?? "";
  return cells;
}
