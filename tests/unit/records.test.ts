/** Rules of what is attached to a ticket: files by their bytes, texts and their bounds, parts, checks, estimates. */
import { describe, expect, test } from "vitest";
import { DEFAULT_CHECKLISTS, DEFAULT_FAULTS } from "../../shared/catalogue/checklists";
import { DEFAULT_WORK_TYPES, builtInPolicy } from "../../shared/catalogue/defaults";
import { TRADES } from "../../shared/catalogue/trades";
import { FLOW_PROFILES, workTypePolicySchema } from "../../shared/catalogue/workTypePolicy";
import { WORK_TYPES } from "../../shared/catalogue/workTypes";
import { assetSchema, identityKey } from "../../shared/contacts/contact";
import {
  checklistTemplateSchema,
  checkSchema,
  faultCodeSchema,
  missingItems,
  resultOf,
} from "../../shared/records/checks";
import { totalsOf } from "../../shared/records/estimates";
import { claimFits, inspectFile } from "../../shared/records/inspectFile";
import { mayStepParts, PARTS_STATES, PARTS_STEPS, partsStep } from "../../shared/records/parts";
import { line, paragraph } from "../../shared/records/text";

import { jpeg, png } from "../support/pictures";

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === "string" ? Array.from(part, (c) => c.charCodeAt(0)) : part)),
  );
const padded = (start: Uint8Array, length = 64) => {
  const file = new Uint8Array(length);
  file.set(start);
  return file;
};

describe("[F-09] what a file is, told from its bytes", () => {
  test("pictures with their size", () => {
    expect(inspectFile(png(640, 480))).toEqual({
      format: "image/png",
      size: { widthPx: 640, heightPx: 480 },
    });
    expect(inspectFile(jpeg(4032, 3024, 60_000))).toEqual({
      format: "image/jpeg",
      size: { widthPx: 4032, heightPx: 3024 },
    });
    const lossy = padded(
      bytes(
        "RIFF",
        [0, 0, 0, 0],
        "WEBPVP8 ",
        [0, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a, 0x20, 0x03, 0x58, 0x02],
      ),
    );
    expect(inspectFile(lossy)?.size).toEqual({ widthPx: 800, heightPx: 600 });
    const extended = padded(
      bytes("RIFF", [0, 0, 0, 0], "WEBPVP8X", [10, 0, 0, 0, 0, 0, 0, 0, 0x1f, 3, 0, 0x57, 2, 0]),
    );
    expect(inspectFile(extended)?.size).toEqual({ widthPx: 800, heightPx: 600 });
    const lossless = padded(bytes("RIFF", [0, 0, 0, 0], "WEBPVP8L", [0, 0, 0, 0, 0x2f, 0x1f, 0xc3, 0x95, 0]));
    expect(inspectFile(lossless)?.size).toEqual({ widthPx: 800, heightPx: 600 });
  });

  test("documents and recordings", () => {
    const cases: [string, Uint8Array][] = [
      ["application/pdf", bytes("%PDF-1.7\n")],
      ["audio/webm", bytes([0x1a, 0x45, 0xdf, 0xa3], "webm")],
      ["audio/ogg", bytes("OggS")],
      ["audio/mp4", bytes([0, 0, 0, 32], "ftypM4A ")],
      ["audio/wav", bytes("RIFF", [0, 0, 0, 0], "WAVE")],
      ["audio/mpeg", bytes("ID3")],
      ["audio/mpeg", bytes([0xff, 0xfb, 0x90])],
    ];
    for (const [format, file] of cases) expect(inspectFile(file), format).toEqual({ format, size: null });
  });

  test("anything else is nothing, however it is named", () => {
    const cases: Uint8Array[] = [
      new Uint8Array(),
      bytes("<svg xmlns='http://www.w3.org/2000/svg'/>"),
      bytes("<!doctype html><script>"),
      bytes("MZ", [0x90, 0]),
      bytes("GIF89a"),
      bytes("PK", [3, 4]),
      png(8, 8).slice(0, 20),
      jpeg(100, 100).slice(0, 40),
      padded(bytes([0xff, 0xd8, 0xff, 0xda])),
      png(0, 8),
    ];
    for (const file of cases) expect(inspectFile(file)).toBeNull();
  });

  test("a broken length never runs past the end, nor for ever", () => {
    for (let seed = 1; seed < 400; seed += 1) {
      const file = jpeg(300, 200, 20);
      file[seed % file.length] = (seed * 37) % 256;
      const found = inspectFile(file.slice(0, seed % file.length));
      if (found?.size) expect(found.size.widthPx).toBeGreaterThan(0);
    }
  });

  test("a picture sent as a page is not accepted as a picture", () => {
    expect(claimFits("text/html", "image/png")).toBe(false);
    expect(claimFits("image/svg+xml", "image/png")).toBe(false);
    expect(claimFits("", "image/png")).toBe(false);
    expect(claimFits("image/png", "image/png")).toBe(true);
    expect(claimFits("audio/webm;codecs=opus", "audio/webm")).toBe(true);
    expect(claimFits("video/webm", "audio/webm")).toBe(true);
  });
});

