/** Listening on a free port and telling the measuring process where, and which tickets exist. */
import type { Server } from "node:http";

export function serveAndReport(server: Server, lanes: string[][]): void {
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (typeof address !== "object" || !address) throw new Error("a TCP address was expected");
    process.send?.({ port: address.port, lanes });
  });
  process.on("SIGTERM", () => process.exit(0));
  process.on("disconnect", () => process.exit(0));
}
