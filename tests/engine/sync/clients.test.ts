/** The real, unmodified client library against a real engine process. */
import { ConvexClient, ConvexHttpClient } from "convex/browser";
import { ConvexError } from "convex/values";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type AppQuery, counters, messages, missing, people } from "../cli/appFunctions";
import { type CutProxy, startProxy } from "../cli/cutProxy";
import { type EngineProcess, pushApp, startEngine, temporaryFolder } from "../cli/engineProcess";

let engine: EngineProcess;
let proxy: CutProxy;
const open: ConvexClient[] = [];

beforeAll(async () => {
  engine = await startEngine({ dataDir: temporaryFolder("engine") });
  await pushApp(engine);
  proxy = await startProxy(engine.url);
});
afterEach(async () => {
  proxy.down = false;
  proxy.swallowAnswers = false;
  await Promise.all(open.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  await proxy.close();
  await engine.end("SIGTERM");
});

function client(url = engine.url): ConvexClient {
  const made = new ConvexClient(url, {
    webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
    unsavedChangesWarning: false,
    logger: false,
  });
  open.push(made);
  return made;
}

/** All values a subscription gave so far. */
function watch(made: ConvexClient, query: AppQuery, args: Record<string, unknown>) {
  const values: unknown[] = [];
  const errors: Error[] = [];
  made.onUpdate(
    query,
    args,
    (value) => values.push(value),
    (error) => errors.push(error),
  );
  return { values, errors };
}

describe("ConvexClient", () => {
  test("SY-8 a mutation's effect is visible to its own client when its promise resolves", async () => {
    const one = client();
    const { values } = watch(one, counters.get, { name: "own" });
    for (let n = 1; n <= 10; n += 1) {
      expect(await one.mutation(counters.increment, { name: "own" })).toBe(n);
      expect(values.at(-1)).toBe(n);
    }
  });

  test("SB-3 subscriptions of other clients follow", async () => {
    const [writer, reader] = [client(), client()];
    const { values } = watch(reader, messages.list, { room: "news" });
    await expect.poll(() => values).toEqual([[]]);
    await writer.mutation(messages.send, { room: "news", text: "خبر" });
    await expect.poll(() => values.length).toBe(2);
    expect(values[1]).toMatchObject([{ room: "news", text: "خبر", author: "nobody" }]);
    await writer.mutation(messages.send, { room: "elsewhere", text: "x" });
    await writer.mutation(messages.clear, { room: "news" });
    await expect.poll(() => values.length).toBe(3);
    expect(values[2]).toEqual([]);
  });

  test("SY-22 actions answer, fail and call mutations", async () => {
    const one = client();
    expect(await one.action(people.relay, { room: "relay", text: "a" })).toEqual([null, 1]);
    const order: number[] = [];
    await Promise.all([60, 5].map(async (ms) => order.push(Number(await one.action(people.slow, { ms })))));
    expect(order).toEqual([5, 60]);
    await expect(one.action(people.relay, { room: "relay", text: "" })).rejects.toThrow();
  });

  test("SY-11 ConvexError data, argument errors and unknown functions arrive as such", async () => {
    const one = client();
    const failure = await one
      .mutation(messages.send, { room: "r", text: "" })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConvexError);
    expect((failure as ConvexError<{ code: string }>).data).toEqual({ code: "empty", room: "r" });
    await expect(one.mutation(messages.send, { room: 5, text: "x" })).rejects.toThrow(
      /ArgumentValidationError/,
    );
    await expect(one.mutation(missing, {})).rejects.toThrow(/Could not find public function/);
    await expect(one.query(people.secret, {})).rejects.toThrow(/Could not find public function/);
    const { errors } = watch(one, people.fails, {});
    await expect.poll(() => errors.length).toBe(1);
    expect(errors[0]?.message).toMatch(/broken on purpose/);
  });

  test("SY-6 a write that changes nothing wakes nobody", async () => {
    const [writer, reader] = [client(), client()];
    const { values } = watch(reader, counters.get, { name: "still" });
    await expect.poll(() => values).toEqual([0]);
    await writer.mutation(counters.move, { from: "still", to: "still", amount: 0 });
    await writer.mutation(counters.increment, { name: "still" });
    await expect.poll(() => values.at(-1)).toBe(1);
    expect(values).toEqual([0, 1]);
  });

  test("SY-4 two queries of one client never show different moments", async () => {
    const reader = client();
    const sums: number[] = [];
    const seen: { a?: unknown; b?: unknown } = {};
    // Both callbacks of one transition run in the same task: look when it is over.
    const look = () =>
      queueMicrotask(() => {
        const local = reader.client.localQueryResult("counters:get", { name: "left" });
        const other = reader.client.localQueryResult("counters:get", { name: "right" });
        if (typeof local === "number" && typeof other === "number") sums.push(local + other);
      });
    reader.onUpdate(counters.get, { name: "left" }, (value) => {
      seen.a = value;
      look();
    });
    reader.onUpdate(counters.get, { name: "right" }, (value) => {
      seen.b = value;
      look();
    });
    await expect.poll(() => [seen.a, seen.b]).toEqual([0, 0]);
    const writers = [client(), client(), client()];
    await Promise.all(
      writers.map(async (writer) => {
        for (let n = 0; n < 40; n += 1) {
          await writer.mutation(counters.move, { from: "left", to: "right", amount: 1 });
        }
      }),
    );
    await expect.poll(() => seen.b).toBe(120);
    expect(sums.length).toBeGreaterThan(5);
    expect(sums.every((sum) => sum === 0)).toBe(true);
  });

  test("SB-1 two clients converge on the same value", async () => {
    const clients = [client(), client()];
    const watched = clients.map((one) => watch(one, counters.get, { name: "both" }));
    await Promise.all(
      clients.flatMap((one) =>
        Array.from({ length: 25 }, () => one.mutation(counters.increment, { name: "both" })),
      ),
    );
    await expect.poll(() => watched.map(({ values }) => values.at(-1))).toEqual([50, 50]);
  });
});

