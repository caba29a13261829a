/**
 * Client of the ShareDB server, speaking its protocol directly. A ticket is a document: a board subscribes to those of
 * its lane, a move is an operation on one of them. A document's version is one more than its ticket's.
 */
import type { BoardClient } from "./boardClient";
import { openSocket } from "./openSocket";

interface Incoming {
  a: string;
  seq?: number;
  d?: string;
  src?: string;
  op?: { p: string[]; oi: number }[];
  error?: { message: string };
}

export async function connectShareDb(url: string, lanes: string[][]): Promise<BoardClient> {
  const submitted = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  const versions = new Map<string, number>();
  let nextSeq = 1;
  let answered: (message: Incoming) => void = () => undefined;
  let onSeq: (seq: number) => void = () => undefined;
  let onPosition: (technician: number, seq: number) => void = () => undefined;
  let own = "";
  let reported: Promise<void> = Promise.resolve();
  const socket = await openSocket(url, (text) => {
    const message = JSON.parse(text) as Incoming & { id?: string };
    if (message.a === "hs") own = message.id ?? "";
    if (message.a !== "op") return answered(message);
    if (message.src === own && message.seq !== undefined) {
      const call = submitted.get(message.seq);
      submitted.delete(message.seq);
      if (message.error) call?.reject(new Error(message.error.message));
      else call?.resolve();
      return;
    }
    const seq = message.op?.find(({ p }) => p[0] === "seq")?.oi;
    if (seq === undefined || message.d === undefined) return;
    if (message.d.startsWith("technician-")) onPosition(Number(message.d.slice(11)), seq);
    else onSeq(seq);
  });
  const ask = (body: object): Promise<void> =>
    new Promise((resolve, reject) => {
      answered = (message) => (message.error ? reject(new Error(message.error.message)) : resolve());
      socket.send(JSON.stringify(body));
    });
  const submit = (id: string, version: number, fields: object): Promise<void> =>
    new Promise((resolve, reject) => {
      const seq = nextSeq++;
      submitted.set(seq, { resolve, reject });
      const op = Object.entries(fields).map(([name, value]) => ({ p: [name], oi: value as number }));
      socket.send(JSON.stringify({ a: "op", c: "rows", d: id, v: version, seq, x: {}, op }));
    });
  const bulk = (a: string, ids: readonly string[]): Promise<void> =>
    ask({ a, c: "rows", b: Object.fromEntries(ids.map((id) => [id, null])) });
  await ask({ a: "hs", id: null, protocol: 1, protocolMinor: 1 });
  return {
    watch: (lane, listener) => {
      onSeq = listener;
      return bulk("bs", lanes[lane] ?? []);
    },
    place: ({ ticketId, lane, startsAt, seq, expectedVersion }) =>
      submit(ticketId, expectedVersion + 1, { lane, startsAt, seq, version: expectedVersion + 1 }),
    readOne: (ticketId) => ask({ a: "f", c: "rows", d: ticketId, v: null }),
    readLane: (lane) => bulk("bf", (lanes[lane] ?? []).slice(0, 100)),
    // An operation builds on the version before it: the next one waits for its confirmation.
    report: ({ technician, latitude, longitude, seq }) => {
      reported = reported.then(async () => {
        const id = `technician-${technician}`;
        const version = versions.get(id) ?? 1;
        await submit(id, version, { latitude, longitude, seq });
        versions.set(id, version + 1);
      });
      return reported;
    },
    watchPositions: (listener) => {
      onPosition = listener;
      return bulk(
        "bs",
        Array.from({ length: 500 }, (_, technician) => `technician-${technician}`),
      );
    },
    close: () => socket.close(),
  };
}
