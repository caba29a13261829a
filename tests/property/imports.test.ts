/** Whatever stands in a file, a row either becomes a storable draft or says why not; nothing throws, nothing slips. */
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { isOnGlobe } from "../../shared/geo/point";
import { IMPORT_FIELDS, type ImportField } from "../../shared/imports/fields";
import { MAX_LENGTH, parseRow, type RowCells } from "../../shared/imports/parseRow";
import { hasControlCharacters } from "../../shared/imports/text";
import { instantAt, isServiceDay, minuteOfDay, serviceDayOf } from "../../shared/time/zones";

// Thousands of rows per test; a busy machine needs more than the default.
vi.setConfig({ testTimeout: 60_000 });

const NOW = Date.parse("2026-11-21T09:00:00Z");
const cell = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.double().map(String),
  fc.constantFrom(
    "",
    "24.7",
    "46.7",
    "-73.9",
    "٢٤٫٧",
    "05/01/2022 12:00:03 AM",
    "urgent",
    "0501234567",
    "المكيف",
  ),
);
const plausible: Record<ImportField, readonly string[]> = {
  externalId: ["", "A-1", "54049402"],
  contactName: ["", "محمد العنزي", "Lina"],
  phone: ["", "0501234567", "+966 50 123 4567"],
  address: ["Olaya 1", "حي الملز، شارع ٥"],
  city: ["", "الرياض", "BRONX"],
  lat: ["", "24.7", "٢٤٫٧"],
  lng: ["", "46.7", "-73.92308231033165"],
  workType: ["", "plumbing"],
  problem: ["Leak", "المكيف لا يبرد"],
  details: ["", "second floor"],
  priority: ["", "urgent", "عاجلة"],
  requestedAt: ["", "05/01/2022 12:00:03 AM", "2026-11-20T08:00Z"],
};
const row: fc.Arbitrary<RowCells> = fc.record(
  Object.fromEntries(
    IMPORT_FIELDS.map((field) => [
      field,
      fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...plausible[field]) },
        { weight: 1, arbitrary: cell },
      ),
    ]),
  ),
);

test("[W-01] any row: a draft within bounds, or faults that name it", () => {
  let drafts = 0;
  fc.assert(
    fc.property(row, (cells) => {
      const result = parseRow(cells, { line: 9, zone: "Africa/Cairo", now: NOW });
      if (!result.ok) {
        expect(result.errors.length).toBeGreaterThan(0);
        for (const error of result.errors) {
          expect(error.line).toBe(9);
          expect((error.value ?? "").length).toBeLessThanOrEqual(80);
        }
        return;
      }
      drafts += 1;
      const { draft } = result;
      expect(draft.problem).not.toBe("");
      expect(draft.point !== null || draft.address !== "").toBe(true);
      if (draft.point) expect(isOnGlobe(draft.point)).toBe(true);
      expect(draft.requestedAt).toBeLessThanOrEqual(NOW);
      expect(draft.address.length).toBeLessThanOrEqual(MAX_LENGTH.address);
      for (const text of [draft.contactName, draft.address, draft.city, draft.problem])
        expect(hasControlCharacters(text)).toBe(false);
      expect(parseRow(cells, { line: 9, zone: "Africa/Cairo", now: NOW })).toEqual(result);
    }),
    { seed: 311, numRuns: 3_000, examples: [[{ problem: "Leak", address: "x" }]] },
  );
  expect(drafts).toBeGreaterThan(200);
  expect(drafts).toBeLessThan(2_800);
});

test("[J-05] a wall time that exists comes back as it was, any day, any zone", () => {
  const zones = ["Africa/Cairo", "Asia/Riyadh", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns"];
  const day = fc
    .date({ min: new Date("2015-01-01"), max: new Date("2035-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 0, max: 1439 }),
      fc.constantFrom(...zones),
      (serviceDay, minute, zone) => {
        expect(isServiceDay(serviceDay)).toBe(true);
        const at = instantAt(serviceDay, minute, zone);
        const back = minuteOfDay(at, zone);
        // Clock changes skip at most an hour; anything else is exact.
        if (back !== minute) expect(back - minute).toBeGreaterThan(0);
        if (back !== minute) expect(back - minute).toBeLessThanOrEqual(60);
        expect(serviceDayOf(at, zone)).toBe(serviceDay);
      },
    ),
    { seed: 2026, numRuns: 1_500 },
  );
});
