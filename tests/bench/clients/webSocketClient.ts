/** Client of the bare websocket server. */
import type { BoardClient, Placement, Position } from "./boardClient";
import { openSocket } from "./openSocket";

type Incoming = {
  id?: number;
  error?: string;
  rows?: unknown[];
  placed?: { seq: number };
  position?: Position;
};

export async function connectWebSocket(url: string): Promise<BoardClient> {
  const waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  let nextId = 1;
  let onPosition: (technician: number, seq: number) => void = () => undefined;
  let onSeq: (seq: number) => void = () => undefined;
  const socket = await openSocket(url, (text) => {
    const message = JSON.parse(text) as Incoming;
    if (message.placed) return onSeq(message.placed.seq);
    if (message.position) return onPosition(message.position.technician, message.position.seq);
    const call = message.id === undefined ? undefined : waiting.get(message.id);
    if (!call || message.id === undefined) return;
    waiting.delete(message.id);
    if (message.error) call.reject(new Error(message.error));
    else call.resolve();
  });
  const ask = (body: object): Promise<void> =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ ...body, id }));
    });
  return {
    watch: (lane, listener) => {
      onSeq = listener;
      return ask({ type: "watch", lane });
    },
    place: (move: Placement) => ask({ type: "place", move }),
    readOne: (ticketId) => ask({ type: "readOne", ticketId }),
    readLane: (lane) => ask({ type: "readLane", lane }),
    report: (position: Position) => ask({ type: "report", move: position }),
    watchPositions: (listener) => {
      onPosition = listener;
      return ask({ type: "watchPositions" });
    },
    close: () => socket.close(),
  };
}
