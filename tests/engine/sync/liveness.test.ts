/** Sockets of the server under a clock of the test. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { listen } from "../../../engine/http/servers";
import { SyncServer } from "../../../engine/sync/syncServer";
import { createWorld } from "./sessionHarness";

let server: Server;
let sync: SyncServer;
let address = "";

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
  sync = new SyncServer({ ...createWorld().services, now: Date.now });
  server = createServer();
  server.on("upgrade", (request, socket, head) => {
    if (!sync.upgrade(request, socket, head)) socket.destroy();
  });
  address = `ws://127.0.0.1:${await listen(server, 0, "127.0.0.1")}`;
});
afterEach(async () => {
  vi.useRealTimers();
  await sync.close();
  server.closeAllConnections();
  server.close();
});

async function connect(path = "/api/1.48.0/sync"): Promise<{ socket: WebSocket; frames: string[] }> {
  const socket = new WebSocket(`${address}${path}`);
  const frames: string[] = [];
  socket.on("message", (data) => {
    if (Buffer.isBuffer(data)) frames.push(data.toString());
  });
  await once(socket, "open");
  return { socket, frames };
}

const pause = async () => await new Promise((resolve) => setTimeout(resolve, 30));

test.each([["/api/sync"], ["/api/1.48.0/sync"], ["/api/0.1.0-alpha.1/sync?x=1"]])(
  "SY-24 a socket is accepted at %s and nowhere else",
  async (path) => {
    const { socket } = await connect(path);
    expect(sync.connectionCount).toBe(1);
    socket.terminate();
    await expect(connect("/api/other")).rejects.toThrow();
  },
);

test("SY-24 a quiet socket hears Ping, a busy one does not", async () => {
  const { frames } = await connect();
  await vi.advanceTimersByTimeAsync(5_000);
  await pause();
  expect(frames).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  await pause();
  expect(frames).toEqual(['{"type":"Ping"}']);
});

test("SY-24 a socket that answers nothing for two minutes is ended, one that pongs stays", async () => {
  const alive = await connect();
  const dead = new WebSocket(`${address}/api/sync`, { autoPong: false });
  await once(dead, "open");
  for (let second = 0; second < 130; second += 5) {
    await vi.advanceTimersByTimeAsync(5_000);
    await pause();
  }
  await expect.poll(() => dead.readyState).toBe(WebSocket.CLOSED);
  expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  expect(sync.connectionCount).toBe(1);
}, 20_000);

test("SY-25 on shutdown clients are told InternalServerError", async () => {
  const { socket } = await connect();
  const closed = once(socket, "close");
  await sync.close();
  const [code, reason] = await closed;
  expect(code).toBe(1012);
  expect(String(reason)).toMatch(/^InternalServerError/);
  await expect(connect()).rejects.toThrow();
});

test("SY-3 binary frames are refused", async () => {
  const { socket } = await connect();
  const closed = once(socket, "close");
  socket.send(Buffer.from([1, 2]), { binary: true });
  expect((await closed)[0]).toBe(1003);
});
