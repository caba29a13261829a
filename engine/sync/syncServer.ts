/**
 * The WebSocket endpoint: upgrades, liveness and orderly shutdown.
 * Owns the transport; what is said on it is `socketSession.ts`.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { callerIp } from "../http/callerIp";
import { pingText } from "./protocol";
import { SocketSession, type SyncServices, type Transport } from "./socketSession";
import { textFrames } from "./textFrame";

const SWEEP_MS = 5_000;
const PING_AFTER_MS = 15_000;
const PROBE_AFTER_MS = 20_000;
const GIVE_UP_AFTER_MS = 120_000;
const MAX_FRAME_BYTES = 20 * 1024 * 1024;
const CHUNKS_SINCE = [1, 28] as const;

/** `/api/sync` and `/api/<client version>/sync`. */
const SYNC_PATH = /^\/api\/(?:([^/]+)\/)?sync$/;

interface Connection {
  socket: WebSocket;
  session: SocketSession;
  lastSentAt: number;
  lastHeardAt: number;
}

export class SyncServer {
  readonly #services: SyncServices;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  });
  readonly #connections = new Set<Connection>();
  readonly #sweep: NodeJS.Timeout;
  #closing = false;

  constructor(services: SyncServices) {
    this.#services = services;
    this.#sweep = setInterval(() => this.#checkLiveness(), SWEEP_MS);
    this.#sweep.unref();
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Takes over an HTTP upgrade; false when the path is not a sync endpoint or the server is going away. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const match = SYNC_PATH.exec(path);
    if (match === null || this.#closing) return false;
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      this.#accept(webSocket, socket, request, match[1]);
    });
    return true;
  }

  /** Sends every client away with a reason that makes it return after about a second. */
  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#sweep);
    const connections = [...this.#connections];
    const gone = connections.map(
      ({ socket }) => new Promise<void>((resolve) => socket.once("close", () => resolve())),
    );
    for (const { session } of connections) session.shut(1012, "InternalServerError: the server restarts");
    const impatient = setTimeout(() => {
      for (const { socket } of connections) socket.terminate();
    }, 1_000);
    await Promise.all(gone);
    clearTimeout(impatient);
  }

  #accept(
    socket: WebSocket,
    stream: Duplex,
    request: IncomingMessage,
    clientVersion: string | undefined,
  ): void {
    const now = this.#services.now();
    const transport: Transport = {
      send: (texts, sent) => {
        connection.lastSentAt = this.#services.now();
        // Past the library, in order with it: without compression it writes at once, too.
        if (socket.readyState === socket.OPEN) stream.write(textFrames(texts), sent);
      },
      close: (code, reason) => socket.close(code, reason.slice(0, 120)),
    };
    const session = new SocketSession(transport, this.#services, {
      ip: callerIp(request),
      userAgent: request.headers["user-agent"] ?? null,
      mayChunk: understandsChunks(clientVersion),
    });
    const connection: Connection = { socket, session, lastSentAt: now, lastHeardAt: now };
    this.#connections.add(connection);
    socket.on("message", (data, isBinary) => {
      connection.lastHeardAt = this.#services.now();
      if (isBinary) session.shut(1003, "Text frames only");
      else session.receive(textOf(data));
    });
    socket.on("pong", () => {
      connection.lastHeardAt = this.#services.now();
    });
    // A broken frame or a reset connection: "close" follows and does the work.
    socket.on("error", () => {});
    socket.on("close", () => {
      this.#connections.delete(connection);
      session.dispose();
    });
  }

  #checkLiveness(): void {
    const now = this.#services.now();
    for (const connection of this.#connections) {
      const silentMs = now - connection.lastHeardAt;
      if (silentMs > GIVE_UP_AFTER_MS) {
        connection.socket.terminate();
        continue;
      }
      if (silentMs > PROBE_AFTER_MS) connection.socket.ping();
      if (now - connection.lastSentAt >= PING_AFTER_MS - SWEEP_MS) {
        connection.lastSentAt = now;
        connection.socket.send(pingText);
      }
    }
  }
}

function understandsChunks(clientVersion: string | undefined): boolean {
  const [major, minor] = (clientVersion ?? "").split(".").map(Number);
  if (major === undefined || minor === undefined || Number.isNaN(major) || Number.isNaN(minor)) return false;
  return major > CHUNKS_SINCE[0] || (major === CHUNKS_SINCE[0] && minor >= CHUNKS_SINCE[1]);
}

function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString("utf8");
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)).toString("utf8");
}
