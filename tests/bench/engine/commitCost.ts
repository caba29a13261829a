/** What one durable mutation costs while others subscribe to things it does not touch. */
import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { openSocket } from "../clients/openSocket";
import { processorMs } from "../processCost";
import { quantile } from "../statistics";
import type { RunningSystem } from "../systems";

const QUERIES_PER_SOCKET = 500;

export interface CommitCost {
  /** Milliseconds. */
  median: number;
  p95: number;
  cpuUs: number;
}

/** Distinct queries, each over a range of its own that nobody writes to. */
export async function subscribeElsewhere(system: RunningSystem, count: number): Promise<() => void> {
  const sockets: WebSocket[] = [];
  for (let first = 0; first < count; first += QUERIES_PER_SOCKET) {
    let answered: () => void = () => undefined;
    const answer = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const socket = await openSocket(`${system.url.replace(/^http/, "ws")}/api/1.48.0/sync`, (text) => {
      if (text.includes('"QueryUpdated"')) answered();
    });
    sockets.push(socket);
    const connect = { type: "Connect", sessionId: randomUUID(), connectionCount: 0, clientTs: Date.now() };
    socket.send(JSON.stringify({ ...connect, lastCloseReason: "InitialConnect" }));
    const modifications = Array.from({ length: QUERIES_PER_SOCKET }, (_, index) => ({
      type: "Add",
      queryId: index,
      udfPath: "board:lane",
      args: [{ lane: -1 - first - index }],
    }));
    socket.send(JSON.stringify({ type: "ModifyQuerySet", baseVersion: 0, newVersion: 1, modifications }));
    await answer;
  }
  return () => {
    for (const socket of sockets) socket.close();
  };
}

export class LoneWriter {
  #version = 0;

  constructor(readonly system: RunningSystem) {}

  async measure(moves: number): Promise<CommitCost> {
    const client = await this.system.connect();
    const ticketId = this.system.lanes[1]?.[0];
    if (!ticketId) throw new Error("lane 1 has no ticket");
    const samples: number[] = [];
    const cpuBefore = processorMs(this.system.processId);
    for (let move = 0; move < moves; move += 1) {
      const startedAt = performance.now();
      const seq = this.#version + 1;
      await client.place({ ticketId, lane: 1, startsAt: seq, seq, expectedVersion: this.#version });
      this.#version = seq;
      samples.push(performance.now() - startedAt);
    }
    const cpuUs = ((processorMs(this.system.processId) - cpuBefore) * 1000) / moves;
    client.close();
    return { median: quantile(samples, 0.5), p95: quantile(samples, 0.95), cpuUs };
  }
}
