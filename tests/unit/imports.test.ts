/** Import rules: columns, cells, points, dates, keys. */
import { describe, expect, test } from "vitest";
import { cellsByField, suggestColumns } from "../../shared/imports/columns";
import { contentKey } from "../../shared/imports/contentKey";
import { parseInstant } from "../../shared/imports/dates";
import { parsePoint } from "../../shared/imports/parsePoint";
import { MAX_LENGTH, parseRow, type RowCells } from "../../shared/imports/parseRow";
import { workTypeOf } from "../../shared/imports/workTypeOf";

const NOW = Date.parse("2026-11-21T09:00:00Z");
const parse = (cells: RowCells) => parseRow(cells, { line: 7, zone: "Asia/Riyadh", now: NOW });
const reasons = (cells: RowCells) => {
  const result = parse(cells);
  return result.ok ? [] : result.errors.map((error) => `${error.field}:${error.reason}`);
};
const GOOD = { problem: "Leak", address: "Olaya 1" };
const mapped = (headers: string[]) =>
  Object.fromEntries(suggestColumns(headers).map(({ field, header }) => [field, header]));

describe("[W-01] columns", () => {
  test("open 311 exports are recognised", () => {
    const headers =
      "Unique Key,Created Date,Closed Date,Agency,Agency Name,Complaint Type,Descriptor,Location Type,Incident Zip,Incident Address,Street Name,City,Status,Due Date,Borough,Latitude,Longitude,Location".split(
        ",",
      );
    expect(mapped(headers)).toEqual({
      externalId: "Unique Key",
      requestedAt: "Created Date",
      problem: "Complaint Type",
      details: "Descriptor",
      address: "Incident Address",
      city: "City",
      lat: "Latitude",
      lng: "Longitude",
    });
  });

  test("Arabic headers, byte order mark, case, underscores and dashes are recognised", () => {
    expect(
      mapped([
        "\uFEFFرقم الطلب",
        "اسم العميل",
        "رقم الجوال",
        "العنوان",
        "المدينة",
        "وصف المشكلة",
        "الأولوية",
      ]),
    ).toEqual({
      externalId: "\uFEFFرقم الطلب",
      contactName: "اسم العميل",
      phone: "رقم الجوال",
      address: "العنوان",
      city: "المدينة",
      problem: "وصف المشكلة",
      priority: "الأولوية",
    });
    expect(mapped(["CUSTOMER_NAME", "phone-number", "LAT", "Long"])).toEqual({
      contactName: "CUSTOMER_NAME",
      phone: "phone-number",
      lat: "LAT",
      lng: "Long",
    });
  });

  test("a column feeds one field, and a field has one column", () => {
    const chosen = suggestColumns(["Description", "description", "City", "Borough", "Town"]);
    expect(new Set(chosen.map((one) => one.column)).size).toBe(chosen.length);
    expect(new Set(chosen.map((one) => one.field)).size).toBe(chosen.length);
    expect(mapped(["City", "Borough"])).toEqual({ city: "City" });
  });

  test("cells beyond the end of a short row are empty", () => {
    const mapping = suggestColumns(["Problem", "Address"]);
    expect(cellsByField(["Leak"], mapping)).toEqual({ problem: "Leak", address: "" });
  });
});

describe("[W-01] rows", () => {
  test("a full row becomes a draft; words are understood, not stored as they came", () => {
    const result = parse({
      externalId: "A-1",
      contactName: "  محمد   العنزي ",
      phone: "٠٥٠ ١٢٣ ٤٥٦٧",
      address: "Olaya 1",
      city: "الرياض",
      lat: "٢٤٫٧",
      lng: "46.7",
      problem: "المكيف لا يبرد",
      details: "الدور الثاني",
      priority: "عاجل",
      requestedAt: "2026-11-20 08:30",
    });
    expect(result).toEqual({
      ok: true,
      draft: {
        sourceKey: "id:A-1",
        contactName: "محمد العنزي",
        phone: "0501234567",
        address: "Olaya 1",
        city: "riyadh",
        point: { lat: 24.7, lng: 46.7 },
        workType: "ac_repair",
        problem: "المكيف لا يبرد — الدور الثاني",
        priority: "urgent",
        requestedAt: Date.parse("2026-11-20T05:30:00Z"),
      },
    });
  });

  test("little is enough: a problem and a place", () => {
    expect(parse({ problem: "Leak", lat: "24.7", lng: "46.7" })).toMatchObject({
      ok: true,
      draft: { contactName: "", phone: null, address: "", priority: "normal", requestedAt: NOW },
    });
  });

  test("every fault is reported, with line and a shortened value", () => {
    const result = parse({
      problem: "",
      phone: "call me",
      lat: "north",
      lng: "46,7",
      priority: "asap",
      requestedAt: "31/31/2026",
      address: "x".repeat(400),
    });
    if (result.ok) throw new Error("expected faults");
    expect(result.errors.map((error) => `${error.field}:${error.reason}`).toSorted()).toEqual([
      "address:tooLong",
      "lat:notANumber",
      "phone:badPhone",
      "priority:unknownPriority",
      "problem:missing",
      "requestedAt:badDate",
    ]);
    expect(result.errors.every((error) => error.line === 7)).toBe(true);
    expect(result.errors.every((error) => (error.value ?? "").length <= 80)).toBe(true);
  });

  test("control characters, broken encodings and reordering marks", () => {
    expect(reasons({ ...GOOD, contactName: "a\u0007b" })).toEqual(["contactName:controlCharacters"]);
    expect(reasons({ ...GOOD, contactName: "Ø§Ù„Ø±ÙŠØ§Ø¶" })).toEqual(["contactName:badEncoding"]);
    expect(reasons({ ...GOOD, contactName: "caf\uFFFD" })).toEqual(["contactName:badEncoding"]);
    expect(reasons({ ...GOOD, contactName: "line one\nline two\ttab" })).toEqual([]);
    expect(parse({ ...GOOD, contactName: "\u202Eevil\u202C name" })).toMatchObject({
      draft: { contactName: "evil name" },
    });
    expect(reasons({ ...GOOD, contactName: "Øystein Ångström" })).toEqual([]);
  });

  test("lengths are bounded per field and the bound itself passes", () => {
    expect(reasons({ ...GOOD, problem: "p".repeat(MAX_LENGTH.problem) })).toEqual([]);
    expect(reasons({ ...GOOD, problem: "p".repeat(MAX_LENGTH.problem + 1) })).toEqual(["problem:tooLong"]);
  });

  test("a place is needed, and named once", () => {
    expect(reasons({ problem: "Leak" })).toEqual(["address:noPlace"]);
    expect(reasons({ problem: "Leak", lat: "24.7" })).toEqual(["lng:halfPoint"]);
  });

  test("the future is refused beyond a day, and never stored", () => {
    expect(reasons({ ...GOOD, requestedAt: "2026-11-23" })).toEqual(["requestedAt:inFuture"]);
    expect(parse({ ...GOOD, requestedAt: "2026-11-21T23:00Z" })).toMatchObject({
      draft: { requestedAt: NOW },
    });
  });

  test("phones: seven to fifteen digits, any dress", () => {
    const phone = (text: string) => {
      const result = parse({ ...GOOD, phone: text });
      return result.ok ? result.draft.phone : null;
    };
    expect(phone("+966 (50) 123-4567")).toBe("+966501234567");
    expect(phone("00966501234567")).toBe("+966501234567");
    expect([phone("123456"), phone("1234567890123456"), phone("05O1234567")]).toEqual([null, null, null]);
  });
});

