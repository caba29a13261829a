/** Published component packages, nine in one app, pushed by the official CLI: each does on the engine what it is for. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { ConvexHttpClient } from "convex/browser";
import { type FunctionReference, makeFunctionReference } from "convex/server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createProject, type EngineProcess, startEngine, temporaryFolder } from "../cli/engineProcess";

type Args = Record<string, unknown>;
const query = (name: string): FunctionReference<"query", "public", Args, unknown> =>
  makeFunctionReference(name);
const mutation = (name: string): FunctionReference<"mutation", "public", Args, unknown> =>
  makeFunctionReference(name);

const app = path.resolve(import.meta.dirname, "../fixtures/packages");
const preload = path.join(import.meta.dirname, "redirectMail.mjs");

let engine: EngineProcess;
let mailService: Server;
/** Bodies of the requests the mail service got. */
const batches: { to: string[]; subject: string }[][] = [];

async function start(dataDir: string): Promise<void> {
  const { port } = mailService.address() as AddressInfo;
  engine = await startEngine({
    dataDir,
    env: { NODE_OPTIONS: `--import ${preload}`, MAIL_STAND_IN: `http://127.0.0.1:${port}` },
  });
}

async function restart(): Promise<void> {
  await engine.end("SIGTERM");
  await start(engine.dataDir);
}

const read = (name: string, args: Args = {}) => new ConvexHttpClient(engine.url).query(query(name), args);
const write = (name: string, args: Args = {}) =>
  new ConvexHttpClient(engine.url).mutation(mutation(name), args);
const texts = async (topic: string) => (await read("notes:texts", { topic })) as string[];

beforeAll(async () => {
  mailService = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const batch = JSON.parse(Buffer.concat(chunks).toString()) as (typeof batches)[number];
      batches.push(batch);
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ data: batch.map((_, n) => ({ id: `mail-${batches.length}-${n}` })) }));
    });
  });
  await new Promise<void>((resolve) => mailService.listen(0, "127.0.0.1", resolve));
  await start(temporaryFolder("packages"));
  const project = createProject(app);
  try {
    await project.cli(engine, "deploy", "-y", "--typecheck", "disable", "--codegen", "disable");
  } finally {
    project.remove();
  }
}, 60_000);

afterAll(async () => {
  await engine.end("SIGTERM");
  mailService.close();
});

test("CM-1 CM-3 rate-limiter: the bucket refuses, gives back what failed, and refills", async () => {
  const post = () => write("posts:write", { author: "a", text: "x" }) as Promise<{ ok: boolean }>;
  await expect(write("posts:writeAndFail", { author: "a" })).rejects.toThrow("deliberate");
  const outcomes = [await post(), await post(), await post(), await post()].map(({ ok }) => ok);
  expect(outcomes).toEqual([true, true, true, false]);
  await vi.waitFor(async () => expect(await read("posts:left", { author: "a" })).toBe(true), {
    timeout: 6000,
  });
  expect((await post()).ok).toBe(true);
  expect(await read("posts:count", { author: "a" })).toBe(4);
  await write("posts:writeOrThrow", { author: "b" });
  await write("posts:writeOrThrow", { author: "b" });
  await expect(write("posts:writeOrThrow", { author: "b" })).rejects.toMatchObject({
    data: { kind: "RateLimited", name: "daily" },
  });
});

test("CM-4 aggregate: count, sum and maximum of a thousand rows", async () => {
  const scores = Array.from({ length: 1000 }, (_, n) => ({ player: `p${n % 7}`, points: (n * 37) % 1000 }));
  const ids: string[] = [];
  for (let from = 0; from < scores.length; from += 100)
    ids.push(...((await write("scores:add", { scores: scores.slice(from, from + 100) })) as string[]));
  const expected = (of: typeof scores) => ({
    count: of.length,
    sum: of.reduce((sum, { points }) => sum + points, 0),
    best: Math.max(...of.map(({ points }) => points)),
  });
  expect(await read("scores:totals")).toEqual(expected(scores));
  expect(await read("scores:totals", { player: "p3" })).toEqual(
    expected(scores.filter(({ player }) => player === "p3")),
  );
  await write("scores:remove", { id: ids[3] });
  expect(await read("scores:totals", { player: "p3" })).toEqual(
    expected(scores.filter(({ player }, n) => player === "p3" && n !== 3)),
  );
}, 30_000);

