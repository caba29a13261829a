/** Asking the operating system about TCP ports. Holds no port numbers of its own. */
import { createServer } from "node:net";
import { HostFailure } from "./hostFailure";

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === "object" && address ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}

/** A port nobody listens on right now. Another process may take it before the caller does. */
export function freePort(host = "127.0.0.1"): Promise<number> {
  return listenOnce(0, host);
}

/**
 * Fails with one readable line when `port` cannot be bound, naming the option that changes it.
 * @throws {@link HostFailure}
 */
export async function requirePort(port: number, host: string, use: string, option: string): Promise<void> {
  try {
    await listenOnce(port, host);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EADDRINUSE")
      throw new HostFailure(
        `port ${port} (${use}) is in use. Stop the other program or choose another port with ${option} <number>.`,
      );
    if (code === "EACCES")
      throw new HostFailure(
        `port ${port} (${use}) may not be opened by this user. Choose one above 1023 with ${option}.`,
      );
    if (code === "EADDRNOTAVAIL")
      throw new HostFailure(`address ${host} does not exist on this machine (--host).`);
    throw error;
  }
}
