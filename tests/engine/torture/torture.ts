/**
 * Kill after kill under load, and after each restart the question whether every promise was kept.
 * The seed decides what is done and when the engine dies; what exactly that interrupts is up to the machine.
 */
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { ConvexHttpClient } from "convex/browser";
import type { JSONObject } from "../../../engine/values/json";
import {
  type EngineProcess,
  freePort,
  spawnEngine,
  startEngine,
  temporaryFolder,
} from "../cli/engineProcess";
import { pushBody } from "../functions/testDeployment";
import { type Totals, type Traces, versions, work } from "./app";
import { type Kind, type Operation, problemOf } from "./operations";
import { connectNow, newClient, OPERATIONS_PER_WRITER, Writer } from "./writers";

export interface TortureOptions {
  kills: number;
  seed: number;
  /** Stops in order when this is over, however many kills are left. */
  maxMs?: number;
  writers?: number;
  /** Kills between two moments of rest, at which everything is compared and cleared. */
  restEvery?: number;
  log?: (line: string) => void;
}

export interface TortureReport {
  kills: number;
  killsWhileStarting: number;
  acknowledged: Partial<Record<Kind, number>>;
  jobsInterrupted: number;
  pushes: number;
  rests: number;
  slowestRestartMs: number;
  elapsedMs: number;
}

/** What was asked for and may or may not have happened, and what is certain. */
interface Certain<T> {
  known: T;
  asked: T | null;
}

const ADMIN_KEY = "local|torture";
/** A fresh folder now and then: ended jobs stay for a week and would fill the memory. */
const KILLS_PER_FOLDER = 500;
/** Each costs up to ten of the 4,096 reads of a query. */
const OPERATIONS_PER_QUERY = 200;

/** Rejects with everything that contradicts the promises; the data folder is kept then. */
export async function torture(options: TortureOptions): Promise<TortureReport> {
  const startedAt = performance.now();
  const total: TortureReport = {
    kills: 0,
    killsWhileStarting: 0,
    acknowledged: {},
    jobsInterrupted: 0,
    pushes: 0,
    rests: 0,
    slowestRestartMs: 0,
    elapsedMs: 0,
  };
  const isOver = () => performance.now() - startedAt > (options.maxMs ?? Number.POSITIVE_INFINITY);
  for (let folder = 0; total.kills < options.kills && !isOver(); folder += 1) {
    const kills = Math.min(KILLS_PER_FOLDER, options.kills - total.kills);
    const run = new Run({ ...options, kills, seed: options.seed + folder }, total);
    await run.all(isOver);
  }
  total.elapsedMs = performance.now() - startedAt;
  return total;
}

class Run {
  readonly #options: TortureOptions;
  readonly #report: TortureReport;
  readonly #random: () => number;
  readonly #dataDir = temporaryFolder("torture");
  readonly #version: Certain<number> = { known: 0, asked: null };
  readonly #variable: Certain<string | null> = { known: null, asked: null };
  readonly #problems: string[] = [];
  #ports = { port: 0, sitePort: 0 };
  #url = "";
  #writers: Writer[] = [];
  #bodies: JSONObject[] = [];
  #checked = new WeakSet<Operation>();

  constructor(options: TortureOptions, report: TortureReport) {
    this.#options = options;
    this.#report = report;
    this.#random = randomFrom(options.seed);
  }

