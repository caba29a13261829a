/**
 * `npm run torture -- [--kills n] [--seed n] [--minutes n]`: the crash test at length. Seeds that failed in the past run
 * first. Ends with one line of numbers, or with what was found.
 */
import { parseArgs } from "node:util";
import { torture } from "./torture";
import pastSeeds from "./pastSeeds.json";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "10000" },
    seed: { type: "string" },
    minutes: { type: "string" },
    writers: { type: "string", default: "6" },
  },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const log = (line: string) => console.log(line);

for (const past of pastSeeds as { seed: number; kills: number; because: string }[]) {
  log(`seed ${past.seed} again: ${past.because}`);
  await torture({ seed: past.seed, kills: past.kills, log });
}
log(`seed ${seed}`);
const report = await torture({
  seed,
  kills: Number(values.kills),
  writers: Number(values.writers),
  log,
  ...(values.minutes === undefined ? {} : { maxMs: Number(values.minutes) * 60_000 }),
});
log(JSON.stringify(report));