test("CM-6 CM-7 workpool: twenty jobs, never more than three at once", async () => {
  await write("tasks:enqueue", { count: 20 });
  await vi.waitFor(async () => expect(await texts("tasks")).toHaveLength(20), {
    timeout: 20_000,
    interval: 100,
  });
  expect((await texts("tasks")).map(Number).sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
  expect(await read("tasks:most")).toBe(3);
}, 30_000);

test("CM-6 action-retrier: an action that fails twice succeeds at the third attempt", async () => {
  await write("flaky:begin", { failures: 2 });
  await vi.waitFor(async () => expect(await texts("flaky")).toEqual(["success: attempt 3"]), {
    timeout: 10_000,
    interval: 100,
  });
}, 20_000);

test("CM-6 resend: a batch of mails goes out once, within the component's own pools", async () => {
  const ids = (await write("mails:send", { count: 5 })) as string[];
  await vi.waitFor(async () => expect(batches.flat()).toHaveLength(5), { timeout: 20_000, interval: 100 });
  expect(
    batches
      .flat()
      .map(({ subject }) => subject)
      .sort(),
  ).toEqual([0, 1, 2, 3, 4].map((n) => `Number ${n}`));
  await vi.waitFor(async () => expect(await read("mails:status", { id: ids[0] })).toBe("sent"), {
    timeout: 10_000,
    interval: 100,
  });
  await expect(write("mails:sendElsewhere")).rejects.toThrow(/Test mode is enabled/);
}, 40_000);

test("CM-4 FN-25 geospatial: rectangles and nearest agree with a plain filter", async () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const places = Array.from({ length: 120 }, (_, n) => ({
    key: `place-${n}`,
    at: { latitude: 24 + random() * 2, longitude: 46 + random() * 2 },
    kind: n % 3 === 0 ? "garage" : "home",
  }));
  for (let from = 0; from < places.length; from += 20)
    await write("places:add", { places: places.slice(from, from + 20) });
  const rectangle = { west: 46.4, south: 24.5, east: 47.3, north: 25.4 };
  const inside = places.filter(
    ({ at }) =>
      at.longitude > rectangle.west &&
      at.longitude < rectangle.east &&
      at.latitude > rectangle.south &&
      at.latitude < rectangle.north,
  );
  const keys = (of: typeof places) => of.map(({ key }) => key).sort();
  expect(inside.length).toBeGreaterThan(10);
  expect(((await read("places:within", { rectangle })) as string[]).sort()).toEqual(keys(inside));
  expect(((await read("places:within", { rectangle, kind: "garage" })) as string[]).sort()).toEqual(
    keys(inside.filter(({ kind }) => kind === "garage")),
  );
  const centre = { latitude: 25, longitude: 47 };
  const byDistance = [...places].sort((a, b) => metres(a.at, centre) - metres(b.at, centre));
  expect(await read("places:nearest", { at: centre, limit: 5 })).toEqual(
    byDistance.slice(0, 5).map(({ key }) => key),
  );
}, 40_000);

test("CM-6 QU-2 migrations: ten thousand rows, batch by batch, to the end", async () => {
  for (let from = 0; from < 10_000; from += 2000) await write("upgrades:fill", { from, count: 2000 });
  await write("upgrades:run");
  await vi.waitFor(
    async () => expect(await read("upgrades:status")).toMatchObject({ state: "success", processed: 10_000 }),
    { timeout: 30_000, interval: 200 },
  );
  expect(await read("upgrades:unlabelled")).toBe(0);
}, 60_000);

test("CM-8 workflow and crons: steps done before a restart of the engine are not done again, the rest is", async () => {
  await write("reminders:register", { name: "bell", everyMs: 1000 });
  await write("orders:begin", { order: "o1", sleepMs: 2500 });
  await vi.waitFor(async () => expect(await texts("o1")).toEqual(["packed"]), {
    timeout: 10_000,
    interval: 50,
  });
  const rungBefore = (await texts("bell")).length;
  await restart();
  expect(await texts("o1")).toEqual(["packed"]);
  await vi.waitFor(
    async () => expect(await texts("o1")).toEqual(["packed", "label of o1", "done: label of o1"]),
    { timeout: 15_000, interval: 50 },
  );
  expect(await read("reminders:names")).toEqual(["bell"]);
  await vi.waitFor(async () => expect((await texts("bell")).length).toBeGreaterThan(rungBefore + 1), {
    timeout: 10_000,
    interval: 100,
  });
  await write("reminders:stop", { name: "bell" });
  expect(await read("reminders:names")).toEqual([]);
}, 60_000);

/** Great-circle distance. */
function metres(
  a: { latitude: number; longitude: number },
  b: { latitude: number; longitude: number },
): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const h =
    Math.sin(rad(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(rad(b.longitude - a.longitude) / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.sqrt(h));
}