  async all(isOver: () => boolean): Promise<void> {
    const { kills, restEvery = 10, log = () => undefined } = this.#options;
    this.#ports = { port: await freePort(), sitePort: await freePort() };
    this.#bodies = await Promise.all(versions.map((app) => pushBody(app)));
    let engine = await this.#start();
    const watcher = await this.#begin(engine);
    try {
      // One push under load that surely ends; on a slow machine every later one may be cut off.
      await this.#push(1);
      for (let kill = 1; kill <= kills && !isOver(); kill += 1) {
        engine = await this.#round(engine);
        await this.#check();
        const full = this.#writers.some(({ operations }) => operations.length >= OPERATIONS_PER_WRITER / 2);
        if (kill % restEvery === 0 || kill === kills || full) await this.#rest();
        if (this.#problems.length > 0) throw new Error(`stopped after ${kill} kills`);
        if (this.#report.kills % 50 === 0) log(`${this.#report.kills} kills`);
      }
    } catch (error) {
      throw new Error(this.#verdict(error), { cause: error });
    } finally {
      await Promise.all([watcher.close(), ...this.#writers.map((writer) => writer.close())]);
      await engine.end("SIGKILL");
    }
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  async #begin(engine: EngineProcess): Promise<{ close(): Promise<void> }> {
    this.#url = engine.url;
    await this.#push(0);
    const watcher = newClient(engine.url);
    watcher.onUpdate(work.totals, {}, (totals) => this.#balanced(totals, "a subscription"));
    const names = Array.from({ length: this.#options.writers ?? 6 }, (_, index) => `w${index}`);
    this.#writers = names.map((name, index) => {
      return new Writer(engine.url, name, randomFrom(this.#options.seed * 31 + index));
    });
    return watcher;
  }

  /** Load, death, life. */
  async #round(engine: EngineProcess): Promise<EngineProcess> {
    const random = this.#random;
    if (random() < 0.15) void this.#push(1 - this.#version.known).catch(() => undefined);
    if (random() < 0.1) void this.#setVariable(String(random())).catch(() => undefined);
    const place = random();
    await pause(place < 0.2 ? random() * 30 : place < 0.85 ? 30 + random() * 200 : 200 + random() * 500);
    await engine.end("SIGKILL");
    this.#report.kills += 1;
    while (random() < 0.1) {
      const starting = spawnEngine({ dataDir: this.#dataDir, ...this.#ports, ...this.#spawn() });
      const gone = new Promise((resolve) => starting.once("exit", resolve));
      await pause(20 + random() * 300);
      starting.kill("SIGKILL");
      await gone;
      this.#report.kills += 1;
      this.#report.killsWhileStarting += 1;
    }
    return await this.#start();
  }

  async #start(): Promise<EngineProcess> {
    const at = performance.now();
    const engine = await startEngine({ dataDir: this.#dataDir, ...this.#ports, ...this.#spawn() });
    this.#report.slowestRestartMs = Math.max(this.#report.slowestRestartMs, performance.now() - at);
    connectNow();
    return engine;
  }

  #spawn() {
    return { env: { ENGINE_ADMIN_KEY: ADMIN_KEY } };
  }

  /** At once after a restart: what was acknowledged is there, nothing is there in part. */
  async #check(): Promise<void> {
    const http = new ConvexHttpClient(this.#url, { logger: false });
    const done = this.#operations().filter((one) => one.acknowledged && !this.#checked.has(one));
    await this.#compare(http, done, false);
    for (const operation of done) this.#checked.add(operation);
    this.#balanced(await http.query(work.totals, {}), "a restart");
    this.#settle(this.#version, await http.query(work.version, {}), "the pushed version");
    this.#settle(this.#variable, await http.query(work.variable, {}), "the variable");
  }

  /** Everything stops, everything is compared, everything is cleared. */
  async #rest(): Promise<void> {
    const http = new ConvexHttpClient(this.#url, { logger: false });
    await Promise.all(this.#writers.map((writer) => writer.pause()));
    const all = this.#operations();
    await until(async () => (await this.#unsettled(http, all)) === 0, "scheduled functions to end");
    await this.#compare(http, all, true);
    const known = new Set(all.map(({ op }) => op));
    const strangers = (await http.query(work.operations, {})).filter((op) => !known.has(op));
    if (strangers.length > 0) this.#problems.push(`rows of unknown operations ${strangers.join(", ")}`);
    await this.#download(http, all);
    await http.mutation(work.clear, {});
    for (const { kind, acknowledged } of all) {
      if (acknowledged) this.#report.acknowledged[kind] = (this.#report.acknowledged[kind] ?? 0) + 1;
    }
    this.#report.rests += 1;
    for (const writer of this.#writers) {
      writer.operations.length = 0;
      writer.resume();
    }
  }

  async #compare(http: ConvexHttpClient, operations: Operation[], atRest: boolean): Promise<void> {
    const traces = await tracesOf(http, operations);
    for (const [index, operation] of operations.entries()) {
      const trace = traces[index];
      const problem = trace === undefined ? "no answer" : problemOf(operation, trace, atRest);
      if (problem !== null) this.#problems.push(problem);
      if (atRest && trace?.job?.kind === "failed") this.#report.jobsInterrupted += 1;
    }
  }

  async #unsettled(http: ConvexHttpClient, operations: Operation[]): Promise<number> {
    const scheduled = operations.filter(({ kind }) => ["schedule", "cancel", "actionJob"].includes(kind));
    const traces = await tracesOf(http, scheduled);
    return traces.filter(({ job }) => job?.kind === "pending" || job?.kind === "inProgress").length;
  }

  /** A file that is there has its bytes, and the folder holds no others. */
  async #download(http: ConvexHttpClient, operations: Operation[]): Promise<void> {
    const stored = operations.filter(({ text, kind }) => text !== undefined && kind !== "remove");
    const traces = await tracesOf(http, stored);
    const urls = new Set<string>();
    for (const [index, { op, text }] of stored.entries()) {
      const url = traces[index]?.file?.url;
      if (url === undefined || url === null) continue;
      urls.add(url);
      if ((await (await fetch(url)).text()) !== text) this.#problems.push(`the bytes of ${op} differ`);
    }
    const held = () => readdirSync(path.join(this.#dataDir, "storage"));
    const missing = [...urls].filter((url) => !held().includes(url.split("/").at(-1) ?? ""));
    if (missing.length > 0) this.#problems.push(`files without bytes: ${missing.join(", ")}`);
    if (held().some((name) => name.endsWith(".part"))) this.#problems.push("a broken upload was left");
  }

  async #push(version: number): Promise<void> {
    this.#version.asked = version;
    const post = async (step: string, body: object): Promise<JSONObject> => {
      const response = await fetch(`${this.#url}/api/deploy2/${step}`, {
        method: "POST",
        body: JSON.stringify({ ...body, adminKey: ADMIN_KEY }),
      });
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as JSONObject;
    };
    const startPush = await post("start_push", this.#bodies[version] ?? {});
    await post("wait_for_schema", { schemaChange: startPush["schemaChange"] });
    await post("finish_push", { startPush, dryRun: false });
    this.#report.pushes += 1;
    this.#version.known = version;
    this.#version.asked = null;
  }

  async #setVariable(value: string): Promise<void> {
    this.#variable.asked = value;
    const response = await fetch(`${this.#url}/api/update_environment_variables`, {
      method: "POST",
      headers: { Authorization: `Convex ${ADMIN_KEY}` },
      body: JSON.stringify({ changes: [{ name: "ROUND", value }] }),
    });
    if (!response.ok) return;
    this.#variable.known = value;
    this.#variable.asked = null;
  }

  #settle<T>(state: Certain<T>, seen: T, what: string): void {
    if (seen !== state.known && (state.asked === null || seen !== state.asked))
      this.#problems.push(`${what} is ${String(seen)} after ${JSON.stringify(state)}`);
    state.known = seen;
    state.asked = null;
  }

  #balanced({ sum, moves, entries, audits }: Totals, where: string): void {
    if (sum === 0 && moves === 2 * entries && entries === audits) return;
    this.#problems.push(`${where} shows half a transfer: ${JSON.stringify({ sum, moves, entries, audits })}`);
  }

  #operations(): Operation[] {
    return this.#writers.flatMap(({ operations }) => operations);
  }

  #verdict(error: unknown): string {
    const reason = error instanceof Error ? error.message : String(error);
    const found = this.#problems.slice(0, 20).join("\n");
    return `seed ${this.#options.seed}, data kept in ${this.#dataDir}: ${reason}\n${found}`;
  }
}

/** In the order of `operations`. A fast machine does more between two rests than one query may read. */
async function tracesOf(http: ConvexHttpClient, operations: readonly Operation[]): Promise<Traces[]> {
  const found: Traces[] = [];
  for (let from = 0; from < operations.length; from += OPERATIONS_PER_QUERY) {
    const ops = operations.slice(from, from + OPERATIONS_PER_QUERY).map(({ op }) => op);
    found.push(...(await http.query(work.traces, { ops })));
  }
  return found;
}

async function until(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await pause(20);
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
