/**
 * A TCP proxy whose connections end after a random number of bytes in either direction, or a random time; in the middle
 * of a frame, a header or a handshake. It has a number of cuts to spend and is a plain proxy afterwards.
 */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface RandomCutProxy {
  url: string;
  cutsMade(): number;
  /** Plain from now on. */
  stopCutting(): void;
  close(): Promise<void>;
}

export async function startRandomCutProxy(
  target: string,
  options: { random: () => number; cuts: number; maxBytes: number; maxMs: number },
): Promise<RandomCutProxy> {
  const { hostname, port } = new URL(target);
  const { random, maxBytes, maxMs } = options;
  const sockets = new Set<Socket>();
  let left = options.cuts;
  let made = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const mayCut = left > 0;
    const budget = { bytes: mayCut ? Math.floor(random() * maxBytes) : Number.POSITIVE_INFINITY };
    if (mayCut) left -= 1;
    let ended = false;
    const end = () => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      client.destroy();
      upstream.destroy();
    };
    const cut = () => {
      if (!ended && mayCut) made += 1;
      end();
    };
    const timer = setTimeout(() => mayCut && cut(), random() * maxMs);
    const forward = (from: Socket, to: Socket) => {
      from.on("data", (chunk: Buffer) => {
        if (ended) return;
        const allowed = Math.min(chunk.length, budget.bytes);
        budget.bytes -= allowed;
        if (allowed === chunk.length) to.write(chunk);
        // What is left of the budget still leaves: the other side gets half a frame.
        else to.write(chunk.subarray(0, allowed), cut);
      });
    };
    forward(client, upstream);
    forward(upstream, client);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", end);
      socket.on("close", () => {
        sockets.delete(socket);
        end();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutsMade: () => made,
    stopCutting() {
      left = 0;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
