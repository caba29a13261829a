/** A socket that speaks just enough of the protocol to be opened by the hundred; it checks every version it is told. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { WebSocket } from "ws";

interface Version {
  querySet: number;
  identity: number;
  ts: string;
}
interface Incoming {
  type: string;
  startVersion: Version;
  endVersion: Version;
  modifications: { queryId: number; value: unknown }[];
  requestId: number;
  success: boolean;
  result: unknown;
}

export class LightClient {
  readonly values = new Map<number, unknown>();
  readonly problems: string[] = [];
  transitions = 0;
  bytes = 0;
  #version = JSON.stringify({ querySet: 0, identity: 0, ts: "AAAAAAAAAAA=" });
  #nextRequest = 0;
  readonly #waiting = new Map<number, (result: unknown) => void>();

  private constructor(readonly socket: WebSocket) {
    socket.on("message", (data) => {
      if (Buffer.isBuffer(data)) this.#hear(data.toString());
    });
  }

  static async connect(url: string): Promise<LightClient> {
    const client = new LightClient(new WebSocket(`${url.replace("http", "ws")}/api/1.48.0/sync`));
    await once(client.socket, "open");
    client.#send({
      type: "Connect",
      sessionId: randomUUID(),
      connectionCount: 0,
      lastCloseReason: null,
      clientTs: 0,
    });
    return client;
  }

  subscribe(queries: { path: string; args: object }[]): void {
    const modifications = queries.map(({ path, args }, queryId) => ({
      type: "Add",
      queryId,
      udfPath: path,
      args: [args],
    }));
    this.#send({ type: "ModifyQuerySet", baseVersion: 0, newVersion: 1, modifications });
  }

  /** Resolves with the response; its transition may still be on the way. */
  async mutation(path: string, args: object): Promise<unknown> {
    const requestId = this.#nextRequest++;
    return await new Promise((resolve) => {
      this.#waiting.set(requestId, resolve);
      this.#send({ type: "Mutation", requestId, udfPath: path, args: [args] });
    });
  }

  #send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  #hear(text: string): void {
    this.bytes += text.length;
    const message = JSON.parse(text) as Incoming;
    if (message.type === "Transition") {
      const start = JSON.stringify(message.startVersion);
      if (start !== this.#version) this.problems.push(`${start} after ${this.#version}`);
      this.#version = JSON.stringify(message.endVersion);
      this.transitions += 1;
      for (const { queryId, value } of message.modifications) this.values.set(queryId, value);
    } else if (message.type === "MutationResponse") {
      if (!message.success) this.problems.push(String(message.result));
      this.#waiting.get(message.requestId)?.(message.result);
    } else if (message.type !== "Ping") {
      this.problems.push(text);
    }
  }
}
