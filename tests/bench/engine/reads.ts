/** Reads without a subscription: each client asks for one thing after another. */
import type { BoardClient } from "../clients/boardClient";
import { processorMs } from "../processCost";
import type { RunningSystem } from "../systems";

export interface Rate {
  perSecond: number;
  /** The server's processor time per operation, µs. */
  cpuUs: number;
}

/** Runs `once` for every client again and again until `durationMs` are over. */
export async function rateOf(
  system: RunningSystem,
  clients: readonly BoardClient[],
  durationMs: number,
  once: (client: BoardClient) => Promise<void>,
): Promise<Rate> {
  const startedAt = performance.now();
  const cpuBefore = processorMs(system.processId);
  let count = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() - startedAt < durationMs) {
        await once(client);
        count += 1;
      }
    }),
  );
  return {
    perSecond: (count * 1000) / (performance.now() - startedAt),
    cpuUs: ((processorMs(system.processId) - cpuBefore) * 1000) / count,
  };
}
