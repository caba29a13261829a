/**
 * Fan-out: how long from sending one durable move until the LAST of N watching clients has received it. Sender and
 * watchers live in this process, so one clock measures both ends.
 */
import type { BoardClient } from "./clients/boardClient";
import type { RunningSystem } from "./systems";

export interface Audience {
  system: RunningSystem;
  /** Milliseconds until the last watcher of one more move has it. */
  moveOnce(): Promise<number>;
  close(): void;
}

const CONNECT_AT_ONCE = 50;
const GIVE_UP_AFTER_MS = 20_000;

/** Connects `watchers` clients to lane 0 and one sender that watches nothing. */
export async function gatherAudience(system: RunningSystem, watchers: number): Promise<Audience> {
  const ticketId = system.lanes[0]?.[0];
  if (!ticketId) throw new Error("lane 0 has no ticket");
  const clients: BoardClient[] = [];
  let seq = 0;
  let missing = 0;
  let lastArrived: () => void = () => undefined;
  for (let done = 0; done < watchers; done += CONNECT_AT_ONCE) {
    const batch = Math.min(CONNECT_AT_ONCE, watchers - done);
    await Promise.all(
      Array.from({ length: batch }, async () => {
        const client = await system.connect();
        clients.push(client);
        let seen = 0;
        await client.watch(0, (arrived) => {
          if (arrived <= seen) return;
          seen = arrived;
          if (arrived === seq && --missing === 0) lastArrived();
        });
      }),
    );
  }
  const sender = await system.connect();
  clients.push(sender);

  return {
    system,
    moveOnce: async () => {
      seq += 1;
      missing = watchers;
      const everywhere = new Promise<void>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`${system.name}: ${missing} of ${watchers} watchers never heard of it`)),
          GIVE_UP_AFTER_MS,
        );
        lastArrived = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      const startedAt = performance.now();
      const placed = sender.place({
        ticketId,
        lane: 0,
        startsAt: 1_000 + seq,
        seq,
        expectedVersion: seq - 1,
      });
      await everywhere;
      const elapsed = performance.now() - startedAt;
      await placed;
      return elapsed;
    },
    close: () => {
      for (const client of clients) client.close();
    },
  };
}
