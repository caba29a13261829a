/** The Socket.IO way: rooms per lane, a snapshot on joining, one small event per change. A process of its own. */
import { createServer } from "node:http";
import { Server } from "socket.io";
import { serveAndReport } from "./serveAndReport";
import { TicketStore } from "./ticketStore";
import { validateMove, validatePosition } from "./validateMove";

const store = new TicketStore(process.argv[2] ?? ":memory:", process.argv[4] === "each" ? "each" : "shared");
const lanes = store.seed(JSON.parse(process.argv[3] ?? "[]") as number[]);
const server = createServer();
const io = new Server(server, { transports: ["websocket"], serveClient: false, perMessageDeflate: false });

io.on("connection", (socket) => {
  socket.on("watch", async (lane: unknown, acknowledge: (rows: unknown) => void) => {
    if (typeof lane !== "number") return;
    await socket.join(`lane:${lane}`);
    acknowledge(store.lane(lane));
  });
  socket.on("place", async (input: unknown, acknowledge: (result: unknown) => void) => {
    const move = validateMove(input);
    if (!move) return acknowledge({ error: "invalid" });
    const result = await store.move(move);
    if (!result.ok) return acknowledge({ error: result.error });
    acknowledge({ ok: true });
    io.to(`lane:${result.lane}`).emit("placed", result.ticket);
  });
  socket.on("readOne", (id: unknown, acknowledge: (row: unknown) => void) =>
    acknowledge(store.ticket(String(id))),
  );
  socket.on("readLane", (lane: unknown, acknowledge: (rows: unknown) => void) =>
    acknowledge(store.lane(Number(lane), 100)),
  );
  socket.on("watchPositions", async (_: unknown, acknowledge: (rows: unknown) => void) => {
    await socket.join("positions");
    acknowledge(store.positions());
  });
  socket.on("report", async (input: unknown, acknowledge: (result: unknown) => void) => {
    const position = validatePosition(input);
    if (!position) return acknowledge({ error: "invalid" });
    await store.report(position);
    acknowledge({ ok: true });
    io.to("positions").emit("position", position);
  });
});

serveAndReport(server, lanes);
