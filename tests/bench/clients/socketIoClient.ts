/** Client of the Socket.IO server, speaking its wire format directly (Engine.IO 4 over websocket). */
import type { BoardClient, Placement } from "./boardClient";
import { openSocket } from "./openSocket";

export async function connectSocketIo(url: string): Promise<BoardClient> {
  const waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  let nextId = 1;
  let onSeq: (seq: number) => void = () => undefined;
  let onPosition: (technician: number, seq: number) => void = () => undefined;
  let joined: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (joined = resolve));
  const opening = openSocket(`${url}/socket.io/?EIO=4&transport=websocket`, (text) => {
    if (text === "2") return void opening.then((socket) => socket.send("3"));
    if (text.startsWith("0")) return void opening.then((socket) => socket.send("40"));
    if (text.startsWith("40")) return joined();
    if (text.startsWith("42")) {
      const [event, row] = JSON.parse(text.slice(2)) as [string, { seq: number; technician: number }];
      return event === "position" ? onPosition(row.technician, row.seq) : onSeq(row.seq);
    }
    const acknowledgement = /^43(\d+)/.exec(text);
    if (!acknowledgement?.[1]) return;
    const id = Number(acknowledgement[1]);
    const call = waiting.get(id);
    waiting.delete(id);
    const [result] = JSON.parse(text.slice(acknowledgement[0].length)) as [{ error?: string } | null];
    if (result?.error) call?.reject(new Error(result.error));
    else call?.resolve();
  });
  const socket = await opening;
  await ready;
  const emit = (event: string, body: unknown): Promise<void> =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      socket.send(`42${id}${JSON.stringify([event, body])}`);
    });
  return {
    watch: (lane, listener) => {
      onSeq = listener;
      return emit("watch", lane);
    },
    place: (move: Placement) => emit("place", move),
    readOne: (ticketId) => emit("readOne", ticketId),
    readLane: (lane) => emit("readLane", lane),
    report: (position) => emit("report", position),
    watchPositions: (listener) => {
      onPosition = listener;
      return emit("watchPositions", null);
    },
    close: () => socket.close(),
  };
}
