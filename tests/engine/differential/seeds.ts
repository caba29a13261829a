/**
 * Running a property: first the cases that failed in the past (`pastSeeds.json`), then a fixed exploration.
 * `ENGINE_FUZZ_RUNS` asks for more runs than the default, from a random seed unless `ENGINE_FUZZ_SEED` names one; the
 * seed and path of a failure are in fast-check's message.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { z } from "zod";

const pastSeeds = z
  .array(z.object({ property: z.string(), seed: z.number(), path: z.string(), because: z.string() }))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "pastSeeds.json"), "utf8")));

const seedOfEveryDay = 20_261_121;

export async function replayThenExplore<T>(
  property: string,
  cases: fc.Arbitrary<T>,
  runs: number,
  check: (one: T) => Promise<void>,
): Promise<void> {
  const made = fc.asyncProperty(cases, check);
  for (const past of pastSeeds) {
    if (past.property !== property) continue;
    await fc.assert(made, { seed: past.seed, path: past.path, numRuns: 1, endOnFailure: true });
  }
  const wanted = process.env["ENGINE_FUZZ_RUNS"];
  const named = process.env["ENGINE_FUZZ_SEED"];
  const seed =
    named !== undefined
      ? Number(named)
      : wanted === undefined
        ? seedOfEveryDay
        : Math.floor(Math.random() * 2 ** 31);
  if (wanted !== undefined) console.log(`${property}: ${wanted} runs from seed ${seed}`);
  await fc.assert(made, { seed, numRuns: wanted === undefined ? runs : Number(wanted) });
}
