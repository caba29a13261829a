/**
 * `npm test`: every vitest project, then the browser journeys, one after another. Prints each run as it goes and, as the
 * very last line, `N passed, N failed`. The exit code is 0 only when nothing failed.
 * A part whose only failures ran out of time runs those files once more, when nothing else does, and the end says so: a
 * slow machine is no defect, a wrong answer never gets a second try.
 * Arguments name the parts to run (`npm test -- unit e2e`); without any, all of them run. `FAILED_BEFORE` names a step
 * that already failed (the checks of a CI run), so that it is in the closing line too.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  afterSecondTry,
  type Counts,
  countPlaywright,
  countVitest,
  type Failure,
  filesOutOfTime,
} from "./testReports";

const root = path.resolve(import.meta.dirname, "../..");
const vitestProjects = ["unit", "functions", "engine", "web", "architecture"] as const;

interface Part {
  name: string;
  command: (
    reportFile: string,
    files: readonly string[],
  ) => { args: string[]; environment: NodeJS.ProcessEnv };
  count: (reportText: string | null, exitCode: number | null) => Counts;
}

const parts: Part[] = [
  ...vitestProjects.map((name) => ({
    name,
    command: (reportFile: string, files: readonly string[]) => ({
      args: [
        path.join(root, "node_modules/vitest/vitest.mjs"),
        ["run", "--project", name, ...files],
        // The largest part waits for nothing but computation; by itself the runner leaves one of two cores idle.
        name === "functions" ? ["--maxWorkers=2"] : [],
        ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`],
      ].flat(),
      environment: {},
    }),
    count: countVitest,
  })),
  {
    name: "e2e",
    command: (reportFile, files) => ({
      args: [
        path.join(root, "node_modules/@playwright/test/cli.js"),
        ["test", "-c", "tests/e2e/playwright.config.ts", "--reporter=list,json", ...files],
      ].flat(),
      environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile },
    }),
    count: countPlaywright,
  },
];

interface Outcome {
  counts: Counts;
  /** What ran out of time and passed when its file ran again. */
  late: Failure[];
}

async function runPart(part: Part, scratch: string): Promise<Outcome> {
  const first = await runFiles(part, scratch, []);
  const files = filesOutOfTime(first);
  if (files.length === 0) return { counts: first, late: [] };
  console.log(`\nRan out of time, once more: ${files.join(" ")}`);
  const counts = afterSecondTry(first, await runFiles(part, scratch, files));
  return { counts, late: counts.failed === 0 ? first.failures : [] };
}

/** @param files none for all of the part's. */
async function runFiles(part: Part, scratch: string, files: readonly string[]): Promise<Counts> {
  const reportFile = path.join(scratch, `${part.name}-${files.length}.json`);
  const { args, environment } = part.command(reportFile, files);
  console.log(`\n=== ${part.name} ===`);
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...environment },
  });
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null));
    child.once("close", resolve);
  });
  return part.count(await readFile(reportFile, "utf8").catch(() => null), exitCode);
}

async function main(): Promise<number> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    console.error(
      `Unknown part: ${unknown.join(", ")}. There are: ${parts.map((part) => part.name).join(", ")}.`,
    );
    return 2;
  }
  const scratch = await mkdtemp(path.join(tmpdir(), "test-reports-"));
  const results: (Outcome & { name: string; seconds: number })[] = [];
  const failedBefore = process.env["FAILED_BEFORE"];
  if (failedBefore)
    results.push({
      name: failedBefore,
      counts: {
        passed: 0,
        failed: 1,
        skipped: 0,
        failures: [{ file: "", text: failedBefore, outOfTime: false }],
      },
      late: [],
      seconds: 0,
    });
  try {
    for (const part of parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      const startedAt = performance.now();
      const outcome = await runPart(part, scratch);
      results.push({ ...outcome, name: part.name, seconds: (performance.now() - startedAt) / 1000 });
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  const sum = (key: "passed" | "failed"): number =>
    results.reduce((total, { counts }) => total + counts[key], 0);
  // At the end too: what failed must be readable where only the end of the output is kept.
  for (const { name, counts, late } of results) {
    for (const { text } of late) console.log(`\nRAN OUT OF TIME in ${name}, passed when run again: ${text}`);
    for (const { text } of counts.failures) console.log(`\nFAILED in ${name}: ${text}`);
  }
  console.log("");
  for (const { name, counts, seconds } of results)
    console.log(
      `${name.padEnd(14)}${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds.toFixed(0)} s`,
    );
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") === 0 ? 0 : 1;
}

process.exitCode = await main();
