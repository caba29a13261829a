import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { StepGuard } from "../../../engine/functions/stepGuard";

const budgetMs = 150;
const guard = new StepGuard(budgetMs);

/** Uses so much processor time, however long that takes on a busy machine. */
function spin(ms: number): void {
  for (const { user, system } = process.cpuUsage(); ; ) {
    const used = process.cpuUsage();
    if (used.user + used.system - user - system >= ms * 1_000) return;
  }
}

/** Lets the clock run and uses nothing. */
function rest(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

beforeAll(() => guard.whenReady);

describe("the watchdog", () => {
  test("FN-6 what must not be torn runs to its end, however long it takes", () => {
    let done = false;
    const outcome = guard.run((batch) => {
      expect(batch.canSpare && batch.next()).toBe(true);
      batch.untouched(() => {
        spin(budgetMs * 4);
        done = true;
      });
    });
    expect([outcome, done]).toEqual(["finished", true]);
  });

  test("FN-6 a step is stopped in loops, regular expressions and callbacks of built-in functions", () => {
    const endless = [
      () => spin(60_000),
      () => /^(a+)+$/.test(`${"a".repeat(40)}b`),
      () => Array.from({ length: 1e6 }, () => 1).sort(() => (spin(10), 1)),
    ];
    for (const step of endless) {
      const startedAt = performance.now();
      expect(guard.run(step)).toBe("killed");
      expect(performance.now() - startedAt).toBeLessThan(10_000);
      expect(guard.run(() => undefined)).toBe("finished");
    }
  });

  test.runIf(existsSync("/proc/self/task"))("FN-6 a step that the machine keeps waiting has its time", () => {
    const startedAt = performance.now();
    expect(guard.run(() => rest(budgetMs * 3))).toBe("finished");
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(budgetMs * 3);
  });

  test("FN-6 a step that waits for ever is stopped by the clock", () => {
    expect(guard.run(() => rest(60_000))).toBe("killed");
    expect(guard.run(() => undefined)).toBe("finished");
  });

  test("FN-6 a step that ends at its deadline is stopped or not; what follows never is", () => {
    const outcomes = new Set<string>();
    for (let extra = 0; extra < 24; extra += 1) {
      let ended = false;
      const outcome = guard.run(() => {
        spin(budgetMs - 40 + extra * 12);
        ended = true;
      });
      if (outcome === "finished") expect(ended).toBe(true);
      outcomes.add(outcome);
      // Outside of any step: an order that came late would end this test.
      spin(5);
    }
    expect(outcomes).toEqual(new Set(["finished", "killed"]));
  });

  test("FN-6 errors of a step pass through", () => {
    const failing = () => {
      throw new TypeError("broken");
    };
    expect(() => guard.run(failing)).toThrow(TypeError);
    expect(guard.run(() => undefined)).toBe("finished");
  });
});
