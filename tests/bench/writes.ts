/**
 * Durable writes per second: each writer moves its own ticket, waits until the move is acknowledged as durable, and
 * moves it again. Nobody watches the lane, so this is the cost of checking, writing, syncing and answering alone.
 */
import type { BoardClient } from "./clients/boardClient";
import type { RunningSystem } from "./systems";

interface Writer {
  client: BoardClient;
  ticketId: string;
  version: number;
}

export interface Writers {
  system: RunningSystem;
  /** Acknowledged moves per second over `durationMs`. */
  writeFor(durationMs: number): Promise<number>;
  close(): void;
}

/** `count` writers on lane 1, one socket each. */
export async function gatherWriters(system: RunningSystem, count: number): Promise<Writers> {
  const tickets = system.lanes[1]?.slice(0, count) ?? [];
  if (tickets.length < count) throw new Error(`lane 1 has ${tickets.length} tickets for ${count} writers`);
  const writers: Writer[] = await Promise.all(
    tickets.map(async (ticketId) => ({ client: await system.connect(), ticketId, version: 0 })),
  );
  return {
    system,
    writeFor: async (durationMs) => {
      const startedAt = performance.now();
      const until = startedAt + durationMs;
      const counts = await Promise.all(writers.map((writer) => writeUntil(writer, until)));
      const total = counts.reduce((sum, count) => sum + count, 0);
      return (total * 1000) / (performance.now() - startedAt);
    },
    close: () => {
      for (const { client } of writers) client.close();
    },
  };
}

async function writeUntil(writer: Writer, until: number): Promise<number> {
  let count = 0;
  while (performance.now() < until) {
    await writer.client.place({
      ticketId: writer.ticketId,
      lane: 1,
      startsAt: count,
      seq: writer.version + 1,
      expectedVersion: writer.version,
    });
    writer.version += 1;
    count += 1;
  }
  return count;
}
