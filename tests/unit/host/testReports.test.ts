/** The closing line of `npm test` hides nothing: crashes, unloadable files and flaky tests count. */
import { describe, expect, test } from "vitest";
import { afterSecondTry, countPlaywright, countVitest, filesOutOfTime } from "../../support/testReports";

const vitest = (over: object) =>
  JSON.stringify({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, testResults: [], ...over });
const playwright = (stats: object) =>
  JSON.stringify({
    stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0, ...stats },
    suites: [],
  });
const failed = (fullName: string, reason: string) => ({
  fullName,
  status: "failed",
  failureMessages: [reason],
});

describe("[Q-01] counting", () => {
  test("a good run is what it says", () => {
    expect(countVitest(vitest({}), 0)).toEqual({ passed: 3, failed: 0, skipped: 1, failures: [] });
    expect(countPlaywright(playwright({}), 0)).toEqual({ passed: 5, failed: 0, skipped: 0, failures: [] });
  });
  test("a file that cannot load is a failure", () => {
    const file = {
      name: "/a/broken.test.ts",
      status: "failed",
      message: "no such module",
      assertionResults: [],
    };
    const counts = countVitest(vitest({ testResults: [file] }), 1);
    expect(counts.failed).toBe(1);
    expect(counts.failures).toEqual([
      { file: "/a/broken.test.ts", text: "broken.test.ts: \n    no such module", outOfTime: false },
    ]);
  });
  test("a bad exit without a failed test is a failure", () => {
    expect(countVitest(vitest({}), 1).failed).toBe(1);
    expect(countPlaywright(playwright({}), null).failed).toBe(1);
  });
  test("no report at all is a failure", () => {
    expect(countVitest(null, 0)).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
    expect(countPlaywright("half a rep", 0).failed).toBe(1);
  });
  test("what failed is named with its reason", () => {
    const file = {
      name: "/a/b.test.ts",
      status: "failed",
      assertionResults: [failed("adds up", "1 is not 2")],
    };
    const counts = countVitest(vitest({ numFailedTests: 1, testResults: [file] }), 1);
    expect(counts.failures.map(({ text }) => text)).toEqual(["b.test.ts: adds up\n    1 is not 2"]);
    const results = [{ errors: [{ message: "no button" }] }];
    const spec = { title: "drags", file: "drag.spec.ts", ok: false, tests: [{ results }] };
    const report = {
      stats: { expected: 0, unexpected: 1, flaky: 0, skipped: 0 },
      suites: [{ specs: [], suites: [{ specs: [spec, { ...spec, title: "fine", ok: true }] }] }],
    };
    expect(countPlaywright(JSON.stringify(report), 1).failures.map(({ text }) => text)).toEqual([
      "drag.spec.ts: drags\n    no button",
    ]);
  });
  test("a test that passed only the second time failed", () => {
    expect(countPlaywright(playwright({ flaky: 2 }), 0).failed).toBe(2);
  });
});

describe("[Q-01] a second try", () => {
  const run = (...reasons: string[]) => {
    const assertionResults = reasons.map((reason, index) => failed(`test ${index}`, reason));
    const testResults = [{ name: "/a/b.test.ts", status: "failed", assertionResults }];
    return countVitest(vitest({ numFailedTests: reasons.length, testResults }), 1);
  };
  test("is for what ran out of time, and for nothing else", () => {
    expect(
      filesOutOfTime(run("Error: STACK_TRACE_ERROR\n  at x", "Error: Hook timed out in 5000ms.")),
    ).toEqual(["/a/b.test.ts"]);
    expect(filesOutOfTime(run("Error: STACK_TRACE_ERROR", "expected 1 to be 2"))).toEqual([]);
    expect(filesOutOfTime(run("expected 1 to be 2"))).toEqual([]);
    expect(filesOutOfTime(countVitest(null, 1))).toEqual([]);
    expect(filesOutOfTime(countVitest(vitest({}), 1))).toEqual([]);
    const late = { errors: [{ message: "Error: expect(locator).toBeVisible() failed\nTimeout: 15000ms" }] };
    const spec = { title: "drags", file: "drag.spec.ts", ok: false, tests: [{ results: [late] }] };
    const stats = { expected: 0, unexpected: 1, flaky: 0, skipped: 0 };
    const report = JSON.stringify({ stats, suites: [{ specs: [spec] }] });
    expect(filesOutOfTime(countPlaywright(report, 1))).toEqual(["drag.spec.ts"]);
  });
  test("counts as passed only when all of it passed", () => {
    const first = run("STACK_TRACE_ERROR");
    expect(afterSecondTry(first, countVitest(vitest({}), 0))).toMatchObject({
      passed: 4,
      failed: 0,
      failures: [],
    });
    expect(afterSecondTry(first, run("STACK_TRACE_ERROR"))).toEqual(first);
    expect(afterSecondTry(first, countVitest(vitest({ numPassedTests: 0 }), 0))).toEqual(first);
  });
});
