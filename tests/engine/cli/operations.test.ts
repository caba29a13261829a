/** What an operator does: back up and restore, read the log, stop, run out of space, find damage. */
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { ConvexClient, ConvexHttpClient } from "convex/browser";
import { makeFunctionReference } from "convex/server";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { BadArguments, parseCommand } from "../../../engine/cli/arguments";
import { createEventLog } from "../../../engine/cli/eventLog";
import { counters, files, messages, people } from "./appFunctions";
import { type EngineProcess, PROGRAM, pushApp, startEngine, temporaryFolder } from "./engineProcess";

const patient = { timeout: 20_000 };

const running: EngineProcess[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((engine) => engine.end("SIGKILL")));
});

async function start(dataDir: string, extra: string[] = []): Promise<EngineProcess> {
  const engine = await startEngine({ dataDir, extra });
  running.push(engine);
  return engine;
}

async function command(...args: string[]): Promise<{ code: number | null; output: string }> {
  return await runToEnd(process.execPath, [PROGRAM, ...args]);
}

async function runToEnd(file: string, args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += String(chunk);
    });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}

function storedPaths(dataDir: string): string[] {
  const folder = path.join(dataDir, "storage");
  return readdirSync(folder).map((name) => path.join(folder, name));
}

async function upload(http: ConvexHttpClient, body: BodyInit): Promise<Response> {
  return await fetch(String(await http.mutation(files.uploadUrl, {})), { method: "POST", body });
}

describe("backup", () => {
  test("CL-10 one moment, taken while four writers and an uploader go on; restored, it is a deployment", async () => {
    const dataDir = temporaryFolder("backup");
    const engine = await start(dataDir);
    await pushApp(engine);
    const http = new ConvexHttpClient(engine.url, { logger: false });
    const going = { now: true };
    const writers = ["a", "b", "c", "d"].map(async (name) => {
      const own = new ConvexHttpClient(engine.url, { logger: false });
      for (let n = 0; going.now; n += 1) {
        await own.mutation(counters.move, { from: "left", to: "right", amount: 1 });
        await own.mutation(counters.write, { writer: name, n });
      }
    });
    const uploader = (async () => {
      const kept: string[] = [];
      while (going.now) {
        const { storageId } = (await (await upload(http, "file ".repeat(5_000))).json()) as {
          storageId: string;
        };
        kept.push(storageId);
        if (kept.length > 5) await http.mutation(files.remove, { id: kept.shift() });
      }
    })();
    const out = path.join(temporaryFolder("backups"), "first");
    for (const name of ["one", "two", "three"]) {
      const made = await command("backup", "--data", dataDir, "--out", `${out}-${name}`);
      expect(made).toMatchObject({
        code: 0,
        output: expect.stringMatching(/Backed up to .* documents, \d+ files/),
      });
    }
    going.now = false;
    await Promise.all([...writers, uploader]);
    expect(await command("backup", "--data", dataDir, "--out", `${out}-one`)).toMatchObject({ code: 4 });
    expect((await command("check", "--data", `${out}-two`)).code).toBe(0);

    const restored = path.join(temporaryFolder("restored"), "data");
    expect((await command("restore", "--from", `${out}-three`, "--data", restored)).code).toBe(0);
    const again = await start(restored);
    expect(again.adminKey).toBe(engine.adminKey);
    const there = new ConvexHttpClient(again.url, { logger: false });
    const left = Number(await there.query(counters.get, { name: "left" }));
    expect(left).toBeLessThan(0);
    expect(await there.query(counters.get, { name: "right" })).toBe(-left);
    for (const name of ["a", "b", "c", "d"]) {
      const written = (await there.query(counters.written, { writer: name })) as number[];
      expect(written).toEqual(written.map((_, n) => n));
    }
    expect((await command("restore", "--from", `${out}-three`, "--data", restored)).output).toContain(
      "is not empty",
    );
  }, 60_000);

  test("CL-10 a changed backup is refused, and one that is not complete", async () => {
    const dataDir = temporaryFolder("changed");
    await (await start(dataDir)).end("SIGTERM");
    const out = path.join(temporaryFolder("backups"), "one");
    await command("backup", "--data", dataDir, "--out", out);
    const file = path.join(out, "data.sqlite");
    const bytes = readFileSync(file);
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const target = path.join(temporaryFolder("target"), "data");
    const refused = await command("restore", "--from", out, "--data", target);
    expect(refused).toMatchObject({ code: 6, output: expect.stringContaining("has changed since") });
    rmSync(path.join(out, "backup.json"));
    expect((await command("restore", "--from", out, "--data", target)).code).toBe(4);
    expect(existsSync(target)).toBe(false);
  });

  test("CL-2 CL-10 commands are checked", () => {
    expect(parseCommand(["backup", "--data", "/d", "--out", "/o"])).toEqual({
      command: "backup",
      dataDir: "/d",
      out: "/o",
    });
    expect(() => parseCommand(["backup"])).toThrow(BadArguments);
    expect(() => parseCommand(["explode"])).toThrow(/no command "explode"/);
    expect(() => parseCommand(["--log-format", "xml"])).toThrow(/text or json/);
  });
});

