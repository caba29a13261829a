/**
 * `npm run bench`: the engine beside two hand-written servers doing the same job with the same durability, in one run.
 * Servers are processes of their own; rounds are interleaved and their order rotates, so a slow moment of the machine
 * hits all of them. Arguments: `--quick` for a short look, `--json <file>` for the raw samples, `--readme` to put
 * the medians into README.md.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gatherAudience } from "./fanOut";
import { describeMachine } from "./machine";
import { watchWithOfficialClient } from "./officialClientCheck";
import { writeToReadme } from "./readmeTables";
import { latencyTable, type Measured, rateTable, summaryTable } from "./report";
import {
  engineSystem,
  type RunningSystem,
  socketIoEachSystem,
  socketIoSystem,
  type SystemStarter,
  webSocketSystem,
} from "./systems";
import { gatherWriters } from "./writes";

const { values } = parseArgs({
  options: { quick: { type: "boolean" }, json: { type: "string" }, readme: { type: "boolean" } },
});

const BASELINE = "Socket.IO + SQLite";
const USUAL = "Socket.IO, a commit per move";
const audiences = [100, 1_000];
const writerCounts = [1, 64];
const rounds = values.quick ? 3 : 6;
const movesPerRound = values.quick ? 10 : 25;
const warmUpMoves = 15;
const writeRoundMs = values.quick ? 700 : 2_500;
const perLane = [10, Math.max(...writerCounts)];

const starters: SystemStarter[] = [engineSystem, socketIoSystem, webSocketSystem, socketIoEachSystem];

/** Runs `measure` for every participant in every round, starting with another one each time. */
async function interleaved<T extends { system: RunningSystem }>(
  participants: readonly T[],
  measure: (participant: T) => Promise<number[]>,
): Promise<Measured[]> {
  const samples = new Map<string, number[]>(participants.map(({ system }) => [system.name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < participants.length; turn += 1) {
      const participant = participants[(round + turn) % participants.length];
      if (participant) samples.get(participant.system.name)?.push(...(await measure(participant)));
    }
  }
  return [...samples].map(([system, all]) => ({ system, samples: all }));
}

async function withSystems<T>(work: (systems: RunningSystem[]) => Promise<T>): Promise<T> {
  const systems: RunningSystem[] = [];
  try {
    for (const start of starters) systems.push(await start(perLane));
    return await work(systems);
  } finally {
    await Promise.all(systems.map((system) => system.stop()));
  }
}

async function measureFanOut(watchers: number): Promise<Measured[]> {
  return withSystems(async (systems) => {
    const engine = systems[0];
    if (!engine) throw new Error("no engine");
    const official = await watchWithOfficialClient(engine.url);
    const gathered = [];
    for (const system of systems) gathered.push(await gatherAudience(system, watchers));
    for (const audience of gathered)
      for (let move = 0; move < warmUpMoves; move += 1) await audience.moveOnce();
    const measured = await interleaved(gathered, async (audience) => {
      const samples: number[] = [];
      for (let move = 0; move < movesPerRound; move += 1) samples.push(await audience.moveOnce());
      return samples;
    });
    const moves = warmUpMoves + rounds * movesPerRound;
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (official.seen() !== moves)
      throw new Error(`the official client saw ${official.seen()} of ${moves} moves`);
    await official.close();
    for (const audience of gathered) audience.close();
    return measured;
  });
}

async function measureWrites(count: number): Promise<Measured[]> {
  return withSystems(async (systems) => {
    const gathered = [];
    for (const system of systems) gathered.push(await gatherWriters(system, count));
    for (const writers of gathered) await writers.writeFor(writeRoundMs / 2);
    const measured = await interleaved(gathered, async (writers) => [await writers.writeFor(writeRoundMs)]);
    for (const writers of gathered) writers.close();
    return measured;
  });
}

const results: Record<string, Measured[]> = {};
console.log(`Measured on ${describeMachine()}.\n`);
for (const watchers of audiences) {
  const measured = await measureFanOut(watchers);
  results[`fan-out ${watchers}`] = measured;
  console.log(
    `### From a drop to the last of ${watchers} watching clients (${rounds * movesPerRound} drops each)\n`,
  );
  console.log(`${latencyTable(measured, BASELINE)}\n`);
}
for (const count of writerCounts) {
  const measured = await measureWrites(count);
  results[`writers ${count}`] = measured;
  const who = count === 1 ? "1 writer" : `${count} writers`;
  console.log(`### Durable moves per second, ${who} (${rounds} rounds of ${writeRoundMs / 1000} s each)\n`);
  console.log(`${rateTable(measured, BASELINE)}\n`);
}
if (values.json) writeFileSync(values.json, JSON.stringify({ machine: describeMachine(), results }, null, 2));
if (values.readme) {
  const summary = summaryTable(
    [
      ...audiences.map((watchers) => ({
        title: `from a drop to the last of ${watchers.toLocaleString("en")} clients`,
        unit: "ms" as const,
        measured: results[`fan-out ${watchers}`] ?? [],
      })),
      ...writerCounts.map((count) => ({
        title: `durable moves per second, ${count} writer${count === 1 ? "" : "s"}`,
        unit: "/s" as const,
        measured: results[`writers ${count}`] ?? [],
      })),
    ],
    [BASELINE, USUAL],
  );
  writeToReadme("board", `\nMeasured on ${describeMachine()}; medians.\n\n${summary}`);
}
