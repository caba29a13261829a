/**
 * Steps a technician has taken and the server has not confirmed yet. Written to this phone before anything is sent,
 * sent one after another in the order taken, and sent again after a reload: the operation id makes a repetition
 * harmless. A refused step stays until the technician has read why; later steps of the same job wait behind it. Tabs of
 * one phone share the list: each shows and sends what any of them took, and what one has sent leaves all of them.
 *
 *   taken -> waiting -> sending -> (confirmed: gone)
 *                          \-> refused -> dismissed with the job's later steps, or sent again
 */
import * as z from "zod";
import type { Id } from "../../../convex/_generated/dataModel";
import { stepInputSchema } from "../../../shared/tickets/inputs";
import { STEP_ACTIONS, type StepAction } from "../../../shared/tickets/transitions";
import { type SentInput, sentInput } from "../../steps/stepDraft";

export interface OutboxEntry {
  readonly operationId: string;
  readonly ticketId: Id<"tickets">;
  readonly number: string;
  readonly expectedVersion: number;
  readonly action: StepAction;
  readonly input: SentInput;
  /** When the technician took the step, epoch ms. */
  readonly takenAt: number;
}

export type OutboxItem = OutboxEntry & {
  readonly state: "waiting" | "sending" | "refused";
  /** What the server threw; only while refused. */
  readonly refusal: unknown;
};

const storedEntries = z.array(
  z.object({
    operationId: z.string(),
    ticketId: z.string(),
    number: z.string(),
    expectedVersion: z.number(),
    action: z.enum(STEP_ACTIONS),
    input: stepInputSchema,
    takenAt: z.number(),
  }),
);

/** Reads stored text; what cannot be read is dropped, a phone must not be blocked by an old page's leftovers. */
export function decodeOutbox(text: string | null): OutboxEntry[] {
  if (text === null) return [];
  try {
    const parsed = storedEntries.safeParse(JSON.parse(text));
    return parsed.success
      ? parsed.data.map((entry) => ({
          ...entry,
          ticketId: entry.ticketId as Id<"tickets">,
          input: sentInput(entry.input),
        }))
      : [];
  } catch {
    // Not JSON: written by something else.
    return [];
  }
}

export interface OutboxStorage {
  read(): string | null;
  write(text: string): void;
  /** Another tab wrote. */
  follow(listener: () => void): () => void;
}

export class FieldOutbox {
  private items: readonly OutboxItem[] = [];
  private readonly listeners = new Set<() => void>();
  private busy = false;

  constructor(
    private readonly storage: OutboxStorage,
    private readonly send: (entry: OutboxEntry) => Promise<unknown>,
  ) {
    this.items = this.merged();
  }

  /** Keeps up with other tabs until the returned function is called. */
  followOtherTabs(): () => void {
    return this.storage.follow(() => {
      this.items = this.merged();
      for (const listener of this.listeners) listener();
      void this.drain();
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The same array until something changes. */
  readonly list = (): readonly OutboxItem[] => this.items;

  /** Keeps a step and starts sending; returns before the server answers. */
  take(entry: OutboxEntry): void {
    this.adopt([...this.merged(), { ...entry, state: "waiting", refusal: null }]);
    void this.drain();
  }

  /** Sends whatever waits, oldest first. Safe to call at any time. */
  async drain(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.nextToSend(); next !== undefined; next = this.nextToSend())
        await this.sendOne(next);
    } finally {
      this.busy = false;
    }
  }

  /** Takes a refused step and everything behind it on the same job off the list. */
  dismiss(operationId: string): void {
    const refused = this.items.find((item) => item.operationId === operationId);
    this.adopt(this.merged().filter((item) => item.ticketId !== refused?.ticketId));
    void this.drain();
  }

  /** Tries a refused step once more as it is. */
  retry(operationId: string): void {
    this.change(operationId, { state: "waiting", refusal: null });
    void this.drain();
  }

  /** What is stored, with the state this tab knows; steps another tab has sent are gone from it. */
  private merged(): readonly OutboxItem[] {
    const known = new Map(this.items.map((item) => [item.operationId, item]));
    return decodeOutbox(this.storage.read()).map(
      (entry) => known.get(entry.operationId) ?? { ...entry, state: "waiting", refusal: null },
    );
  }

  private nextToSend(): OutboxItem | undefined {
    const held = new Set(this.items.filter((item) => item.state === "refused").map((item) => item.ticketId));
    return this.items.find((item) => item.state === "waiting" && !held.has(item.ticketId));
  }

  private async sendOne(item: OutboxItem): Promise<void> {
    this.change(item.operationId, { state: "sending" });
    const { state: _state, refusal: _refusal, ...entry } = item;
    try {
      await this.send(entry);
      this.adopt(this.merged().filter((other) => other.operationId !== item.operationId));
    } catch (refusal) {
      this.change(item.operationId, { state: "refused", refusal });
    }
  }

  private change(operationId: string, change: Partial<OutboxItem>): void {
    this.adopt(
      this.merged().map((item) => (item.operationId === operationId ? { ...item, ...change } : item)),
    );
  }

  private adopt(items: readonly OutboxItem[]): void {
    this.items = items;
    const entries = items.map(({ state: _state, refusal: _refusal, ...entry }) => entry);
    this.storage.write(JSON.stringify(entries));
    for (const listener of this.listeners) listener();
  }
}

/** This browser's storage for one person's steps; another account on the same phone never sends them. */
export function outboxStorage(userId: string): OutboxStorage {
  const key = `maydan.outbox.${userId}`;
  /** What could not be stored; set only while storage is full or forbidden, steps then live as long as this page. */
  let memory: string | null = null;
  return {
    read: () => {
      if (memory !== null) return memory;
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write: (text) => {
      try {
        localStorage.setItem(key, text);
        memory = null;
      } catch {
        memory = text;
      }
    },
    follow: (listener) => {
      const heard = (event: StorageEvent) => {
        if (event.key === key || event.key === null) listener();
      };
      window.addEventListener("storage", heard);
      return () => window.removeEventListener("storage", heard);
    },
  };
}
