/* Numbers typed on an Arabic or a Latin keyboard mean the same. */
import { describe, expect, test } from "vitest";
import { majorText, minorOf, wholeOf } from "../../../web/lib/typedNumber";

describe("typed numbers", () => {
  test("[S-60] amounts in either script, with either sign", () => {
    for (const text of ["120.5", "120,5", "١٢٠٫٥", "١٢٠.٥", " 120.50 "]) expect(minorOf(text)).toBe(12_050);
    for (const text of ["", "1.234", "-3", "1e3", "1,2,3", "مئة"]) expect(minorOf(text)).toBeNull();
    expect(majorText(12_050)).toBe("120.5");
  });

  test("[S-60] whole numbers within bounds", () => {
    expect(wholeOf("٣", 1, 9)).toBe(3);
    expect(wholeOf("10", 1, 9)).toBeNull();
    expect(wholeOf("2.0", 1, 9)).toBeNull();
    expect(wholeOf("", 0, 9)).toBeNull();
  });
});
