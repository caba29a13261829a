/**
 * `npm run bench:engine`: the engine alone and beside three peers in the same run: Socket.IO and bare websockets with
 * hand-written servers, and ShareDB, a sync server of the registry. All keep their data in SQLite (WAL, synchronous=FULL,
 * one commit for what arrives in one turn of the event loop), and none confirms a write before it is synced.
 * `--quick`: a short look. `--json <file>`: the figures. `--readme`: into README.md. `--only reads,writes,…`
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gatherAudience } from "../fanOut";
import { describeMachine } from "../machine";
import { processorMs } from "../processCost";
import { writeToReadme } from "../readmeTables";
import { table } from "../report";
import { median } from "../statistics";
import {
  engineSystem,
  type RunningSystem,
  shareDbSystem,
  socketIoEachSystem,
  socketIoSystem,
  type SystemStarter,
  webSocketSystem,
} from "../systems";
import { gatherWriters } from "../writes";
import { type CommitCost, LoneWriter, subscribeElsewhere } from "./commitCost";
import { startLoadedEngine } from "./loadedEngine";
import { measurePositions } from "./positions";
import { type Rate, rateOf } from "./reads";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean" },
    json: { type: "string" },
    readme: { type: "boolean" },
    only: { type: "string" },
  },
});

const quick = values.quick === true;
const rounds = quick ? 2 : 5;
const roundMs = quick ? 700 : 2_000;
const audiences = quick ? [1, 100, 1_000] : [1, 100, 1_000, 5_000];
const drops = quick ? 5 : 15;
const warmUpDrops = 5;
const positionSeconds = quick ? 4 : 10;
const manyRows = quick ? 100_000 : 1_000_000;
const moves = quick ? 200 : 600;
const perLane = [10, 100];
const readers = 8;

const starters: SystemStarter[] = [engineSystem, socketIoSystem, webSocketSystem, shareDbSystem];
const figures: Record<string, unknown> = {};
const sections: string[] = [];

const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;
const us = (value: number): string => (Number.isNaN(value) ? "–" : `${value.toFixed(0)} µs`);
const perSecond = (value: number): string => `${Math.round(value).toLocaleString("en")}/s`;

async function withSystems(
  work: (systems: RunningSystem[]) => Promise<void>,
  which: readonly SystemStarter[] = starters,
): Promise<void> {
  const systems: RunningSystem[] = [];
  try {
    for (const start of which) systems.push(await start(perLane));
    await work(systems);
  } finally {
    await Promise.all(systems.map((system) => system.stop()));
  }
}

function publish(title: string, markdown: string): void {
  const section = `**${title}**\n\n${markdown}\n`;
  sections.push(section);
  console.log(`\n${section}`);
}

/** Every system in every round, each time another one first. */
async function inTurns(
  systems: readonly RunningSystem[],
  measure: (system: RunningSystem) => Promise<Rate>,
): Promise<Map<string, Rate>> {
  const samples = new Map<string, Rate[]>(systems.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (let turn = 0; turn < systems.length; turn += 1) {
      const system = systems[(round + turn) % systems.length];
      if (system) samples.get(system.name)?.push(await measure(system));
    }
  return new Map(
    [...samples].map(([name, rates]) => [
      name,
      {
        perSecond: median(rates.map((rate) => rate.perSecond)),
        cpuUs: median(rates.map((rate) => rate.cpuUs)),
      },
    ]),
  );
}

function rateRows(systems: readonly RunningSystem[], columns: readonly Map<string, Rate>[]): string[][] {
  return systems.map(({ name }) => [
    name,
    ...columns.flatMap((column) => {
      const rate = column.get(name);
      return rate ? [perSecond(rate.perSecond), us(rate.cpuUs)] : ["–", "–"];
    }),
  ]);
}

async function reads(): Promise<void> {
  await withSystems(async (systems) => {
    const clients = new Map(
      await Promise.all(
        systems.map(
          async (system) =>
            [
              system.name,
              await Promise.all(Array.from({ length: readers }, () => system.connect())),
            ] as const,
        ),
      ),
    );
    const of = (system: RunningSystem) => clients.get(system.name) ?? [];
    const point = await inTurns(systems, (system) =>
      rateOf(system, of(system), roundMs, (client) => client.readOne(system.lanes[1]?.[0] ?? "")),
    );
    const scan = await inTurns(systems, (system) =>
      rateOf(system, of(system), roundMs, (client) => client.readLane(1)),
    );
    figures["reads"] = { point: Object.fromEntries(point), scan: Object.fromEntries(scan) };
    publish(
      `Reads, ${readers} clients (the engine by HTTP, the others on their socket)`,
      table(
        ["", "one document", "processor each", "100 rows by index", "processor each"],
        rateRows(systems, [point, scan]),
      ),
    );
    for (const list of clients.values()) for (const client of list) client.close();
  });
}

async function writes(): Promise<void> {
  await withSystems(
    async (systems) => {
      const columns: Map<string, Rate>[] = [];
      for (const count of [1, 64]) {
        const writers = new Map(
          await Promise.all(systems.map(async (s) => [s.name, await gatherWriters(s, count)] as const)),
        );
        const write = async (system: RunningSystem, durationMs: number): Promise<Rate> => {
          const before = processorMs(system.processId);
          const startedAt = performance.now();
          const rate = (await writers.get(system.name)?.writeFor(durationMs)) ?? 0;
          const count = (rate * (performance.now() - startedAt)) / 1000;
          return { perSecond: rate, cpuUs: ((processorMs(system.processId) - before) * 1000) / count };
        };
        for (const system of systems) await write(system, roundMs / 2);
        columns.push(await inTurns(systems, (system) => write(system, roundMs)));
        for (const group of writers.values()) group.close();
        // The next group would start with the versions of fresh tickets.
        if (count === 1) for (const system of systems) system.lanes[1]?.push(system.lanes[1].shift() ?? "");
      }
      figures["writes"] = columns.map((column) => Object.fromEntries(column));
      publish(
        "Durable mutations",
        table(["", "1 writer", "processor each", "64 writers", "processor each"], rateRows(systems, columns)),
      );
    },
    [...starters, socketIoEachSystem],
  );
}

async function fanOut(): Promise<void> {
  const columns: Map<string, { median: number; cpuMs: number }>[] = [];
  let names: string[] = [];
  for (const watchers of audiences)
    await withSystems(async (systems) => {
      names = systems.map(({ name }) => name);
      const column = new Map<string, { median: number; cpuMs: number }>();
      for (const system of systems) {
        const audience = await gatherAudience(system, watchers);
        for (let drop = 0; drop < warmUpDrops; drop += 1) await audience.moveOnce();
        const samples: number[] = [];
        const before = processorMs(system.processId);
        for (let drop = 0; drop < drops; drop += 1) samples.push(await audience.moveOnce());
        const cpuMs = (processorMs(system.processId) - before) / drops;
        column.set(system.name, { median: median(samples), cpuMs });
        audience.close();
      }
      columns.push(column);
    });
  figures["fanOut"] = columns.map((column, index) => ({
    watchers: audiences[index],
    ...Object.fromEntries(column),
  }));
  publish(
    "One change to the last of N clients (median; the server's processor time in brackets)",
    table(
      ["", ...audiences.map((watchers) => watchers.toLocaleString("en"))],
      names.map((name) => [
        name,
        ...columns.map((column) => {
          const cell = column.get(name);
          return cell ? `${ms(cell.median)} (${ms(cell.cpuMs)})` : "–";
        }),
      ]),
    ),
  );
}

async function positions(): Promise<void> {
  await withSystems(async (systems) => {
    const rows: string[][] = [];
    const results: Record<string, unknown> = {};
    for (const system of systems) {
      const result = await measurePositions(system, positionSeconds);
      results[system.name] = result;
      rows.push([
        system.name,
        perSecond(result.reportsPerSecond),
        `${ms(result.confirmed.median)} / ${ms(result.confirmed.p95)}`,
        `${ms(result.seen.median)} / ${ms(result.seen.p95)}`,
        `${(result.processorShare * 100).toFixed(0)} %`,
      ]);
    }
    figures["positions"] = results;
    publish(
      "500 technicians report a position every second, 50 boards show all of them (median / p95)",
      table(["", "reports", "confirmed after", "seen after", "server's processor"], rows),
    );
  });
}

async function scale(): Promise<void> {
  const starts: string[][] = [];
  const costs: string[][] = [];
  const all: Record<string, unknown> = {};
  for (const rows of [1_000, manyRows]) {
    const loaded = await startLoadedEngine(rows);
    const { system } = loaded;
    starts.push([
      system.name,
      `${(loaded.startMs / 1000).toFixed(1)} s`,
      `${(loaded.startCpuMs / 1000).toFixed(1)} s`,
      `${loaded.residentMb.toFixed(0)} MB`,
    ]);
    const writer = new LoneWriter(system);
    await writer.measure(moves);
    const cell = (cost: CommitCost): string[] => [ms(cost.median), us(cost.cpuUs)];
    const alone = await writer.measure(moves);
    const unsubscribe = await subscribeElsewhere(system, 10_000);
    const among = await writer.measure(moves);
    unsubscribe();
    costs.push([system.name, ...cell(alone), ...cell(among)]);
    const { startMs, startCpuMs, residentMb } = loaded;
    all[system.name] = { startMs, startCpuMs, residentMb, alone, among };
    await system.stop();
  }
  figures["scale"] = all;
  publish("Start and memory", table(["", "ready after", "processor time", "resident"], starts));
  publish(
    "One durable mutation by the size of its table and by what others subscribe to",
    table(["", "nobody subscribes", "processor", "10,000 other subscriptions", "processor"], costs),
  );
}

const measurements: Record<string, () => Promise<void>> = { reads, writes, fanOut, positions, scale };
const wanted = values.only?.split(",") ?? Object.keys(measurements);
const machine = describeMachine();
console.log(`Measured on ${machine}.`);
for (const name of wanted) {
  const measure = measurements[name];
  if (!measure) throw new Error(`no measurement is called ${name}`);
  await measure();
  if (values.readme) writeToReadme("engine", `\nMeasured on ${machine}.\n\n${sections.join("\n")}`);
}
if (values.json) writeFileSync(values.json, JSON.stringify({ machine, figures }, null, 2));
