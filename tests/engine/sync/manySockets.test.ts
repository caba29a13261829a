import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EngineProcess, pushApp, startEngine, temporaryFolder } from "../cli/engineProcess";
import { LightClient } from "./lightClient";

let engine: EngineProcess;
beforeAll(async () => {
  engine = await startEngine({ dataDir: temporaryFolder("many") });
  await pushApp(engine);
});
afterAll(async () => {
  await engine.end("SIGTERM");
});

const residentMb = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${engine.process.pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

test("SY-1 SB-1 six hundred sockets, twenty writers: every version fits and all see the same end", async () => {
  const names = ["a", "b", "c"];
  const watchers = await Promise.all(Array.from({ length: 600 }, () => LightClient.connect(engine.url)));
  watchers.forEach((watcher, index) => {
    watcher.subscribe([
      { path: "counters:get", args: { name: names[index % 3] } },
      { path: "counters:get", args: { name: names[(index + 1) % 3] } },
    ]);
  });
  const writers = await Promise.all(Array.from({ length: 20 }, () => LightClient.connect(engine.url)));
  await Promise.all(
    writers.map(async (writer, index) => {
      for (let n = 0; n < 30; n += 1) {
        await writer.mutation("counters:increment", { name: names[(index + n) % 3] });
      }
    }),
  );
  await expect
    .poll(() => watchers.every((watcher) => watcher.values.get(0) === 200 && watcher.values.get(1) === 200), {
      timeout: 30_000,
    })
    .toBe(true);
  expect([...watchers, ...writers].flatMap(({ problems }) => problems)).toEqual([]);
  for (const { socket } of [...watchers, ...writers]) socket.terminate();
}, 90_000);

test("SY-19 a reader that stops reading costs no memory, slows nobody, and catches up in few steps", async () => {
  const reader = await LightClient.connect(engine.url);
  reader.subscribe([{ path: "messages:list", args: { room: "slow" } }]);
  await expect.poll(() => reader.values.get(0)).toEqual([]);
  reader.socket.pause();
  const writer = await LightClient.connect(engine.url);
  const brisk = await LightClient.connect(engine.url);
  brisk.subscribe([{ path: "counters:get", args: { name: "beside" } }]);
  /** How long a reader who keeps up waits for a change, ms. */
  const waits = async (): Promise<number[]> => {
    const all: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const startedAt = performance.now();
      const value = await writer.mutation("counters:increment", { name: "beside" });
      while (brisk.values.get(0) !== value) await new Promise((resolve) => setTimeout(resolve, 1));
      all.push(performance.now() - startedAt);
    }
    return all.sort((a, b) => a - b);
  };
  const [usual = 0] = (await waits()).slice(10);
  const text = "x".repeat(10_000);
  const before = residentMb();
  // A hundred rows of 10 kB each time: 400 unthrottled transitions would be 300 MB.
  for (let n = 0; n < 400; n += 1) await writer.mutation("messages:send", { room: "slow", text });
  expect(residentMb() - before).toBeLessThan(150);
  // Half a dozen megabytes stand unread; whoever reads waits no longer for it.
  const [beside = 0] = (await waits()).slice(10);
  expect(beside).toBeLessThan(usual * 10 + 50);
  await writer.mutation("messages:send", { room: "slow", text: "last" });
  reader.socket.resume();
  const newest = () => (reader.values.get(0) as { text: string }[])[0]?.text;
  await expect.poll(newest, { timeout: 20_000 }).toBe("last");
  expect(reader.transitions).toBeLessThan(60);
  expect([...reader.problems, ...writer.problems, ...brisk.problems]).toEqual([]);
  for (const { socket } of [reader, writer, brisk]) socket.terminate();
}, 90_000);