describe("[Z-05] texts from outside", () => {
  test("Arabic, Latin and both, with the marks that steer direction, are kept as written", () => {
    const mixed = "\u200fرقم الطلب ABC-12 \u202bثلاجة\u202c <b>&amp;</b> 🧊";
    expect(line({ max: 100 }).parse(`  ${mixed} `)).toBe(mixed);
    expect(paragraph({ max: 100 }).parse("a\r\n\tb")).toBe("a\r\n\tb");
  });

  test("control characters, a megabyte and nothing at all are refused", () => {
    for (const text of ["a\u0000b", "a\u001bb", "a\u0085b"]) {
      expect(line({ max: 100 }).safeParse(text).success).toBe(false);
      expect(paragraph({ max: 100 }).safeParse(text).success).toBe(false);
    }
    expect(line({ max: 100 }).safeParse("a\nb").success).toBe(false);
    expect(paragraph({ max: 4000 }).safeParse("x".repeat(1_000_000)).success).toBe(false);
    expect(line({ min: 1, max: 10 }).safeParse("   ").success).toBe(false);
    expect(line({ max: 3 }).safeParse("abcd").success).toBe(false);
  });
});

describe("[D-05] parts requests", () => {
  test("the states move forward only, and end", () => {
    const open = PARTS_STATES.flatMap((from) =>
      PARTS_STEPS.flatMap((step) => {
        const to = partsStep(from, step);
        return to ? [`${from} ${step} ${to}`] : [];
      }),
    );
    expect(open).toEqual([
      "pending approve approved",
      "pending order ordered",
      "pending cancel cancelled",
      "approved order ordered",
      "approved receive received",
      "approved cancel cancelled",
      "ordered receive received",
      "ordered cancel cancelled",
    ]);
  });

  test("a technician takes his own wish back and receives, and never approves", () => {
    expect(mayStepParts("technician", true, "approve", "pending")).toBe(false);
    expect(mayStepParts("technician", true, "order", "approved")).toBe(false);
    expect(mayStepParts("technician", true, "cancel", "pending")).toBe(true);
    expect(mayStepParts("technician", false, "cancel", "pending")).toBe(false);
    expect(mayStepParts("technician", true, "cancel", "ordered")).toBe(false);
    expect(mayStepParts("technician", false, "receive", "ordered")).toBe(true);
    expect(mayStepParts("workshop", false, "approve", "pending")).toBe(true);
    expect(mayStepParts("customer", true, "receive", "ordered")).toBe(false);
  });
});

