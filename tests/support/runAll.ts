/**
 * `npm test`: every vitest project, then the browser journeys, one after another. Prints each run as it goes and, as the
 * very last line, `N passed, N failed`. The exit code is 0 only when nothing failed.
 * Arguments name the parts to run (`npm test -- unit e2e`); without any, all of them run. `FAILED_BEFORE` names a step
 * that already failed (the checks of a CI run), so that it is in the closing line too.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Counts, countPlaywright, countVitest } from "./testReports";

const root = path.resolve(import.meta.dirname, "../..");
const vitestProjects = ["unit", "functions", "engine", "web", "architecture"] as const;

interface Part {
  name: string;
  command: (reportFile: string) => { args: string[]; environment: NodeJS.ProcessEnv };
  count: (reportText: string | null, exitCode: number | null) => Counts;
}

const parts: Part[] = [
  ...vitestProjects.map((name) => ({
    name,
    command: (reportFile: string) => ({
      args: [
        path.join(root, "node_modules/vitest/vitest.mjs"),
        ["run", "--project", name],
        ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`],
      ].flat(),
      environment: {},
    }),
    count: countVitest,
  })),
  {
    name: "e2e",
    command: (reportFile) => ({
      args: [
        path.join(root, "node_modules/@playwright/test/cli.js"),
        ["test", "-c", "tests/e2e/playwright.config.ts", "--reporter=list,json"],
      ].flat(),
      environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile },
    }),
    count: countPlaywright,
  },
];

async function runPart(part: Part, scratch: string): Promise<Counts> {
  const reportFile = path.join(scratch, `${part.name}.json`);
  const { args, environment } = part.command(reportFile);
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
  const results: { name: string; counts: Counts; seconds: number }[] = [];
  const failedBefore = process.env["FAILED_BEFORE"];
  if (failedBefore)
    results.push({
      name: failedBefore,
      counts: { passed: 0, failed: 1, skipped: 0, failures: [failedBefore] },
      seconds: 0,
    });
  try {
    for (const part of parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      const startedAt = performance.now();
      const counts = await runPart(part, scratch);
      results.push({ name: part.name, counts, seconds: (performance.now() - startedAt) / 1000 });
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  const sum = (key: "passed" | "failed"): number =>
    results.reduce((total, { counts }) => total + counts[key], 0);
  // At the end too: what failed must be readable where only the end of the output is kept.
  for (const { name, counts } of results)
    for (const text of counts.failures) console.log(`\nFAILED in ${name}: ${text}`);
  console.log("");
  for (const { name, counts, seconds } of results)
    console.log(
      `${name.padEnd(14)}${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds.toFixed(0)} s`,
    );
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") === 0 ? 0 : 1;
}

process.exitCode = await main();
