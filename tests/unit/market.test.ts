/** [J-04] Markets: phone numbers as people type them, against the numbering plan of the country. */
import { describe, expect, test } from "vitest";
import { marketPhone } from "../../shared/market/phone";
import { COUNTRIES, MARKETS, marketOfZone } from "../../shared/market/profiles";

describe("[J-04] phone numbers", () => {
  test.each([
    ["0501234567", "+966501234567"],
    ["501234567", "+966501234567"],
    ["+966 50 123 4567", "+966501234567"],
    ["00966501234567", "+966501234567"],
    ["966501234567", "+966501234567"],
    ["+9660501234567", "+966501234567"],
    ["٠٥٠١٢٣٤٥٦٧", "+966501234567"],
    ["\u200e050-123-4567\u200f", "+966501234567"],
    ["0114567890", "+966114567890"],
    ["+201012345678", "+201012345678"],
    ["+44 20 7946 0958", "+442079460958"],
  ])("Saudi Arabia: %s is %s", (text, e164) => {
    expect(marketPhone(text, MARKETS.SA)).toBe(e164);
  });

  test.each([
    "",
    "12",
    "050123456",
    "05012345678",
    "+966401234567",
    "05o1234567",
    "hello",
    "+0501234567",
    "9".repeat(50),
    "0501234567; drop",
  ])("Saudi Arabia: %s is none", (text) => {
    expect(marketPhone(text, MARKETS.SA)).toBeNull();
  });

  test("Egypt and the Emirates read their own national forms", () => {
    expect(marketPhone("010 1234 5678", MARKETS.EG)).toBe("+201012345678");
    expect(marketPhone("013 1234 5678", MARKETS.EG)).toBeNull();
    expect(marketPhone("02 2345 6789", MARKETS.EG)).toBe("+20223456789");
    expect(marketPhone("050 123 4567", MARKETS.AE)).toBe("+971501234567");
  });
});

test("[J-04][J-05] a branch's zone names its market; every market is whole", () => {
  expect(marketOfZone("Africa/Cairo").currency).toBe("EGP");
  expect(marketOfZone("Asia/Riyadh").taxBasisPoints).toBe(1500);
  expect(marketOfZone("Europe/Berlin").country).toBe("SA");
  for (const country of COUNTRIES) {
    const market = MARKETS[country];
    expect(market.country).toBe(country);
    expect(() => new Intl.DateTimeFormat("en", { timeZone: market.zone })).not.toThrow();
    expect(market.currency).toMatch(/^[A-Z]{3}$/);
  }
});
