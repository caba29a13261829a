/** How texts become terms. */
import { describe, expect, test } from "vitest";
import { termsOf } from "../../../engine/search/terms";

describe("terms", () => {
  test.each([
    ["Hello, WORLD-wide 42!", ["hello", "world", "wide", "42"]],
    ["don't_stop", ["don", "t", "stop"]],
    ["", []],
    [" ,;— ", []],
    ["Straße ÉCOLE İstanbul", ["straße", "école", "i̇stanbul"]],
    ["東京タワー", ["東京タワー"]],
    ["تذكرة رقم ٤٢، شارع الملك", ["تذكرة", "رقم", "٤٢", "شارع", "الملك"]],
    ["مُحَمَّد", ["مُحَمَّد"]],
    ["كتـــاب؟", ["كتـــاب"]],
  ])("[SE-2] %j", (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  test("[SE-2] terms of more than 32 bytes are dropped, whatever the script", () => {
    expect(termsOf(`${"a".repeat(32)} ${"b".repeat(33)} c`)).toEqual(["a".repeat(32), "c"]);
    expect(termsOf(`${"ب".repeat(16)} ${"ت".repeat(17)} د`)).toEqual(["ب".repeat(16), "د"]);
  });
});
