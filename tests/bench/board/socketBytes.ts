/** What a page receives over its socket to the deployment, by the function it is the answer of. */
import type { CDPSession, Page } from "@playwright/test";

export interface Received {
  readonly bytes: number;
  readonly frames: number;
  /** New answers by function. */
  readonly answers: ReadonlyMap<string, { readonly count: number; readonly bytes: number }>;
  /** Confirmed mutations. */
  readonly confirmations: number;
}

interface SentMessage {
  type: string;
  requestId?: number;
  udfPath?: string;
  modifications?: { type: string; queryId: number; udfPath?: string }[];
}
interface ReceivedMessage {
  type: string;
  requestId?: number;
  modifications?: { type: string; queryId: number }[];
}

export class SocketBytes {
  private readonly paths = new Map<number, string>();
  private answers = new Map<string, { count: number; bytes: number }>();
  private bytes = 0;
  private frames = 0;
  private confirmations = 0;
  private readonly mutations = new Map<number, string>();
  /** Called at every confirmation of a mutation, with its name. */
  onConfirmation: (name: string) => void = () => undefined;

  static async of(page: Page): Promise<SocketBytes> {
    const counter = new SocketBytes();
    const session: CDPSession = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    session.on("Network.webSocketFrameSent", ({ response }) => counter.sent(response.payloadData));
    session.on("Network.webSocketFrameReceived", ({ response }) => counter.got(response.payloadData));
    return counter;
  }

  restart(): void {
    this.answers = new Map();
    this.bytes = 0;
    this.frames = 0;
    this.confirmations = 0;
  }

  received(): Received {
    const { bytes, frames, answers, confirmations } = this;
    return { bytes, frames, answers: new Map(answers), confirmations };
  }

  private sent(text: string): void {
    const message = JSON.parse(text) as SentMessage;
    if (message.type === "Mutation" && message.requestId !== undefined)
      this.mutations.set(message.requestId, message.udfPath?.replace(".js", "") ?? "");
    if (message.type !== "ModifyQuerySet") return;
    for (const { type, queryId, udfPath } of message.modifications ?? [])
      if (type === "Add" && udfPath !== undefined) this.paths.set(queryId, udfPath.replace(".js", ""));
  }

  private got(text: string): void {
    this.bytes += Buffer.byteLength(text);
    this.frames += 1;
    // Large transitions come in chunks; their bytes count, their parts are not taken apart.
    const message = JSON.parse(text) as ReceivedMessage;
    if (message.type === "MutationResponse") {
      this.confirmations += 1;
      this.onConfirmation(this.mutations.get(message.requestId ?? -1) ?? "");
    }
    if (message.type !== "Transition") return;
    for (const change of message.modifications ?? []) {
      const path = this.paths.get(change.queryId) ?? `query ${change.queryId}`;
      const known = this.answers.get(path) ?? { count: 0, bytes: 0 };
      known.count += 1;
      known.bytes += JSON.stringify(change).length;
      this.answers.set(path, known);
    }
  }
}
