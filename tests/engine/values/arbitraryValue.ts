/** Random Convex values in their JSON encoding, dense around the edges where encodings go wrong. */
import fc from "fast-check";
import { encodeFloat64, encodeInt64 } from "../../../engine/values/encoding";
import type { JSONValue } from "../../../engine/values/json";

const float: fc.Arbitrary<JSONValue> = fc
  .oneof(
    fc.double(),
    fc.constantFrom(0, -0, 1, -1, Number.NaN, Infinity, -Infinity, 2 ** 53, Number.MIN_VALUE),
  )
  .map(encodeFloat64);

const int64: fc.Arbitrary<JSONValue> = fc
  .oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.constantFrom(0n, -1n, 1n, 255n, 256n))
  .map(encodeInt64);

const bytes: fc.Arbitrary<JSONValue> = fc
  .uint8Array({ maxLength: 6 })
  .map((array) => ({ $bytes: Buffer.from(array).toString("base64") }));

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 5 }).filter((s) => !/\p{Surrogate}/u.test(s)),
  fc.constantFrom("", "a", "a\0", "a\0b", "ab", "\uffff", "\u{10000}", "ميدان", "🙂"),
);

const fieldName = fc.constantFrom("a", "b", "aa", "_x", "10", "9", "Z");

export const arbitraryValue: fc.Arbitrary<JSONValue> = fc.letrec<{ value: JSONValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    float,
    int64,
    text,
    bytes,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fieldName, tie("value"), { maxKeys: 3 }),
  ),
})).value;
