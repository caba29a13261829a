/** The three systems under measurement: each starts its server as a process of its own on a fresh data folder. */
import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { stopChild } from "../../web/host/processes";
import { startEngineUnderTest } from "../support/engineUnderTest";
import type { BoardClient } from "./clients/boardClient";
import { connectConvex } from "./clients/convexClient";
import { connectShareDb } from "./clients/shareDbClient";
import { connectSocketIo } from "./clients/socketIoClient";
import { connectWebSocket } from "./clients/webSocketClient";
import type { Commits } from "./servers/ticketStore";

export interface RunningSystem {
  readonly name: string;
  readonly url: string;
  /** Of the server. */
  readonly processId: number;
  /** Ids of the seeded tickets, lane by lane. */
  readonly lanes: string[][];
  connect(): Promise<BoardClient>;
  stop(): Promise<void>;
}

export type SystemStarter = (perLane: readonly number[]) => Promise<RunningSystem>;

export const engineSystem: SystemStarter = async (perLane) => {
  const engine = await startEngineUnderTest({ mode: "prod" });
  await engine.push(path.join(import.meta.dirname, "app"));
  const lanes = (await engine.run("board:seed", { perLane })) as string[][];
  return {
    name: "Maydan engine",
    url: engine.url,
    processId: Number(readFileSync(path.join(engine.dataDir, "engine.pid"), "utf8")),
    lanes,
    connect: () => connectConvex(engine.url),
    stop: () => engine.stop(),
  };
};

export const socketIoSystem: SystemStarter = (perLane) =>
  handWritten("Socket.IO + SQLite", "socketIoServer.ts", connectSocketIo, perLane);

/** As most such servers are written: every move is a commit of its own. */
export const socketIoEachSystem: SystemStarter = (perLane) =>
  handWritten("Socket.IO, a commit per move", "socketIoServer.ts", connectSocketIo, perLane, "each");

export const webSocketSystem: SystemStarter = (perLane) =>
  handWritten("bare ws + SQLite", "webSocketServer.ts", connectWebSocket, perLane);

/** A sync server from the npm registry. */
export const shareDbSystem: SystemStarter = (perLane) =>
  handWritten("ShareDB + SQLite", "shareDbServer.ts", connectShareDb, perLane);

async function handWritten(
  name: string,
  script: string,
  connect: (url: string, lanes: string[][]) => Promise<BoardClient>,
  perLane: readonly number[],
  commits: Commits = "shared",
): Promise<RunningSystem> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "bench-"));
  const child = fork(
    path.join(import.meta.dirname, "servers", script),
    [path.join(dataDir, "tickets.db"), JSON.stringify(perLane), commits],
    { execArgv: ["--import", "tsx"] },
  );
  const { port, lanes } = await firstMessage(child);
  const url = `ws://127.0.0.1:${port}`;
  return {
    name,
    url,
    processId: child.pid ?? 0,
    lanes,
    connect: () => connect(url, lanes),
    stop: async () => {
      await stopChild(child);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function firstMessage(child: ChildProcess): Promise<{ port: number; lanes: string[][] }> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as { port: number; lanes: string[][] }));
    child.once("exit", (code) => reject(new Error(`the server ended with code ${code}`)));
  });
}
