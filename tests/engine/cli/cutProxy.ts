/** A TCP proxy that can cut its connections, refuse new ones, or let the answers disappear. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface CutProxy {
  url: string;
  /** Kills every connection. */
  cut(): void;
  /** While true, what the server sends is thrown away. */
  swallowAnswers: boolean;
  /** While true, new connections are refused. */
  down: boolean;
  close(): Promise<void>;
}

export async function startProxy(target: string): Promise<CutProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (proxy.down) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    upstream.on("data", (chunk) => {
      if (!proxy.swallowAnswers) client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: CutProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    swallowAnswers: false,
    down: false,
    async close() {
      proxy.cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
