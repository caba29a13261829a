/** Opening a bare websocket; shared by the clients of all systems. */
import { WebSocket } from "ws";

/** `onMessage` is attached before the handshake: a server's first frame may arrive in the same packet as its end. */
export function openSocket(url: string, onMessage: (text: string) => void): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on("message", (data: Buffer) => onMessage(data.toString()));
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("open", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}