describe("log", () => {
  test("CL-11 one JSON object per event, executions included at debug; the admin key is in none", async () => {
    const dataDir = temporaryFolder("log");
    const child = spawn(
      process.execPath,
      [
        PROGRAM,
        "--port",
        "0",
        "--site-port",
        "0",
        "--data",
        dataDir,
        "--log-format",
        "json",
        "--log-level",
        "debug",
      ],
      { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ENGINE_ADMIN_KEY: "local|hidden-key" } },
    );
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) =>
        lines.push(
          ...String(chunk)
            .split("\n")
            .filter((line) => line !== ""),
        ),
      );
    await expect.poll(() => lines.length, patient).toBe(1);
    const ready = JSON.parse(lines[0] ?? "") as { url: string };
    expect(ready).toMatchObject({ level: "info", event: "ready", time: expect.stringMatching(/Z$/) });
    const engine = { url: ready.url, adminKey: "local|hidden-key" } as EngineProcess;
    await pushApp(engine);
    const http = new ConvexHttpClient(ready.url, { logger: false });
    await http.mutation(counters.increment, { name: "x" });
    await expect(http.query(people.fails, {})).rejects.toThrow();
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("close", resolve));
    const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events).toContainEqual(expect.objectContaining({ event: "push", functions: expect.any(Number) }));
    expect(events).toContainEqual(
      expect.objectContaining({ event: "execution", identifier: "counters.js:increment", error: null }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({
        identifier: "people.js:fails",
        error: expect.stringContaining("broken on purpose"),
      }),
    );
    expect(events.at(-1)).toMatchObject({ event: "stopped" });
    expect(lines.join("\n")).not.toContain("hidden-key");
  });

  test("CL-11 levels, and lines for people", () => {
    const said: string[] = [];
    const write = {
      out: (line: string) => said.push(`out ${line}`),
      error: (line: string) => said.push(`err ${line}`),
    };
    const log = createEventLog({ format: "text", level: "info", write });
    log({ level: "debug", event: "execution", message: "hidden" });
    log({ level: "info", event: "push", message: "New code is active." });
    log({ level: "error", event: "fatal", message: "It is over." });
    expect(said).toEqual(["out New code is active.", "err It is over."]);
  });
});

describe("health", () => {
  test("CL-12 tells whether the deployment answers", async () => {
    const engine = await start(temporaryFolder("health"));
    expect(await command("health", "--url", engine.url)).toMatchObject({ code: 0 });
    expect((await fetch(`${engine.url}/version`)).status).toBe(200);
    await engine.end("SIGTERM");
    expect(await command("health", "--url", engine.url)).toMatchObject({
      code: 1,
      output: expect.stringContaining("is not healthy"),
    });
  });
});

describe("stopping", () => {
  test("CL-4 an action under way ends first; one that does not end in time is cut off and said so", async () => {
    const dataDir = temporaryFolder("drain");
    const engine = await start(dataDir, ["--drain-seconds", "3"]);
    await pushApp(engine);
    const client = new ConvexClient(engine.url, {
      webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
      unsavedChangesWarning: false,
      logger: false,
    });
    const slow = client.action(people.slow, { ms: 700 });
    const relay = new Promise((resolve) => setTimeout(resolve, 200));
    await relay;
    const ended = engine.end("SIGTERM");
    expect(await slow).toBe(700);
    expect(await ended).toBe(0);
    const again = await startEngine({ dataDir, extra: ["--drain-seconds", "0.2"] });
    running.push(again);
    const cut = new ConvexHttpClient(again.url, { logger: false }).action(people.slow, { ms: 60_000 });
    cut.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await again.end("SIGTERM")).toBe(0);
    expect(again.output.join("\n")).toContain("1 actions did not end within 0.2 s and are cut off.");
    await expect(cut).rejects.toThrow();
    await client.close();
  }, 30_000);
});

describe("standing still", () => {
  test("CL-15 an action that never yields ends the engine, which names it; the next start goes on", async () => {
    const dataDir = temporaryFolder("stall");
    const engine = await start(dataDir, ["--stall-seconds", "1"]);
    await pushApp(engine);
    const http = new ConvexHttpClient(engine.url, { logger: false });
    await http.mutation(counters.increment, { name: "kept" });
    await expect(http.action(people.spin, {})).rejects.toThrow();
    expect(await engine.closed).toBe("SIGKILL");
    expect(engine.output.join("\n")).toMatch(/stood still .* Actions under way: people.js:spin/);
    const again = await start(dataDir);
    const there = new ConvexHttpClient(again.url, { logger: false });
    expect(await there.query(counters.get, { name: "kept" })).toBe(1);
  });
});

