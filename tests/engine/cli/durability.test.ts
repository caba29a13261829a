/** Stops of every kind under live clients. */
import { ConvexClient, ConvexHttpClient } from "convex/browser";
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { counters, files, people } from "./appFunctions";
import {
  type EngineProcess,
  freePort,
  pushApp,
  setVariables,
  startEngine,
  temporaryFolder,
} from "./engineProcess";

/** A page's window, as far as the client looks at it: "online" makes it reconnect without waiting. */
const page = new EventTarget();
Object.assign(globalThis, { window: page });

const open: ConvexClient[] = [];
let engine: EngineProcess | null = null;
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
  await engine?.end("SIGKILL");
  engine = null;
});

function client(url: string): ConvexClient {
  const made = new ConvexClient(url, {
    webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
    unsavedChangesWarning: false,
    logger: false,
  });
  open.push(made);
  return made;
}

test("CL-5 SY-10 SY-12 twenty kill -9 under four writers lose nothing that was acknowledged and double nothing", async () => {
  const folder = temporaryFolder("kill");
  const ports = { port: await freePort(), sitePort: await freePort() };
  engine = await startEngine({ dataDir: folder, ...ports });
  await pushApp(engine);
  const url = engine.url;
  const running = { now: true };
  const acknowledged: number[][] = [[], [], [], []];
  const sums: number[] = [];
  const watcher = client(url);
  const seen: { left: unknown; right: unknown } = { left: null, right: null };
  watcher.onUpdate(counters.get, { name: "left" }, (value) => {
    seen.left = value;
  });
  watcher.onUpdate(counters.get, { name: "right" }, (value) => {
    seen.right = value;
  });
  const writers = acknowledged.map(async (done, index) => {
    const writer = client(url);
    for (let n = 0; running.now; n += 1) {
      await writer.mutation(counters.write, { writer: `w${index}`, n });
      done.push(n);
      await writer.mutation(counters.move, { from: "left", to: "right", amount: 1 });
    }
  });
  for (let round = 0; round < 20; round += 1) {
    const before = acknowledged.map((done) => done.length);
    // Kill only after every writer got through: each round really has writes under way.
    await expect
      .poll(() => acknowledged.every((done, index) => done.length > (before[index] ?? 0) + 2), {
        timeout: 30_000,
      })
      .toBe(true);
    await engine.end("SIGKILL");
    engine = await startEngine({ dataDir: folder, ...ports });
    page.dispatchEvent(new Event("online"));
    const http = new ConvexHttpClient(url, { logger: false });
    const [left, right] = [
      Number(await http.query(counters.get, { name: "left" })),
      Number(await http.query(counters.get, { name: "right" })),
    ];
    // Two requests are two moments, but no commit moves less or more than one.
    sums.push(Math.abs(left + right));
  }
  running.now = false;
  await Promise.all(writers);
  expect(sums.every((sum) => sum <= 4)).toBe(true);
  const http = new ConvexHttpClient(url, { logger: false });
  let moves = 0;
  for (const [index, done] of acknowledged.entries()) {
    const written = await http.query(counters.written, { writer: `w${index}` });
    expect(written).toEqual(done);
    moves += done.length;
  }
  expect(moves).toBeGreaterThan(200);
  expect(await http.query(counters.get, { name: "right" })).toBe(moves);
  expect(await http.query(counters.get, { name: "left" })).toBe(-moves);
  await expect.poll(() => seen, { timeout: 20_000 }).toEqual({ left: -moves, right: moves });
}, 240_000);

test("CL-4 CL-6 a restart under connected clients: they return, replay and go on without a push", async () => {
  const folder = temporaryFolder("restart");
  const ports = { port: await freePort(), sitePort: await freePort() };
  engine = await startEngine({ dataDir: folder, ...ports });
  await pushApp(engine);
  await setVariables(engine, { TEST_VARIABLE: "kept" });
  const one = client(engine.url);
  const values: unknown[] = [];
  one.onUpdate(counters.get, { name: "c" }, (value) => values.push(value));
  for (let round = 1; round <= 3; round += 1) {
    const pending = Array.from({ length: 30 }, () => one.mutation(counters.increment, { name: "c" }));
    expect(await engine.end(round === 2 ? "SIGINT" : "SIGTERM")).toBe(0);
    engine = await startEngine({ dataDir: folder, ...ports });
    page.dispatchEvent(new Event("online"));
    const results = await Promise.all(pending);
    expect(results).toEqual(Array.from({ length: 30 }, (_, n) => (round - 1) * 30 + n + 1));
    expect(values.at(-1)).toBe(round * 30);
  }
  expect(await one.query(people.variable, {})).toBe("kept");
  const { id } = (await one.action(files.store, { text: "still here" })) as { id: string };
  await engine.end("SIGKILL");
  engine = await startEngine({ dataDir: folder, ...ports });
  const url = await one.query(files.url, { id });
  expect(await (await fetch(String(url))).text()).toBe("still here");
}, 120_000);