describe("lost connections", () => {
  test("SY-10 mutations whose answers were lost are applied exactly once", async () => {
    const one = client(proxy.url);
    const { values } = watch(one, counters.get, { name: "once" });
    await expect.poll(() => values).toEqual([0]);
    for (let round = 1; round <= 4; round += 1) {
      proxy.swallowAnswers = true;
      const pending = Array.from({ length: 5 }, () => one.mutation(counters.increment, { name: "once" }));
      // The server has run them; the client has not heard of it.
      const control = new ConvexHttpClient(engine.url);
      await expect.poll(() => control.query(counters.get, { name: "once" })).toBe(round * 5);
      proxy.swallowAnswers = false;
      proxy.cut();
      expect(await Promise.all(pending)).toEqual([1, 2, 3, 4, 5].map((n) => (round - 1) * 5 + n));
      expect(values.at(-1)).toBe(round * 5);
    }
  });

  test("SY-10 mutations made while offline are applied in order, once, after the return", async () => {
    const one = client(proxy.url);
    const { values } = watch(one, counters.written, { writer: "offline" });
    await expect.poll(() => values).toEqual([[]]);
    proxy.down = true;
    proxy.cut();
    const pending = Array.from({ length: 20 }, (_, n) =>
      one.mutation(counters.write, { writer: "offline", n }),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    proxy.down = false;
    await Promise.all(pending);
    expect(values.at(-1)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  test("SY-7 a paginated query keeps its end across a reconnect", async () => {
    const one = client(proxy.url);
    for (let n = 0; n < 6; n += 1) await one.mutation(messages.send, { room: "pages", text: `${n}` });
    const { values } = watch(one, messages.page, {
      room: "pages",
      paginationOpts: { numItems: 3, cursor: null, id: 1 },
    });
    const texts = () =>
      (values.at(-1) as { page: { text: string }[] } | undefined)?.page.map((row) => row.text);
    await expect.poll(texts).toEqual(["5", "4", "3"]);
    await one.mutation(messages.send, { room: "pages", text: "6" });
    expect(texts()).toEqual(["6", "5", "4", "3"]);
    proxy.cut();
    await one.mutation(messages.send, { room: "pages", text: "7" });
    expect(texts()).toEqual(["7", "6", "5", "4", "3"]);
  });
});

describe("ConvexHttpClient", () => {
  test("HT-1 queries, mutations and actions", async () => {
    const http = new ConvexHttpClient(engine.url, { logger: false });
    expect(await http.mutation(counters.increment, { name: "http-client" })).toBe(1);
    expect(await http.query(counters.get, { name: "http-client" })).toBe(1);
    expect(await http.action(people.slow, { ms: 1 })).toBe(1);
    await expect(http.mutation(messages.send, { room: "r", text: "" })).rejects.toMatchObject({
      data: { code: "empty", room: "r" },
    });
    await expect(http.query(people.fails, {})).rejects.toThrow(/broken on purpose/);
  });

  test("HT-6 consistentQuery goes on showing its moment, documents, ranges and pages", async () => {
    const http = new ConvexHttpClient(engine.url, { logger: false });
    const other = new ConvexHttpClient(engine.url, { logger: false });
    await other.mutation(messages.send, { room: "then", text: "first" });
    await other.mutation(counters.increment, { name: "then" });
    const page = { room: "then", paginationOpts: { cursor: null, numItems: 5 } };
    expect(await http.consistentQuery(counters.get, { name: "consistent" })).toBe(0);
    const room = await http.consistentQuery(messages.list, { room: "then" });
    await other.mutation(counters.increment, { name: "consistent" });
    await other.mutation(counters.increment, { name: "then" });
    await other.mutation(messages.clear, { room: "then" });
    await other.mutation(messages.send, { room: "then", text: "second" });
    await other.mutation(messages.send, { room: "then", text: "third" });
    expect(await http.consistentQuery(counters.get, { name: "consistent" })).toBe(0);
    expect(await http.consistentQuery(counters.get, { name: "then" })).toBe(1);
    expect(await http.consistentQuery(messages.list, { room: "then" })).toEqual(room);
    expect(await http.consistentQuery(messages.page, page)).toMatchObject({ page: room });
    expect(await http.query(messages.list, { room: "then" })).toHaveLength(2);
    expect(await other.consistentQuery(counters.get, { name: "then" })).toBe(2);
  });
});
