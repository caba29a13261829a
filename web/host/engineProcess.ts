/**
 * The engine as a child process: start it, wait for its ready line, learn where it listens. The engine is a program
 * beside the host, never a module of it; this file is the only place that knows its command line.
 */
import type { ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { HostFailure } from "./hostFailure";
import { projectRoot } from "./paths";
import type { Processes } from "./processes";

const READY_WITHIN_MS = 60_000;
const readyLine = /engine ready: url=(\S+) site=(\S+) adminKey=(\S+)/;

export interface EngineOptions {
  port: number;
  sitePort: number;
  dataDir: string;
  host?: string;
  /** Address by which browsers reach the engine when a proxy stands in front; files get it in their links. */
  cloudUrl?: string;
  mode: "dev" | "prod";
  /** Where the engine's own lines go; without it they are dropped after the ready line. */
  logFile?: string;
  environment?: NodeJS.ProcessEnv;
  /** Every execution as a line of the log. */
  logsExecutions?: boolean;
}

export interface RunningEngine {
  url: string;
  siteUrl: string;
  adminKey: string;
  child: ChildProcess;
}

/**
 * Starts the engine and resolves once it serves.
 * @throws {@link HostFailure} carrying the engine's own last line when it ends or stays silent instead.
 */
export function startEngine(processes: Processes, options: EngineOptions): Promise<RunningEngine> {
  const child = processes.start(
    "engine",
    process.execPath,
    [
      [path.join(projectRoot, "engine/cli/engine.mjs")],
      ["--port", String(options.port)],
      ["--site-port", String(options.sitePort)],
      ["--data", options.dataDir],
      ["--mode", options.mode],
      options.host ? ["--host", options.host] : [],
      options.cloudUrl ? ["--cloud-url", options.cloudUrl] : [],
      options.logsExecutions ? ["--log-level", "debug"] : [],
    ].flat(),
    {
      cwd: projectRoot,
      // The channel carries no messages: its end tells the engine that whoever started it is gone.
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: { ...process.env, ...options.environment, TZ: "UTC" },
      // Until it is ready its end is told by the promise; afterwards by `processes`.
      expectExit: true,
    },
  );
  return awaitReady(child, options.logFile).then((engine) => {
    processes.watch(child);
    // The ready line names the public address; this process talks to the engine directly.
    return options.cloudUrl ? { ...engine, url: `http://127.0.0.1:${options.port}` } : engine;
  });
}

function awaitReady(child: ChildProcess, logFile: string | undefined): Promise<RunningEngine> {
  if (logFile) mkdirSync(path.dirname(logFile), { recursive: true });
  const log = logFile ? createWriteStream(logFile, { flags: "a" }) : undefined;
  return new Promise((resolve, reject) => {
    let last = "";
    let settled = false;
    const timer = setTimeout(() => {
      child.kill("SIGTERM");
      fail(`it did not answer within ${READY_WITHIN_MS / 1000} s. ${last}`);
    }, READY_WITHIN_MS);
    const fail = (reason: string): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      reject(new HostFailure(`the engine did not start: ${reason.trim()}`));
    };
    const onLine = (line: string): void => {
      const ready = readyLine.exec(line);
      // The ready line carries the admin key: it is read here and kept out of the log.
      if (!ready) log?.write(`${line}\n`);
      if (settled) return;
      // Of a crash the line that names the error says more than the last one.
      if (line.trim() !== "" && !/^\w*(?:Error|Failure)\b/.test(last)) last = line.trim();
      const [, url, siteUrl, adminKey] = ready ?? [];
      if (!url || !siteUrl || !adminKey) return;
      settled = true;
      clearTimeout(timer);
      resolve({ url, siteUrl, adminKey, child });
    };
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on("line", onLine);
    child.once("error", (error) => fail(error.message));
    child.once("close", (code) => {
      log?.end();
      fail(last || `it ended with code ${code}.`);
    });
  });
}
