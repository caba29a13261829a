/** Error payloads are recognised by shape, whoever made them. */
import { describe, expect, test } from "vitest";
import { appError } from "../../convex/lib/appError";
import { parseAppError } from "../../shared/errors/catalog";

describe("parseAppError()", () => {
  test("reads what appError makes", () => {
    const error = appError("import.tooManyRows", { max: 100 });
    expect(parseAppError(error)).toEqual({ v: 1, code: "import.tooManyRows", params: { max: 100 } });
    expect(parseAppError(appError("access.denied"))).toEqual({ v: 1, code: "access.denied", params: {} });
  });

  test("takes a bare payload, and nothing that only looks like one", () => {
    expect(parseAppError({ v: 1, code: "auth.signedOut", params: {} })?.code).toBe("auth.signedOut");
    for (const other of [
      null,
      undefined,
      "access.denied",
      new Error("access.denied"),
      { v: 2, code: "access.denied", params: {} },
      { v: 1, code: "made.up", params: {} },
      { v: 1, code: "toString", params: {} },
      { v: 1, code: "access.denied" },
      { v: 1, code: "access.denied", params: null },
    ])
      expect(parseAppError(other)).toBeUndefined();
  });
});
