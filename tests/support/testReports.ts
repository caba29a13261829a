/**
 * Counts from the machine-readable reports of vitest and Playwright. A run that ended badly without naming a failed
 * test still counts as one failure: nothing may hide behind a crash.
 */
import path from "node:path";
import { z } from "zod";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  failures: Failure[];
}

export interface Failure {
  /** As the runner takes it to run that file again; empty when no file could be named. */
  file: string;
  /** Name and the first lines of the reason: for the end of a long output. */
  text: string;
  /** It ended by the clock and not by a wrong answer. */
  outOfTime: boolean;
}

/** How vitest's report words a test or hook that ran out of time (it keeps the stack, not the sentence), and Playwright. */
const OUT_OF_TIME = /STACK_TRACE_ERROR|timed out in \d+ms|timeout:?\s+(of\s+)?\d+ms/i;

const vitestTest = z.object({
  status: z.string(),
  fullName: z.string(),
  failureMessages: z.array(z.string()).nullish(),
});

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().optional(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(vitestTest),
    }),
  ),
});

interface PlaywrightSuite {
  specs: {
    title: string;
    file: string;
    ok: boolean;
    tests: { results: { errors: { message?: string | undefined }[] }[] }[];
  }[];
  suites?: PlaywrightSuite[] | undefined;
}

const playwrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      ok: z.boolean(),
      tests: z.array(
        z.object({
          results: z.array(z.object({ errors: z.array(z.object({ message: z.string().optional() })) })),
        }),
      ),
    }),
  ),
  suites: z.lazy(() => z.array(playwrightSuite)).optional(),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  suites: z.array(playwrightSuite),
});

/** A flaky test failed once: it is a failure. A test file that could not even load is one too. */
export function countVitest(reportText: string | null, exitCode: number | null): Counts {
  const parsed = parse(vitestReport, reportText);
  if (!parsed) return crashed();
  const unloadable = parsed.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const failed = parsed.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => failure(name, fullName, failureMessages ?? [])),
  );
  return honest(
    {
      passed: parsed.numPassedTests,
      failed: parsed.numFailedTests + unloadable.length,
      skipped: parsed.numPendingTests + (parsed.numTodoTests ?? 0),
      failures: [...failed, ...unloadable.map(({ name, message }) => failure(name, "", [message ?? ""]))],
    },
    exitCode,
  );
}

export function countPlaywright(reportText: string | null, exitCode: number | null): Counts {
  const parsed = parse(playwrightReport, reportText);
  if (!parsed) return crashed();
  const { expected, unexpected, flaky, skipped } = parsed.stats;
  const failures = parsed.suites.flatMap(failedSpecs);
  return honest({ passed: expected, failed: unexpected + flaky, skipped, failures }, exitCode);
}

function failedSpecs({ specs, suites = [] }: PlaywrightSuite): Failure[] {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => {
      const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
      return failure(
        file,
        title,
        errors.flatMap(({ message }) => message ?? []),
      );
    });
  return [...own, ...suites.flatMap(failedSpecs)];
}

const REASON_LINES = 12;

function failure(file: string, title: string, reasons: readonly string[]): Failure {
  const lines = reasons.join("\n").split("\n").slice(0, REASON_LINES);
  const text = [`${path.basename(file)}: ${title}`, ...lines.map((line) => `    ${line}`)].join("\n");
  return { file, text, outOfTime: reasons.length > 0 && reasons.every((reason) => OUT_OF_TIME.test(reason)) };
}

/**
 * The files to run once more: those of failures, when all of them ran out of time. A wrong answer gets no second try, and
 * neither does a run in which something gave one.
 */
export function filesOutOfTime({ failed, failures }: Counts): string[] {
  if (failures.length !== failed || !failures.every(({ outOfTime }) => outOfTime)) return [];
  return [...new Set(failures.map(({ file }) => file))];
}

/** The counts when the files of all failures ran again: what passed then has passed. */
export function afterSecondTry(first: Counts, second: Counts): Counts {
  if (second.failed > 0 || second.passed < first.failed) return first;
  return { ...first, passed: first.passed + first.failed, failed: 0, failures: [] };
}

function honest(counts: Counts, exitCode: number | null): Counts {
  if (exitCode === 0 || counts.failed > 0) return counts;
  return {
    ...counts,
    failed: 1,
    failures: [unnamed(`the run ended with code ${exitCode} without naming a failed test`)],
  };
}

function crashed(): Counts {
  return { passed: 0, failed: 1, skipped: 0, failures: [unnamed("the run left no readable report")] };
}

function unnamed(text: string): Failure {
  return { file: "", text, outOfTime: false };
}

function parse<T>(schema: z.ZodType<T>, text: string | null): T | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