describe("no space", () => {
  test("CL-13 FI-12 a full disk stops the engine with one sentence; what was confirmed is there afterwards", async () => {
    const dataDir = temporaryFolder("full");
    const first = await start(dataDir);
    await pushApp(first);
    await first.end("SIGTERM");
    // No file of this process may be longer than 3 MiB: to it, that is a full disk.
    const quota = 'ulimit -f 3072; exec "$@"';
    const child = spawn(
      "bash",
      ["-c", quota, "bash", process.execPath, PROGRAM, "--port", "0", "--site-port", "0", "--data", dataDir],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += String(chunk);
      });
    const exited = new Promise<number | null>((resolve) => child.once("close", resolve));
    await expect.poll(() => output, patient).toContain("ready");
    const url = /url=(\S+)/.exec(output)?.[1] ?? "";
    const http = new ConvexHttpClient(url, { logger: false });
    // A file that does not fit is refused, leaves nothing, and does not disturb the rest.
    const refused = await upload(http, new Uint8Array(5_000_000));
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: "OutOfSpace" });
    expect(storedPaths(dataDir)).toEqual([]);
    const confirmed: string[] = [];
    try {
      for (let n = 0; n < 200; n += 1)
        confirmed.push(
          String(await http.mutation(messages.send, { room: `r${n}`, text: "x".repeat(50_000) })),
        );
    } catch {
      // The engine went away.
    }
    expect(await exited).toBe(4);
    expect(confirmed.length).toBeGreaterThan(5);
    expect(confirmed.length).toBeLessThan(200);
    expect(output).toMatch(/nothing that was confirmed is lost/);
    const again = await start(dataDir);
    const there = new ConvexHttpClient(again.url, { logger: false });
    for (const [n, id] of confirmed.entries())
      expect(await there.query(messages.list, { room: `r${n}` })).toMatchObject([{ _id: id }]);
    await there.mutation(messages.send, { room: "after", text: "goes on" });
  }, 60_000);
});

describe("damage", () => {
  test("CL-13 FI-10 a damaged file never arrives whole, a missing one is an error, both are told", async () => {
    const dataDir = temporaryFolder("damage");
    const engine = await start(dataDir);
    await pushApp(engine);
    const http = new ConvexHttpClient(engine.url, { logger: false });
    const text = "content ".repeat(100_000);
    const { storageId } = (await (await upload(http, text)).json()) as { storageId: string };
    const url = String(await http.query(files.url, { id: storageId }));
    expect(await (await fetch(url)).text()).toBe(text);
    const [file = ""] = storedPaths(dataDir);
    const bytes = readFileSync(file);
    bytes[700_001] = (bytes[700_001] ?? 0) ^ 4;
    writeFileSync(file, bytes);
    await expect(fetch(url).then((response) => response.text())).rejects.toThrow();
    await expect
      .poll(() => engine.output.join("\n"), patient)
      .toMatch(/is damaged: its bytes do not fit its checksum/);
    truncateSync(file, 100);
    expect((await fetch(url)).status).toBe(500);
    await engine.end("SIGTERM");
    const checked = await command("check", "--data", dataDir);
    expect(checked).toMatchObject({ code: 6, output: expect.stringContaining(`file ${storageId}`) });
    const again = await start(dataDir);
    await expect.poll(() => again.output.join("\n"), patient).toContain(`The stored file ${storageId}`);
    expect(statSync(file).size).toBe(100);
  });
});

describe("an older data folder", () => {
  test("ST-10 CL-6 a deployment of format 1 goes on: code, documents, variable, job and file", async () => {
    const fixture = path.join(import.meta.dirname, "../storage/format1");
    const dataDir = temporaryFolder("format1");
    cpSync(path.join(fixture, "storage"), path.join(dataDir, "storage"), { recursive: true });
    const packed = readFileSync(path.join(fixture, "data.sqlite.gz"));
    writeFileSync(path.join(dataDir, "data.sqlite"), gunzipSync(packed));
    const engine = await start(dataDir);
    const http = new ConvexHttpClient(engine.url, { logger: false });
    const note = (name: string) =>
      makeFunctionReference<"query", Record<string, never>, unknown>(`notes:${name}`);
    expect(await http.query(note("list"), {})).toMatchObject([
      { text: "bytes", bytes: new Uint8Array([1, 2, 3]).buffer },
      { text: "int", n: 2n ** 62n },
      { text: "ميدان 🙂" },
    ]);
    expect(await http.query(note("variable"), {})).toBe("kept");
    expect(await http.query(note("jobs"), {})).toMatchObject([{ state: { kind: "pending" } }]);
    const [file] = (await http.query(note("files"), {})) as { url: string }[];
    expect(await (await fetch(file?.url ?? "")).text()).toBe("bytes of a file");
  });
});
