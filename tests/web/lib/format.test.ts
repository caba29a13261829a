/* One formatter: digits as chosen, zones as named, lengths in two units. */
import { describe, expect, test } from "vitest";
import { createFormat } from "../../../web/lib/format";

const arabic = createFormat("ar", "auto");
const english = createFormat("en", "auto");
const at = Date.UTC(2030, 2, 5, 21, 30);
const MINUTE = 60_000;

describe("format", () => {
  test("[S-60] digits follow the language unless chosen otherwise", () => {
    expect(arabic.number(1234)).toBe("١٬٢٣٤");
    expect(english.number(1234)).toBe("1,234");
    expect(createFormat("ar", "latn").number(1234)).toBe("1,234");
    expect(createFormat("en", "arab").time(at, "UTC")).toBe("٢١:٣٠");
    expect(arabic.digits("08:30")).toBe("٠٨:٣٠");
  });

  test("[J-05] an instant is written in the zone it is asked for, a service day is no instant", () => {
    expect(english.time(at, "Asia/Riyadh")).toBe("00:30");
    expect(english.day(at, "Asia/Riyadh")).toContain("6 Mar");
    expect(english.day(at, "UTC")).toContain("5 Mar");
    expect(english.serviceDay("2030-03-05")).toBe("Tuesday 5 March");
  });

  test("lengths of time use their two largest units", () => {
    expect(english.duration(59_000)).toBe("0m");
    expect(english.duration(125 * MINUTE)).toBe("2h 5m");
    expect(english.duration(26 * 60 * MINUTE)).toBe("1d 2h");
    expect(english.duration(24 * 60 * MINUTE)).toBe("1d");
    expect(english.duration(40 * 24 * 60 * MINUTE)).toBe("40d");
    expect(arabic.duration(125 * MINUTE)).toBe("٢ س ٥ د");
  });

  test("distances round to what a driver can use", () => {
    expect(english.distance(184)).toBe("180 m");
    expect(english.distance(4_660)).toBe("4.7 km");
  });
});
