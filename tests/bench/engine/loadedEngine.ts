/** An engine whose data folder was filled beforehand, past its functions: how it starts, and what its size costs. */
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDriver } from "../../../engine/storage/openDriver";
import { createDatabase } from "../../../engine/transaction/database";
import { pushFunctions, runAsAdmin } from "../../../web/host/deploymentAdmin";
import { startEngine } from "../../../web/host/engineProcess";
import { freePort } from "../../../web/host/ports";
import { Processes, stopChild } from "../../../web/host/processes";
import { connectConvex } from "../clients/convexClient";
import { processorMs, residentMb } from "../processCost";
import type { RunningSystem } from "../systems";

const ROWS_PER_COMMIT = 8_000;
/** Seeded rows are in lanes nobody else uses, a hundred in each. */
const FIRST_LANE = 1_000_000;

export interface LoadedEngine {
  system: RunningSystem;
  /** From starting the process until it serves, ms. */
  startMs: number;
  /** Processor time of that, ms. */
  startCpuMs: number;
  /** Right after that, MB. */
  residentMb: number;
}

async function fill(dataDir: string, rows: number): Promise<void> {
  const database = createDatabase(await openDriver(dataDir));
  for (let done = 0; done < rows; done += ROWS_PER_COMMIT) {
    const tx = database.begin({ kind: "mutation", beginMs: Date.now() });
    for (let row = done; row < Math.min(rows, done + ROWS_PER_COMMIT); row += 1)
      tx.insert("", "tickets", {
        lane: FIRST_LANE + Math.floor(row / 100),
        title: `Ticket ${row}: the kitchen tap drips`,
        startsAt: row,
        seq: 0,
        version: 0,
      });
    await database.commit(tx).durable;
  }
  await database.close();
}

export async function startLoadedEngine(rows: number): Promise<LoadedEngine> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "bench-loaded-"));
  const options = { port: await freePort(), sitePort: await freePort(), dataDir, mode: "prod" as const };
  const processes = new Processes(() => undefined);
  const first = await startEngine(processes, options);
  await pushFunctions(first, path.join(import.meta.dirname, "../app"));
  const lanes = (await runAsAdmin(first, "board:seed", { perLane: [10, 64] })) as string[][];
  await stopChild(first.child);
  await fill(dataDir, rows);
  const startedAt = performance.now();
  const engine = await startEngine(processes, options);
  const startMs = performance.now() - startedAt;
  const processId = Number(readFileSync(path.join(dataDir, "engine.pid"), "utf8"));
  return {
    startMs,
    startCpuMs: processorMs(processId),
    residentMb: residentMb(processId),
    system: {
      name: `${rows.toLocaleString("en")} documents`,
      url: engine.url,
      processId,
      lanes,
      connect: () => connectConvex(engine.url),
      stop: async () => {
        await processes.stopAll();
        await rm(dataDir, { recursive: true, force: true });
      },
    },
  };
}
