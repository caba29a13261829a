/**
 * A light client of the sync protocol. Like the official one it counts a mutation as done only when a transition has
 * reached its timestamp, and it insists that every transition starts where the last one ended.
 */
import { randomUUID } from "node:crypto";
import type { BoardClient, Placement, Position } from "./boardClient";
import { OneShotReads } from "./oneShotReads";
import { openSocket } from "./openSocket";

interface Version {
  querySet: number;
  identity: number;
  ts: string;
}

type Incoming =
  | {
      type: "Transition";
      startVersion: Version;
      endVersion: Version;
      modifications: {
        type: string;
        value?: { seq: number; technician?: number }[];
        errorMessage?: string;
      }[];
    }
  | { type: "MutationResponse"; requestId: number; success: boolean; result: unknown; ts?: string | null }
  | { type: "FatalError" | "AuthError"; error: string }
  | { type: "Ping" };

interface Call {
  resolve: () => void;
  reject: (error: Error) => void;
  ts?: bigint;
}

const decodeTs = (text: string): bigint => Buffer.from(text, "base64").readBigUInt64LE();

export async function connectConvex(url: string): Promise<BoardClient> {
  const calls = new Map<number, Call>();
  let nextRequestId = 0;
  let position = "0/0/AAAAAAAAAAA=";
  let onPosition: (technician: number, seq: number) => void = () => undefined;
  const http = new OneShotReads(url);
  let onSeq: (seq: number) => void = () => undefined;
  let onSnapshot: { resolve: () => void; reject: (error: Error) => void } | null = null;
  const spell = (version: Version): string => `${version.querySet}/${version.identity}/${version.ts}`;

  const socket = await openSocket(`${url.replace(/^http/, "ws")}/api/1.48.0/sync`, (text) => {
    const message = JSON.parse(text) as Incoming;
    if (message.type === "Transition") {
      if (spell(message.startVersion) !== position)
        throw new Error(`transition from ${spell(message.startVersion)}, expected ${position}`);
      position = spell(message.endVersion);
      for (const change of message.modifications) {
        if (change.type === "QueryFailed")
          onSnapshot?.reject(new Error(change.errorMessage ?? "query failed"));
        if (change.type !== "QueryUpdated" || !change.value) continue;
        onSnapshot?.resolve();
        onSnapshot = null;
        onSeq(Math.max(...change.value.map((row) => row.seq)));
        for (const row of change.value) if (row.technician !== undefined) onPosition(row.technician, row.seq);
      }
      if (calls.size === 0) return;
      const reached = decodeTs(message.endVersion.ts);
      for (const [id, call] of calls)
        if (call.ts !== undefined && call.ts <= reached) {
          calls.delete(id);
          call.resolve();
        }
    } else if (message.type === "MutationResponse") {
      const call = calls.get(message.requestId);
      if (!call) return;
      if (message.success && message.ts) call.ts = decodeTs(message.ts);
      else {
        calls.delete(message.requestId);
        call.reject(new Error(String(message.result)));
      }
    } else if (message.type !== "Ping") throw new Error(message.error);
  });

  socket.send(
    JSON.stringify({
      type: "Connect",
      sessionId: randomUUID(),
      connectionCount: 0,
      lastCloseReason: "InitialConnect",
      clientTs: Date.now(),
    }),
  );
  const subscribe = (udfPath: string, args: object): Promise<void> => {
    socket.send(
      JSON.stringify({
        type: "ModifyQuerySet",
        baseVersion: 0,
        newVersion: 1,
        modifications: [{ type: "Add", queryId: 0, udfPath, args: [args] }],
      }),
    );
    return new Promise((resolve, reject) => (onSnapshot = { resolve, reject }));
  };
  const mutate = (udfPath: string, args: object): Promise<void> =>
    new Promise((resolve, reject) => {
      const requestId = nextRequestId++;
      calls.set(requestId, { resolve, reject });
      socket.send(JSON.stringify({ type: "Mutation", requestId, udfPath, args: [args] }));
    });
  return {
    watch: (lane, listener) => {
      onSeq = listener;
      return subscribe("board:lane", { lane });
    },
    place: (placement: Placement) => mutate("board:place", placement),
    readOne: (ticketId) => http.query("load:point", { ticketId }),
    readLane: (lane) => http.query("load:scan", { lane }),
    report: (position: Position) => mutate("load:report", position),
    watchPositions: (listener) => {
      onPosition = listener;
      return subscribe("load:positions", {});
    },
    close: () => {
      http.close();
      socket.close();
    },
  };
}
