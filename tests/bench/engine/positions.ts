/**
 * A working day in short: 500 technicians report their position once a second, spread over the second, and 50 boards
 * show all of them. Every report is durable before it is confirmed.
 */
import { processorMs } from "../processCost";
import { quantile } from "../statistics";
import type { RunningSystem } from "../systems";

const TECHNICIANS = 500;
const BOARDS = 50;

export interface PositionsResult {
  reportsPerSecond: number;
  /** From sending to the confirmation, ms. */
  confirmed: { median: number; p95: number };
  /** From sending to a board that shows it, over all boards, ms. */
  seen: { median: number; p95: number };
  /** Share of one processor that the server used. */
  processorShare: number;
}

export async function measurePositions(system: RunningSystem, seconds: number): Promise<PositionsResult> {
  const sentAt = Array.from({ length: TECHNICIANS }, () => 0);
  const newest = Array.from({ length: TECHNICIANS }, () => 0);
  const seen: number[] = [];
  const confirmed: number[] = [];
  let measuring = false;
  const boards = await Promise.all(
    Array.from({ length: BOARDS }, async () => {
      const board = await system.connect();
      const shown = Array.from({ length: TECHNICIANS }, () => 0);
      await board.watchPositions((technician, seq) => {
        if (seq <= (shown[technician] ?? 0)) return;
        shown[technician] = seq;
        // An older one that was overtaken is not measured: the board skipped it.
        if (measuring && seq === newest[technician]) seen.push(performance.now() - (sentAt[technician] ?? 0));
      });
      return board;
    }),
  );
  const technicians = await Promise.all(Array.from({ length: TECHNICIANS }, () => system.connect()));
  const report = async (technician: number, seq: number): Promise<void> => {
    const client = technicians[technician];
    if (!client) return;
    const at = performance.now();
    newest[technician] = seq;
    sentAt[technician] = at;
    const position = { technician, latitude: 24.7 + seq / 1e4, longitude: 46.6 + technician / 1e4, seq };
    await client.report(position);
    if (measuring) confirmed.push(performance.now() - at);
  };
  // The first one makes each technician's row; it is not what a working day consists of.
  for (let technician = 0; technician < TECHNICIANS; technician += 1) await report(technician, 1);

  measuring = true;
  const cpuBefore = processorMs(system.processId);
  const startedAt = performance.now();
  const running: Promise<void>[] = [];
  const total = TECHNICIANS * seconds;
  await new Promise<void>((resolve) => {
    let next = 0;
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) * TECHNICIANS) / 1000));
      for (; next < due; next += 1)
        running.push(report(next % TECHNICIANS, 2 + Math.floor(next / TECHNICIANS)));
      if (next < total) return;
      clearInterval(timer);
      resolve();
    }, 4);
  });
  await Promise.all(running);
  const elapsedMs = performance.now() - startedAt;
  await new Promise((resolve) => setTimeout(resolve, 300));
  const processorShare = (processorMs(system.processId) - cpuBefore) / elapsedMs;
  for (const client of [...boards, ...technicians]) client.close();
  const summary = (samples: number[]) => ({
    median: quantile(samples, 0.5),
    p95: quantile(samples, 0.95),
  });
  return {
    reportsPerSecond: (total * 1000) / elapsedMs,
    confirmed: summary(confirmed),
    seen: summary(seen),
    processorShare,
  };
}
