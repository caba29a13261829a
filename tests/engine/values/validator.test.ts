/** Validators against values, and the wording of every mismatch. Validators come from the real `convex` package. */
import { type GenericValidator, type Value, convexToJson, v } from "convex/values";
import { describe, expect, test } from "vitest";
import { encodeId } from "../../../engine/values/ids";
import { type TableNames, validate } from "../../../engine/values/validator";
import { parseValidator } from "../../../engine/values/validatorJson";
import { describeValidator } from "../../../engine/values/validatorText";
import type { JSONValue } from "../../../engine/values/json";

const tables: TableNames = {
  tableNumber: (name) => ({ users: 10_001, messages: 10_002 })[name],
  tableName: (number) => ({ 10001: "users", 10002: "messages" })[number],
};
const userId = encodeId(10_001, new Uint8Array(16));
const messageId = encodeId(10_002, new Uint8Array(16));
const strangerId = encodeId(10_099, new Uint8Array(16));

function jsonOf(validator: GenericValidator) {
  return parseValidator((validator as unknown as { json: JSONValue }).json);
}

function mismatch(validator: GenericValidator, value: Value): string | null {
  return validate(jsonOf(validator), convexToJson(value), tables)?.message ?? null;
}

describe("validators", () => {
  test.each<[GenericValidator, Value[], Value[]]>([
    [v.null(), [null], [0, false, ""]],
    [v.number(), [0, -0, Number.NaN, 1.5], [1n, "1", null]],
    [v.int64(), [1n, -5n], [1]],
    [v.boolean(), [true, false], [0, null]],
    [v.string(), ["", "x"], [1, null]],
    [v.bytes(), [new ArrayBuffer(2)], ["", null]],
    [v.any(), [null, 1, "x", { a: [] }], []],
    [v.literal("open"), ["open"], ["closed", 1]],
    [v.literal(1), [1], [1n, true]],
    [v.literal(1n), [1n], [1]],
    [v.id("users"), [userId], [messageId, strangerId, "users", 1, userId.toUpperCase()]],
    [v.id("nowhere"), [], [userId, strangerId]],
    [v.array(v.number()), [[], [1, 2]], [["x"], {}, null]],
    [v.record(v.string(), v.number()), [{}, { a: 1 }], [{ a: "x" }, []]],
    [v.record(v.id("users"), v.null()), [{ [userId]: null }], [{ [messageId]: null }, { x: null }]],
    [v.union(v.string(), v.number()), ["x", 1], [true, null]],
    [v.union(), [], [null]],
    [
      v.object({ a: v.optional(v.string()), b: v.number() }),
      [{ b: 1 }, { a: "x", b: 1 }],
      [{}, { b: 1, c: 1 }, { a: 1, b: 1 }],
    ],
  ])("[VA-11] %#: accepts what the type says and nothing else", (validator, good, bad) => {
    for (const value of good) expect(mismatch(validator, value)).toBeNull();
    for (const value of bad) expect(mismatch(validator, value)).not.toBeNull();
  });

  test("[VA-12] a missing field is named, with the object and the validator", () => {
    expect(mismatch(v.object({ body: v.string(), n: v.optional(v.number()) }), {})).toBe(
      "Object is missing the required field `body`. Consider wrapping the field validator in `v.optional(...)` if this is expected.\n\n" +
        "Object: {}\nValidator: v.object({body: v.string(), n: v.optional(v.float64())})",
    );
  });

  test("[VA-12] an extra field is named, below the path where it sits", () => {
    expect(mismatch(v.object({ a: v.object({}) }), { a: { extra: 1 } })).toBe(
      "Object contains extra field `extra` that is not in the validator.\nPath: .a\nObject: {extra: 1.0}\nValidator: v.object({})",
    );
    expect(mismatch(v.object({}), { toString: "x" })).toContain("extra field `toString`");
  });

  test("[VA-12] a wrong value is shown with its path; floats have a dot, integers an n", () => {
    const validator = v.object({ list: v.array(v.object({ n: v.string() })) });
    expect(mismatch(validator, { list: [{ n: "x" }, { n: 2 }] })).toBe(
      "Value does not match validator.\nPath: .list[1].n\nValue: 2.0\nValidator: v.string()",
    );
    expect(mismatch(v.string(), 5n)).toBe(
      "Value does not match validator.\nValue: 5n\nValidator: v.string()",
    );
  });

  test("[VA-13] an id of another table names both tables", () => {
    expect(mismatch(v.object({ id: v.id("users") }), { id: messageId })).toBe(
      `Found ID "${messageId}" from table \`messages\`, which does not match the table name in validator \`v.id("users")\`.\nPath: .id`,
    );
  });

  test("[VA-14] the commit timestamp placeholder passes as int64", () => {
    expect(validate({ type: "bigint" }, { $commitTs: null }, tables)).toBeNull();
    expect(validate({ type: "commitTs" }, { $commitTs: null }, tables)).toBeNull();
    expect(validate({ type: "number" }, { $commitTs: null }, tables)).not.toBeNull();
  });

  test("[VA-16] a function validator takes handles, whatever signature it names", () => {
    const plain = parseValidator({ type: "function" });
    const signed = parseValidator({ type: "function", fnType: "query", args: { type: "any" } });
    for (const validator of [plain, signed]) {
      expect(validate(validator, "function://WyIiLCJhOmIiXQ", tables)).toBeNull();
      for (const bad of ["function://", "notes:add", 1, null])
        expect(validate(validator, bad, tables)?.message).toContain("Validator: v.function()");
    }
    expect(() => parseValidator({ type: "function", args: { type: "nope" } })).toThrow("Malformed validator");
  });

  test("[VA-15] foreign JSON is not taken for a validator", () => {
    for (const json of [
      null,
      {},
      { type: "nope" },
      { type: "array" },
      { type: "object", value: { a: 1 } },
      { type: "id" },
    ]) {
      expect(() => parseValidator(json)).toThrow("Malformed validator");
    }
    expect(describeValidator(jsonOf(v.record(v.string(), v.union(v.literal(1n), v.null()))))).toBe(
      "v.record(v.string(), v.union(v.literal(1n), v.null()))",
    );
  });
});
