/** Both languages say everything: same keys, same parameters, every code of the domain. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ROLES } from "../../shared/access/roles";
import { CITIES } from "../../shared/catalogue/cities";
import { SKILLS } from "../../shared/catalogue/skills";
import { ASSET_KINDS } from "../../shared/catalogue/assetKinds";
import { TRADES } from "../../shared/catalogue/trades";
import { WORK_TYPES } from "../../shared/catalogue/workTypes";
import { FLOW_PROFILES } from "../../shared/catalogue/workTypePolicy";
import { ERROR_CODES } from "../../shared/errors/catalog";
import { domain as ar } from "../../shared/i18n/ar/domain";
import { domain as en } from "../../shared/i18n/en/domain";
import { IMPORT_FIELDS, ROW_ERROR_REASONS } from "../../shared/imports/fields";
import { NO_FIX_REASONS, NOT_FIXED_REASONS, REASONS } from "../../shared/tickets/inputs";
import { PRIORITIES } from "../../shared/tickets/priorities";
import { ABSENCE_REASONS } from "../../shared/technicians/absence";
import { OUTCOMES } from "../../shared/tickets/outcomes";
import { PHASES, STATUSES } from "../../shared/tickets/statuses";
import { ACTIONS } from "../../shared/tickets/transitions";
import {
  CONFIRMATIONS,
  CUSTODIES,
  OFFER_STATES,
  PARTIES,
  TRAVEL_STATES,
  VISIT_KINDS,
} from "../../shared/tickets/visits";

const folder = path.resolve(import.meta.dirname, "../../shared/i18n");
const areas = (locale: string) => readdirSync(path.join(folder, locale)).toSorted();

/** Flat keys with their texts; plural suffixes are folded, since languages have different forms. */
function texts(value: unknown, at = ""): [string, string][] {
  if (typeof value === "string") return [[at, value]];
  if (typeof value !== "object" || value === null) throw new Error(`${at} is no text`);
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, at === "" ? key : `${at}.${key}`));
}
const base = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? "").toSorted();

async function load(locale: string, file: string): Promise<Record<string, unknown>> {
  return (await import(path.join(folder, locale, file))) as Record<string, unknown>;
}

describe("[J-26] catalogues", () => {
  test("the same areas in both languages", () => {
    expect(areas("ar")).toEqual(areas("en"));
  });

  test.each(areas("en"))("%s: the same keys and the same parameters", async (file) => {
    const [left, right] = [texts(await load("en", file)), texts(await load("ar", file))];
    expect(new Set(right.map(([key]) => base(key)))).toEqual(new Set(left.map(([key]) => base(key))));
    const wanted = new Map<string, Set<string>>();
    for (const [key, text] of left)
      wanted.set(base(key), new Set([...(wanted.get(base(key)) ?? []), ...placeholders(text)]));
    for (const [key, text] of right)
      for (const name of placeholders(text))
        expect([...(wanted.get(base(key)) ?? [])], `${key} uses {{${name}}}`).toContain(name);
    // Nothing to say about zero is allowed; silence elsewhere is a forgotten text.
    for (const [key, text] of [...left, ...right])
      if (!key.endsWith("_zero")) expect(text.trim(), key).not.toBe("");
  });

  test("[J-26] Arabic texts are Arabic", async () => {
    for (const [key, text] of texts(ar)) expect(text, key).toMatch(/[\u0600-\u06FF]/);
  });

  test("plurals: Arabic has its six forms wherever English has two", async () => {
    for (const file of areas("en")) {
      const right = new Set(texts(await load("ar", file)).map(([key]) => key));
      for (const [key] of texts(await load("en", file)))
        if (key.endsWith("_other"))
          for (const form of ["zero", "one", "two", "few", "many", "other"])
            expect(right, `${file} ${base(key)}`).toContain(`${base(key)}_${form}`);
    }
  });
});

describe("[T-02] every code has words", () => {
  const lists: [keyof typeof en, readonly string[]][] = [
    ["statuses", STATUSES],
    ["customerStatuses", STATUSES],
    ["phases", PHASES],
    ["actions", [...ACTIONS, "create", "import"]],
    ["timeline", [...ACTIONS, "create", "import"]],
    ["priorities", PRIORITIES],
    ["reasons", REASONS],
    ["noFixReasons", NO_FIX_REASONS],
    ["travelStates", TRAVEL_STATES],
    ["roles", [...ROLES, "system"]],
    ["notFixedReasons", NOT_FIXED_REASONS],
    ["absenceReasons", ABSENCE_REASONS],
    ["visitKinds", VISIT_KINDS],
    ["confirmations", CONFIRMATIONS],
    ["offerStates", OFFER_STATES],
    ["parties", PARTIES],
    ["custodies", CUSTODIES],
    ["outcomes", OUTCOMES],
    ["flowProfiles", FLOW_PROFILES],
    ["workTypes", WORK_TYPES],
    ["trades", TRADES],
    ["assetKinds", ASSET_KINDS],
    ["skills", SKILLS],
    ["cities", CITIES],
    ["importFields", IMPORT_FIELDS],
    ["rowErrors", ROW_ERROR_REASONS],
  ];
  test.each(lists)("%s", (area, codes) => {
    expect(Object.keys(en[area]).toSorted()).toEqual([...codes].toSorted());
    expect(Object.keys(ar[area]).toSorted()).toEqual([...codes].toSorted());
  });

  test("errors: the code is the key", () => {
    const keys = texts(en.errors).map(([key]) => key);
    for (const code of ERROR_CODES) expect(keys).toContain(code);
    expect(keys.filter((key) => key.includes(".")).toSorted()).toEqual([...ERROR_CODES].toSorted());
  });
});
