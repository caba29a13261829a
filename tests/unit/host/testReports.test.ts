/** The closing line of `npm test` hides nothing: crashes, unloadable files and flaky tests count. */
import { describe, expect, test } from "vitest";
import { countPlaywright, countVitest } from "../../support/testReports";

const vitest = (over: object) =>
  JSON.stringify({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, testResults: [], ...over });
const playwright = (stats: object) =>
  JSON.stringify({ stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0, ...stats } });

describe("[Q-01] counting", () => {
  test("a good run is what it says", () => {
    expect(countVitest(vitest({}), 0)).toEqual({ passed: 3, failed: 0, skipped: 1 });
    expect(countPlaywright(playwright({}), 0)).toEqual({ passed: 5, failed: 0, skipped: 0 });
  });
  test("a file that cannot load is a failure", () => {
    const report = vitest({ testResults: [{ status: "failed", assertionResults: [] }] });
    expect(countVitest(report, 1).failed).toBe(1);
  });
  test("a bad exit without a failed test is a failure", () => {
    expect(countVitest(vitest({}), 1).failed).toBe(1);
    expect(countPlaywright(playwright({}), null).failed).toBe(1);
  });
  test("no report at all is a failure", () => {
    expect(countVitest(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countPlaywright("half a rep", 0).failed).toBe(1);
  });
  test("a test that passed only the second time failed", () => {
    expect(countPlaywright(playwright({ flaky: 2 }), 0).failed).toBe(2);
  });
});
