/**
 * The load: official clients on sockets of their own, each doing one random operation after another and noting what it
 * was told. A kill interrupts whatever they do; mutations are sent again by the client itself.
 */
import { createHash } from "node:crypto";
import { ConvexClient } from "convex/browser";
import { WebSocket } from "ws";
import { work } from "./app";
import { type Kind, kinds, type Operation } from "./operations";

/** A page's window, as far as the client looks at it: "online" makes it connect without waiting. */
const page = new EventTarget();
Object.assign(globalThis, { window: page });

export function connectNow(): void {
  page.dispatchEvent(new Event("online"));
}

export function newClient(url: string): ConvexClient {
  const made = new ConvexClient(url, {
    webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
    unsavedChangesWarning: false,
    logger: false,
  });
  // Only so that a lost connection costs milliseconds instead of seconds.
  const { webSocketManager } = made.client as unknown as {
    webSocketManager: { defaultInitialBackoff: number; maxBackoff: number };
  };
  webSocketManager.defaultInitialBackoff = 20;
  webSocketManager.maxBackoff = 100;
  return made;
}

/** What one writer does between two moments of rest, at most: a rest looks at everything and clears it in one mutation. */
export const OPERATIONS_PER_WRITER = 160;

export class Writer {
  readonly operations: Operation[] = [];
  readonly #client: ConvexClient;
  readonly #name: string;
  readonly #random: () => number;
  #count = 0;
  #gate: Promise<void> = Promise.resolve();
  /** Null while the gate is open. */
  #open: (() => void) | null = null;
  #busy: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(url: string, name: string, random: () => number) {
    this.#client = newClient(url);
    this.#name = name;
    this.#random = random;
    void this.#run();
  }

  /** Resolves when what was under way is over; nothing new begins until `resume`. */
  async pause(): Promise<void> {
    this.#shut();
    await this.#busy;
  }

  resume(): void {
    this.#open?.();
    this.#open = null;
  }

  #shut(): void {
    if (this.#open !== null) return;
    this.#gate = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  async close(): Promise<void> {
    this.#ended = true;
    this.resume();
    await this.#client.close();
  }

  async #run(): Promise<void> {
    while (!this.#ended) {
      if (this.operations.length >= OPERATIONS_PER_WRITER) this.#shut();
      await this.#gate;
      if (this.#ended) return;
      // Sometimes several at once: mutations of one socket then wait in its line.
      const width = this.#random() < 0.2 ? 4 : 1;
      this.#busy = Promise.all(Array.from({ length: width }, () => this.#one())).then(() => undefined);
      await this.#busy;
    }
  }

  async #one(): Promise<void> {
    const operation: Operation = {
      kind: this.#kind(),
      op: `${this.#name}.${++this.#count}`,
      acknowledged: false,
    };
    this.operations.push(operation);
    try {
      await this.#perform(operation);
      operation.acknowledged = true;
    } catch {
      // An action or an upload that the kill cut off, or the refusal that was asked for: not acknowledged.
    }
  }

  async #perform(operation: Operation): Promise<void> {
    const client = this.#client;
    const { op, kind } = operation;
    const delayMs = Math.floor(this.#random() * 250);
    switch (kind) {
      case "transfer":
        await client.mutation(work.transfer, { op, from: this.#account(), to: this.#account() });
        return;
      case "refuse":
        await client.mutation(work.refuse, { op });
        return;
      case "schedule":
        await client.mutation(work.schedule, { op, delayMs });
        return;
      case "cancel": {
        const job = await client.mutation(work.schedule, { op, delayMs });
        await client.mutation(work.cancel, { job });
        return;
      }
      case "action":
        await client.action(work.act, { op });
        return;
      case "actionJob":
        await client.mutation(work.scheduleAction, { op, delayMs });
        return;
      case "upload":
        await this.#upload(operation);
        return;
      case "storeHere":
      case "remove":
        this.#content(operation);
        await client.mutation(work.storeHere, { op, text: operation.text });
        if (kind === "remove") await client.mutation(work.removeFile, { op });
    }
  }

  async #upload(operation: Operation): Promise<void> {
    const text = this.#content(operation);
    const url = await this.#client.mutation(work.uploadUrl, {});
    const response = await fetch(url, { method: "POST", body: text });
    if (!response.ok) throw new Error(await response.text());
    const { storageId } = (await response.json()) as { storageId: string };
    await this.#client.mutation(work.keep, { op: operation.op, storageId });
  }

  #content(operation: Operation): string {
    const text = `${operation.op} `.repeat(1 + Math.floor(this.#random() * 20_000));
    operation.text = text;
    operation.sha256 = createHash("sha256").update(text).digest("base64");
    return text;
  }

  #account(): string {
    return "abcde".charAt(Math.floor(this.#random() * 5));
  }

  #kind(): Kind {
    const all = Object.entries(kinds) as [Kind, number][];
    let ticket = this.#random() * all.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [kind, weight] of all) {
      ticket -= weight;
      if (ticket < 0) return kind;
    }
    return "transfer";
  }
}