describe("[W-02] points", () => {
  const reason = (lat: string, lng: string) => parsePoint(lat, lng).faults.map((fault) => fault.reason);
  test("both or neither, numbers, on the globe, the right way round", () => {
    expect(parsePoint("24.7", "46.7").point).toEqual({ lat: 24.7, lng: 46.7 });
    expect(parsePoint(" 24,7 ", "46.7°").point).toEqual({ lat: 24.7, lng: 46.7 });
    expect(parsePoint("", "")).toEqual({ point: null, faults: [] });
    expect(reason("24.7", "")).toEqual(["halfPoint"]);
    expect(reason("24.7.1", "4e2")).toEqual(["notANumber", "notANumber"]);
    expect(reason("-73.9", "40.8")).toEqual([]);
    expect(reason("139.2", "21.5")).toEqual(["swapped"]);
    expect(reason("91", "181")).toEqual(["outOfRange", "outOfRange"]);
    expect(reason("0", "0")).toEqual(["outOfRange"]);
    expect(reason("Infinity", "NaN")).toEqual(["notANumber", "notANumber"]);
  });
});

describe("[J-05] dates", () => {
  const read = (text: string) => {
    const at = parseInstant(text, "Asia/Riyadh");
    return at === null ? null : new Date(at).toISOString();
  };
  test("the forms files use", () => {
    expect(read("2022-05-01")).toBe("2022-04-30T21:00:00.000Z");
    expect(read("2022-05-01T08:00:00Z")).toBe("2022-05-01T08:00:00.000Z");
    expect(read("2022-05-01T08:00:00.000+03:00")).toBe("2022-05-01T05:00:00.000Z");
    expect(read("05/01/2022 12:00:03 AM")).toBe("2022-04-30T21:00:03.000Z");
    expect(read("05/01/2022 12:00:03 PM")).toBe("2022-05-01T09:00:03.000Z");
    expect(read("25/12/2022 14:05")).toBe("2022-12-25T11:05:00.000Z");
    expect(read("٢٠٢٢-٠٥-٠١")).toBe("2022-04-30T21:00:00.000Z");
  });
  test("no guessing", () => {
    for (const text of [
      "",
      "yesterday",
      "2022-02-30",
      "13/13/2022",
      "2022-05-01T25:00",
      "05/01/2022 13:00 PM",
      "1/2/22",
    ])
      expect(read(text), text).toBeNull();
  });
});

describe("[W-07] content keys", () => {
  test("case and blanks do not matter, order and content do", () => {
    expect(contentKey(["A  b", "c"])).toBe(contentKey([" a b ", "C"]));
    expect(contentKey(["a", "b"])).not.toBe(contentKey(["b", "a"]));
    expect(contentKey(["ab", ""])).not.toBe(contentKey(["a", "b"]));
  });
  test("ten thousand similar rows get ten thousand keys", () => {
    const keys = new Set(
      Array.from({ length: 10_000 }, (_, index) => contentKey(["leak", `street ${index}`])),
    );
    expect(keys.size).toBe(10_000);
  });
});

test("[W-03] work types are guessed from words in both languages", () => {
  expect(
    [
      "المكيف لا يبرد",
      "Dishwasher leaks",
      "غسالة صحون",
      "الغسالة لا تعصر",
      "WATER LEAK",
      "Street Light Condition",
      "Noise - Residential",
    ].map(workTypeOf),
  ).toEqual([
    "ac_repair",
    "dishwasher_repair",
    "dishwasher_repair",
    "washer_repair",
    "plumbing",
    "electrical",
    "site_inspection",
  ]);
});
