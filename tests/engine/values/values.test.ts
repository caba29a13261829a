/** Order, keys, sizes, canonical form and ids. */
import {
  type Value,
  compareValues as npmCompare,
  convexToJson,
  getConvexSize,
  jsonToConvex,
} from "convex/values";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareValues } from "../../../engine/values/compare";
import { encodeInt64, fieldAt } from "../../../engine/values/encoding";
import { decodeId, encodeId, newId } from "../../../engine/values/ids";
import type { JSONValue } from "../../../engine/values/json";
import {
  InvalidValueError,
  mayExceedLimits,
  normalizeDocument,
  normalizeValue,
  sizeOf,
} from "../../../engine/values/normalize";
import { encodeSortKey } from "../../../engine/values/sortKey";
import { arbitraryValue } from "./arbitraryValue";

const SEED = { seed: 20_251, numRuns: 3000 };

function sign(order: number): number {
  return Math.sign(order);
}

function byKey(a: JSONValue | undefined, b: JSONValue | undefined): number {
  const x = encodeSortKey(a);
  const y = encodeSortKey(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

describe("order", () => {
  test("[VA-1] values of different types order undefined < null < int64 < float64 < boolean < string < bytes < array < object", () => {
    const ascending: (JSONValue | undefined)[] = [
      undefined,
      null,
      encodeInt64(-(2n ** 63n)),
      encodeInt64(-1n),
      encodeInt64(0n),
      encodeInt64(2n ** 63n - 2n),
      { $commitTs: null },
      { $float: Buffer.from([1, 0, 0, 0, 0, 0, 0xf8, 0xff]).toString("base64") },
      { $float: "AAAAAAAA8P8=" },
      -1.5,
      -0,
      0,
      5e-324,
      1,
      { $float: "AAAAAAAA8H8=" },
      { $float: "AAAAAAAA+H8=" },
      false,
      true,
      "",
      "\0",
      "a",
      "a\0",
      "ab",
      "b",
      "\ud7ff",
      "\ue000",
      "\uffff",
      "\u{10000}",
      { $bytes: "" },
      { $bytes: "AA==" },
      { $bytes: "AAA=" },
      { $bytes: "/w==" },
      [],
      [null],
      [null, null],
      [1],
      {},
      { a: 1 },
      { a: 1, b: 1 },
      { a: 2 },
      { b: 0 },
    ];
    for (let i = 0; i < ascending.length; i++) {
      for (let j = 0; j < ascending.length; j++) {
        const expected = sign(i - j);
        const at = `${JSON.stringify(ascending[i])} vs ${JSON.stringify(ascending[j])}`;
        expect(sign(compareValues(ascending[i], ascending[j])), at).toBe(expected);
        expect(byKey(ascending[i], ascending[j]), at).toBe(expected);
      }
    }
  });

  test("[VA-2] key order is value order, for any two values", () => {
    fc.assert(
      fc.property(arbitraryValue, arbitraryValue, (a, b) => {
        expect(byKey(a, b)).toBe(sign(compareValues(a, b)));
      }),
      SEED,
    );
  });

  test("[VA-2] key order agrees with the convex package's own comparison", () => {
    fc.assert(
      fc.property(arbitraryValue, arbitraryValue, (a, b) => {
        const [x, y] = [jsonToConvex(a) as Value, jsonToConvex(b) as Value];
        // The package calls +0 and −0 equal and does not define NaN's place; the server's order is total.
        fc.pre(!hasSpecialNumber(a) && !hasSpecialNumber(b));
        expect(byKey(a, b)).toBe(sign(npmCompare(x, y)));
      }),
      SEED,
    );
  });

  test("[VA-3] keys are prefix-free: what follows a value never changes its order", () => {
    fc.assert(
      fc.property(arbitraryValue, arbitraryValue, arbitraryValue, arbitraryValue, (a, b, x, y) => {
        const order = sign(compareValues(a, b));
        const left = encodeSortKey(a) + encodeSortKey(x);
        const right = encodeSortKey(b) + encodeSortKey(y);
        const keyOrder = left < right ? -1 : left > right ? 1 : 0;
        expect(keyOrder).toBe(order === 0 ? sign(compareValues(x, y)) : order);
        if (order < 0) expect(`${encodeSortKey(a)}\xff` < encodeSortKey(b)).toBe(true);
      }),
      SEED,
    );
  });
});

function hasSpecialNumber(value: JSONValue): boolean {
  const text = JSON.stringify(value);
  return text.includes("$float") || /(^|[^0-9.])0([^.0-9]|$)/.test(text);
}

describe("canonical form", () => {
  test("[VA-4] sizes are the convex package's sizes", () => {
    fc.assert(
      fc.property(arbitraryValue, (value) => {
        expect(sizeOf(value)).toBe(getConvexSize(jsonToConvex(value)));
      }),
      SEED,
    );
  });

  test("[VA-5] canonical form keeps the value and is the same for equal values", () => {
    fc.assert(
      fc.property(arbitraryValue, (value) => {
        const canonical = normalizeValue(value).value;
        expect(JSON.stringify(canonical)).toBe(JSON.stringify(convexToJson(jsonToConvex(value))));
      }),
      SEED,
    );
    expect(JSON.stringify(normalizeValue({ b: 1, a: -0 }).value)).toBe(
      '{"a":{"$float":"AAAAAAAAAIA="},"b":1}',
    );
    expect(normalizeValue({ $float: "AAAAAAAA8D8=" }).value).toBe(1);
  });

  test.each<[string, JSONValue, string]>([
    ["lone surrogate", "\ud800", "invalid Unicode"],
    ["reserved field", { a: { $x: 1 } }, "starts with a '$'"],
    ["field with a control character", { "a\n": 1 }, "non-control ASCII"],
    ["field that is not ASCII", { é: 1 }, "non-control ASCII"],
    ["empty field name", { "": 1 }, "nonempty"],
    ["undefined", { a: { $undefined: null } }, "undefined is not a valid Convex value"],
    ["short integer", { $integer: "AAAA" }, "starts with a '$'"],
    ["too long array", Array.from({ length: 8193 }, () => null), "8193 > maximum length 8192"],
    [
      "too many fields",
      Object.fromEntries(Array.from({ length: 1025 }, (_, i) => [`f${i}`, 1])),
      "1025 > maximum number 1024",
    ],
    ["too deep", JSON.parse("[".repeat(65) + "]".repeat(65)), "65 levels deep > maximum nesting 64"],
    ["long field name", { ["a".repeat(1025)]: 1 }, "maximum field name length 1024"],
  ])("[VA-6] refuses %s", (_name, value, message) => {
    expect(() => normalizeValue(value)).toThrow(InvalidValueError);
    expect(() => normalizeValue(value)).toThrow(message);
  });

  test("[VA-6] the limits themselves are allowed", () => {
    expect(() => normalizeValue(Array.from({ length: 8192 }, () => null))).not.toThrow();
    expect(() => normalizeValue(JSON.parse("[".repeat(64) + "]".repeat(64)))).not.toThrow();
    expect(() => normalizeValue({ ["a".repeat(1024)]: 1 })).not.toThrow();
  });

  test("[VA-7] documents: 1 MiB, top-level names of 64 characters, no foreign underscore fields", () => {
    const room = 1024 * 1024 - (2 + 2 + 2);
    expect(normalizeDocument({ a: "x".repeat(room) }).size).toBe(1024 * 1024);
    expect(() => normalizeDocument({ a: "x".repeat(room + 1) })).toThrow("maximum size 1 MiB");
    expect(() => normalizeDocument({ _x: 1 })).toThrow("starts with an underscore");
    expect(() => normalizeDocument({ ["a".repeat(65)]: 1 })).toThrow("too long");
    expect(normalizeDocument({ a: { _x: 1 } }).value).toEqual({ a: { _x: 1 } });
    const nested = (levels: number) => ({
      a: JSON.parse("[".repeat(levels) + "]".repeat(levels)) as JSONValue,
    });
    expect(() => normalizeDocument(nested(15))).not.toThrow();
    expect(() => normalizeDocument(nested(16))).toThrow("17 levels deep > maximum nesting 16");
  });

  test("[VA-17] the quick look at a text overlooks nothing that is refused", () => {
    const part = fc.constantFrom("[", "]", "{", "}", ",", '"', "\\", ":", "$");
    const awkward = fc.string({ unit: part, maxLength: 8 });
    const deep = (levels: number, leaf: JSONValue): JSONValue =>
      Array.from({ length: levels }).reduce<JSONValue>(
        (inner, _, i) => (i % 2 === 0 ? [inner] : { a: inner }),
        leaf,
      );
    const value = fc.oneof(
      fc.tuple(fc.integer({ min: 55, max: 70 }), awkward).map(([levels, leaf]) => deep(levels, leaf)),
      fc
        .tuple(fc.integer({ min: 8185, max: 8200 }), awkward)
        .map(([n, text]) => Array.from({ length: n }, () => text)),
      fc
        .integer({ min: 1020, max: 1030 })
        .map((n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, i]))),
      fc.dictionary(fc.constantFrom("", "a", "b"), awkward),
    );
    fc.assert(
      fc.property(value, awkward, (x, beside) => {
        const whole: JSONValue = { beside, x: [x] };
        const text = JSON.stringify(whole);
        let isRefused = false;
        try {
          normalizeValue(whole);
        } catch {
          isRefused = true;
        }
        if (isRefused) expect(mayExceedLimits(text)).toBe(true);
      }),
      { seed: 8192, numRuns: 300 },
    );
    expect(mayExceedLimits(JSON.stringify({ a: Array.from({ length: 8192 }, () => '",[{') }))).toBe(false);
    expect(mayExceedLimits(JSON.stringify(deep(64, { $integer: "AAAAAAAAAAA=" })))).toBe(true);
  });

  test("[VA-8] a field path reads own members only", () => {
    expect(fieldAt({ a: { b: [1] } }, ["a", "b"])).toEqual([1]);
    expect(fieldAt({ a: [1] }, ["a", "0"])).toBeUndefined();
    expect(fieldAt({ a: {} }, ["a", "constructor"])).toBeUndefined();
    expect(fieldAt({ a: "x" }, ["a", "length"])).toBeUndefined();
  });
});