describe("[G-05] checks", () => {
  test("the worst verdict decides", () => {
    expect(resultOf(["ok", "ok"])).toBe("passed");
    expect(resultOf(["ok", "issue"])).toBe("needs_attention");
    expect(resultOf(["issue", "critical", "ok"])).toBe("failed");
  });

  test("an issue says what it is", () => {
    const check = (note: string) => ({
      stage: "final_inspection",
      criteria: [{ label: "Seals", verdict: "issue", note }],
      note: "",
    });
    expect(checkSchema.safeParse(check("")).success).toBe(false);
    expect(checkSchema.safeParse(check("one is torn")).success).toBe(true);
  });

  test("[F-17] required points that nobody answered are named", () => {
    const template = { items: [{ code: "a", labels: { ar: "أ", en: "A" }, required: true }] };
    expect(missingItems(template, [])).toEqual(["a"]);
    expect(missingItems(template, [{ code: "a" }])).toEqual([]);
  });
});

describe("[T-40] estimates", () => {
  test("sums are whole minor units, tax rounded once", () => {
    const one = { kind: "part" as const, description: "Screw", quantity: 3, unitAmountMinor: 333 };
    expect(totalsOf([one, { ...one, quantity: 1, unitAmountMinor: 10 }], 1500)).toEqual({
      netMinor: 1009,
      taxMinor: 151,
      totalMinor: 1160,
    });
    expect(totalsOf([], 1500)).toEqual({ netMinor: 0, taxMinor: 0, totalMinor: 0 });
  });
});

describe("[J-51] assets", () => {
  const car = {
    kind: "car",
    brand: "Toyota",
    model: "Hilux",
    serial: "",
    plate: "ا ب ج ١٢٣٤",
    vin: "",
    year: 2019,
    warrantyUntil: "",
    note: "",
  };
  test("vehicles have plates, appliances have serial numbers", () => {
    expect(assetSchema.safeParse(car).success).toBe(true);
    const wrong = assetSchema.safeParse({ ...car, serial: "X1" });
    expect(wrong.error?.issues[0]?.path).toEqual(["serial"]);
    expect(assetSchema.safeParse({ ...car, vin: "IOQ" }).success).toBe(false);
    expect(assetSchema.safeParse({ ...car, kind: "ac", plate: "", serial: "LG-1" }).success).toBe(true);
    expect(assetSchema.safeParse({ ...car, warrantyUntil: "2026-02-30" }).success).toBe(false);
  });
  test("a plate is the same however it is spaced and whichever digits", () => {
    expect(identityKey("ا ب ج ١٢٣٤")).toBe(identityKey("ا-ب-ج 1234"));
    expect(identityKey("ab-12 c")).toBe("AB12C");
  });
});

describe("[D-15] the built-in catalogue", () => {
  test("every built-in type keeps its own bounds, and every flow profile has types", () => {
    expect(DEFAULT_WORK_TYPES.map((policy) => policy.code)).toEqual([...WORK_TYPES]);
    for (const policy of DEFAULT_WORK_TYPES) {
      expect(workTypePolicySchema.safeParse(policy).error?.issues ?? [], policy.code).toEqual([]);
      expect(TRADES).toContain(policy.trade);
      if (policy.checklist !== null)
        expect(DEFAULT_CHECKLISTS.map((one) => one.code)).toContain(policy.checklist);
    }
    for (const profile of FLOW_PROFILES)
      expect(DEFAULT_WORK_TYPES.some((policy) => policy.profile === profile)).toBe(true);
    for (const trade of TRADES)
      expect(DEFAULT_WORK_TYPES.some((policy) => policy.trade === trade)).toBe(true);
  });

  test("a code nobody knows is a plain visit that asks for no skill", () => {
    expect(builtInPolicy("own_type")).toMatchObject({ code: "own_type", profile: "home_repair", skills: [] });
    expect(workTypePolicySchema.safeParse(builtInPolicy("own_type")).success).toBe(true);
  });

  test("[F-17] built-in checklists and fault codes keep their bounds", () => {
    for (const template of DEFAULT_CHECKLISTS)
      expect(checklistTemplateSchema.safeParse(template).success).toBe(true);
    for (const fault of DEFAULT_FAULTS) expect(faultCodeSchema.safeParse(fault).success).toBe(true);
  });
});
