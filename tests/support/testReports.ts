/**
 * Counts from the machine-readable reports of vitest and Playwright. A run that ended badly without naming a failed
 * test still counts as one failure: nothing may hide behind a crash.
 */
import { z } from "zod";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().optional(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** A flaky test failed once: it is a failure. A test file that could not even load is one too. */
export function countVitest(reportText: string | null, exitCode: number | null): Counts {
  const parsed = parse(vitestReport, reportText);
  if (!parsed) return crashed();
  const unloadable = parsed.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  return honest(
    {
      passed: parsed.numPassedTests,
      failed: parsed.numFailedTests + unloadable,
      skipped: parsed.numPendingTests + (parsed.numTodoTests ?? 0),
    },
    exitCode,
  );
}

export function countPlaywright(reportText: string | null, exitCode: number | null): Counts {
  const parsed = parse(playwrightReport, reportText);
  if (!parsed) return crashed();
  const { expected, unexpected, flaky, skipped } = parsed.stats;
  return honest({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

function honest(counts: Counts, exitCode: number | null): Counts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function crashed(): Counts {
  return { passed: 0, failed: 1, skipped: 0 };
}

function parse<T>(schema: z.ZodType<T>, text: string | null): T | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
