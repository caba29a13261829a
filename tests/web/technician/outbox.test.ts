/* Steps that survive: kept before they are sent, sent in order, sent again after a reload. */
import { describe, expect, test, vi } from "vitest";
import type { Id } from "../../../convex/_generated/dataModel";
import {
  decodeOutbox,
  FieldOutbox,
  type OutboxEntry,
  type OutboxStorage,
} from "../../../web/features/technician/fieldOutbox";

const entry = (id: string, ticketId = "t1", over: Partial<OutboxEntry> = {}): OutboxEntry => ({
  operationId: id,
  ticketId: ticketId as Id<"tickets">,
  number: "TK-1",
  expectedVersion: 3,
  action: "start_trip",
  input: { noFixReason: "permission_denied", occurredAt: 1 },
  takenAt: 1,
  ...over,
});

function memory(text: string | null = null): OutboxStorage & { text: string | null } {
  return {
    text,
    read() {
      return this.text;
    },
    write(next: string) {
      this.text = next;
    },
    follow: () => () => undefined,
  };
}

/** Storage of one phone as two of its tabs see it: a write of one is heard by the other. */
function twoTabs(): [OutboxStorage, OutboxStorage] {
  let text: string | null = null;
  const listeners: [(() => void)[], (() => void)[]] = [[], []];
  const tab = (own: 0 | 1): OutboxStorage => ({
    read: () => text,
    write: (next) => {
      text = next;
      for (const listener of listeners[own === 0 ? 1 : 0]) queueMicrotask(listener);
    },
    follow: (listener) => {
      listeners[own].push(listener);
      return () => undefined;
    },
  });
  return [tab(0), tab(1)];
}

/** A line to the server that the test answers by hand. */
function line() {
  const sent: { entry: OutboxEntry; accept: () => void; refuse: (why: unknown) => void }[] = [];
  const send = (one: OutboxEntry) =>
    new Promise<unknown>((resolve, reject) =>
      sent.push({ entry: one, accept: () => resolve(null), refuse: reject }),
    );
  return { sent, send };
}
const settled = () => vi.waitFor(() => Promise.resolve());
const ids = (outbox: FieldOutbox) => outbox.list().map((item) => `${item.operationId}:${item.state}`);

describe("[d-3] field outbox", () => {
  test("a step is on the phone before the server knows it, and gone once confirmed", async () => {
    const storage = memory();
    const { sent, send } = line();
    const outbox = new FieldOutbox(storage, send);
    outbox.take(entry("a"));
    expect(decodeOutbox(storage.text)).toEqual([entry("a")]);
    sent[0]?.accept();
    await settled();
    expect(outbox.list()).toEqual([]);
    expect(decodeOutbox(storage.text)).toEqual([]);
  });

  test("steps go one after another in the order taken", async () => {
    const { sent, send } = line();
    const outbox = new FieldOutbox(memory(), send);
    outbox.take(entry("a"));
    outbox.take(entry("b", "t1", { action: "arrive", expectedVersion: 4 }));
    outbox.take(entry("c", "t2"));
    expect(sent.map((one) => one.entry.operationId)).toEqual(["a"]);
    expect(ids(outbox)).toEqual(["a:sending", "b:waiting", "c:waiting"]);
    sent[0]?.accept();
    await settled();
    expect(sent.map((one) => one.entry.operationId)).toEqual(["a", "b"]);
  });

  test("after a reload the same operation ids are sent again", async () => {
    const storage = memory();
    const before = new FieldOutbox(storage, () => new Promise(() => undefined));
    before.take(entry("a"));
    before.take(entry("b"));
    const { sent, send } = line();
    const after = new FieldOutbox(storage, send);
    expect(ids(after)).toEqual(["a:waiting", "b:waiting"]);
    void after.drain();
    sent[0]?.accept();
    await settled();
    expect(sent.map((one) => one.entry.operationId)).toEqual(["a", "b"]);
  });

  test("[F-04] two tabs of one phone share the list, and neither forgets what the other took", async () => {
    const [here, there] = twoTabs();
    const first = line();
    const second = line();
    const one = new FieldOutbox(here, first.send);
    const other = new FieldOutbox(there, second.send);
    one.followOtherTabs();
    other.followOtherTabs();
    one.take(entry("a"));
    await settled();
    expect(ids(other)).toEqual(["a:sending"]);
    other.take(entry("b", "t2"));
    await settled();
    expect(ids(one)).toEqual(["a:sending", "b:waiting"]);
    first.sent[0]?.accept();
    await settled();
    await settled();
    expect(ids(one).some((item) => item.startsWith("a:"))).toBe(false);
    expect(ids(other).some((item) => item.startsWith("a:"))).toBe(false);
    expect(decodeOutbox(here.read()).map(({ operationId }) => operationId)).toEqual(["b"]);
  });

  test("a refused step stays with its reason, holds back its own job only, and goes with it when dismissed", async () => {
    const { sent, send } = line();
    const outbox = new FieldOutbox(memory(), send);
    outbox.take(entry("a"));
    outbox.take(entry("b"));
    outbox.take(entry("c", "t2"));
    sent[0]?.refuse({ data: { code: "ticket.changedMeanwhile" } });
    await settled();
    expect(ids(outbox)).toEqual(["a:refused", "b:waiting", "c:sending"]);
    expect(outbox.list()[0]?.refusal).toEqual({ data: { code: "ticket.changedMeanwhile" } });
    sent[1]?.accept();
    await settled();
    outbox.dismiss("a");
    expect(outbox.list()).toEqual([]);
  });

  test("a refused step can be sent again as it is", async () => {
    const { sent, send } = line();
    const outbox = new FieldOutbox(memory(), send);
    outbox.take(entry("a"));
    sent[0]?.refuse(new Error("Server Error"));
    await settled();
    outbox.retry("a");
    await settled();
    expect(sent[1]?.entry).toEqual(entry("a"));
  });

  test.each(["not json", "{}", '[{"operationId":1}]'])(
    "leftovers of another program are dropped: %s",
    (text) => {
      expect(new FieldOutbox(memory(text), async () => null).list()).toEqual([]);
    },
  );
});
