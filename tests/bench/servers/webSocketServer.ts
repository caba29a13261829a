/** The least a server can do: a bare websocket, a set of watchers per lane, every frame serialised once. */
import { createServer } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { serveAndReport } from "./serveAndReport";
import { TicketStore } from "./ticketStore";
import { validateMove, validatePosition } from "./validateMove";

const store = new TicketStore(process.argv[2] ?? ":memory:", "shared");
const lanes = store.seed(JSON.parse(process.argv[3] ?? "[]") as number[]);
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
const maps = new Set<WebSocket>();
const watchers = new Map<number, Set<WebSocket>>();

async function answer(socket: WebSocket, text: string): Promise<void> {
  const message = JSON.parse(text) as {
    type: string;
    id: number;
    lane?: unknown;
    move?: unknown;
    ticketId?: unknown;
  };
  if (message.type === "watch" && typeof message.lane === "number") {
    const { lane } = message;
    const others = watchers.get(lane) ?? new Set<WebSocket>();
    watchers.set(lane, others.add(socket));
    socket.once("close", () => others.delete(socket));
    socket.send(JSON.stringify({ id: message.id, rows: store.lane(lane) }));
  } else if (message.type === "place") {
    const move = validateMove(message.move);
    if (!move) return socket.send(JSON.stringify({ id: message.id, error: "invalid" }));
    const result = await store.move(move);
    if (!result.ok) return socket.send(JSON.stringify({ id: message.id, error: result.error }));
    socket.send(JSON.stringify({ id: message.id, ok: true }));
    const frame = JSON.stringify({ placed: result.ticket });
    for (const watcher of watchers.get(result.lane) ?? []) watcher.send(frame);
  } else if (message.type === "readOne") {
    socket.send(JSON.stringify({ id: message.id, row: store.ticket(String(message.ticketId)) }));
  } else if (message.type === "readLane") {
    socket.send(JSON.stringify({ id: message.id, rows: store.lane(Number(message.lane), 100) }));
  } else if (message.type === "watchPositions") {
    maps.add(socket);
    socket.once("close", () => maps.delete(socket));
    socket.send(JSON.stringify({ id: message.id, rows: store.positions() }));
  } else if (message.type === "report") {
    const position = validatePosition(message.move);
    if (!position) return socket.send(JSON.stringify({ id: message.id, error: "invalid" }));
    await store.report(position);
    socket.send(JSON.stringify({ id: message.id, ok: true }));
    const frame = JSON.stringify({ position });
    for (const map of maps) map.send(frame);
  }
}

sockets.on("connection", (socket) => {
  socket.on("message", (data: Buffer) => void answer(socket, data.toString()));
});

serveAndReport(server, lanes);