describe("ids", () => {
  test("[VA-9] decodes an id made by Convex Cloud and gives the same text back", () => {
    const id = "j57cbywe1te7fvzf26g0x3ftsd7vagd2";
    const decoded = decodeId(id);
    expect(decoded?.tableNumber).toBe(10_001);
    expect(encodeId(10_001, decoded?.internal ?? new Uint8Array())).toBe(id);
    const day = ((decoded?.internal[14] ?? 0) << 8) | (decoded?.internal[15] ?? 0);
    expect(new Date(day * 86_400_000).toISOString()).toBe("2025-11-13T00:00:00.000Z");
  });

  test("[VA-9] round trip for every table number length; user tables give 32 characters", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 0xffffffff }),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (number, internal) => {
          const id = encodeId(number, internal);
          expect(id.length).toBeGreaterThanOrEqual(31);
          expect(id.length).toBeLessThanOrEqual(37);
          const decoded = decodeId(id);
          expect(decoded?.tableNumber).toBe(number);
          expect([...(decoded?.internal ?? [])]).toEqual([...internal]);
        },
      ),
      SEED,
    );
    expect(newId(10_001, Date.UTC(2025, 0, 1))).toHaveLength(32);
    expect(new Set(Array.from({ length: 1000 }, () => newId(10_001, 0))).size).toBe(1000);
  });

  test("[VA-10] only the canonical text with a valid checksum is an id", () => {
    const id = newId(10_001, Date.UTC(2025, 0, 1));
    expect(decodeId(id.toUpperCase())).toBeNull();
    expect(decodeId(`${id}0`)).toBeNull();
    expect(decodeId(id.slice(1))).toBeNull();
    expect(decodeId("")).toBeNull();
    expect(decodeId("é".repeat(32))).toBeNull();
    for (let i = 0; i < id.length; i++) {
      const other = id[i] === "0" ? "1" : "0";
      expect(decodeId(id.slice(0, i) + other + id.slice(i + 1))).toBeNull();
    }
    const system = newId(539, 0);
    const last = system.charAt(30);
    for (const digit of "0123456789abcdefghjkmnpqrstvwxyz") {
      if (digit !== last) expect(decodeId(system.slice(0, 30) + digit)).toBeNull();
    }
  });
});
