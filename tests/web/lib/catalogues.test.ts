/* Both languages say the same things: same keys, same parameters, every plural form the language has. */
import { describe, expect, test } from "vitest";
import { ar, en } from "../../../web/lib/catalogues";

const PLURAL = /_(zero|one|two|few|many|other)$/;

function texts(node: unknown, path = ""): Map<string, string> {
  if (typeof node === "string") return new Map([[path, node]]);
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(node as Record<string, unknown>))
    for (const [inner, text] of texts(value, path === "" ? key : `${path}.${key}`)) found.set(inner, text);
  return found;
}

function isPlural(key: string, all: ReadonlyMap<string, string>): boolean {
  return (
    PLURAL.test(key) &&
    all.has(`${key.replace(PLURAL, "")}_other`) &&
    all.has(`${key.replace(PLURAL, "")}_one`)
  );
}

const english = texts(en);
const arabic = texts(ar);
const base = (all: ReadonlyMap<string, string>) =>
  new Set([...all.keys()].map((key) => (isPlural(key, all) ? key.replace(PLURAL, "") : key)));
const params = (text: string) =>
  [...text.matchAll(/\{\{(\w+)/g)]
    .map((match) => match[1] ?? "")
    .toSorted()
    .join();

describe("message catalogues", () => {
  test("[S-60] every key exists in both languages", () => {
    expect([...base(english)].filter((key) => !base(arabic).has(key))).toEqual([]);
    expect([...base(arabic)].filter((key) => !base(english).has(key))).toEqual([]);
  });

  test("[S-60] every plural has the six Arabic forms and the two English ones", () => {
    const plurals = [...base(english)].filter((key) => isPlural(`${key}_one`, english));
    expect(plurals.length).toBeGreaterThan(5);
    const missing = plurals.flatMap((key) =>
      ["zero", "one", "two", "few", "many", "other"]
        .map((form) => `${key}_${form}`)
        .filter((k) => !arabic.has(k)),
    );
    expect(missing).toEqual([]);
  });

  test("[S-60] both texts of a key use the same parameters; a plural form may leave its number out", () => {
    const wrong = [...english].flatMap(([key, text]) => {
      const other = arabic.get(key);
      if (other === undefined || isPlural(key, english)) return [];
      return params(text) === params(other) ? [] : [`${key}: ${params(text)} / ${params(other)}`];
    });
    expect(wrong).toEqual([]);
  });

  test("no text is empty, but a count of zero may be left unsaid", () => {
    const empty = [...english, ...arabic].filter(
      ([key, text]) => text.trim() === "" && !key.endsWith("_zero"),
    );
    expect(empty.map(([key]) => key)).toEqual([]);
  });
});
