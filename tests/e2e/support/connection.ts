/** Cutting a device's connection the way a tunnel does: sockets die, new ones fail, the browser says it is offline. */
import type { BrowserContext, WebSocketRoute } from "@playwright/test";

export interface Connection {
  cut(): Promise<void>;
  restore(): Promise<void>;
}

/** Call before the device opens its first page. */
export async function controlConnection(context: BrowserContext): Promise<Connection> {
  let cut = false;
  const open = new Set<WebSocketRoute>();
  await context.routeWebSocket(/\/sync$/, (socket) => {
    if (cut) {
      void socket.close({ code: 1001 });
      return;
    }
    const server = socket.connectToServer();
    open.add(socket);
    socket.onClose(() => {
      open.delete(socket);
      void server.close();
    });
  });
  return {
    cut: async () => {
      cut = true;
      await context.setOffline(true);
      for (const socket of [...open]) await socket.close({ code: 1001 });
      open.clear();
    },
    restore: async () => {
      cut = false;
      await context.setOffline(false);
    },
  };
}
