/** The engine as its own process with a data folder of its own, and the test app pushed to it by the official CLI. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const root = path.resolve(import.meta.dirname, "../../..");
export const PROGRAM = path.join(root, "engine/cli/engine.mjs");
const READY = /^Convex-compatible engine ready: url=(\S+) site=(\S+) adminKey=(\S+)$/;

export interface EngineProcess {
  url: string;
  siteUrl: string;
  adminKey: string;
  dataDir: string;
  process: ChildProcess;
  /** Everything it printed, both streams. */
  output: string[];
  /** The signal it died of, or null; settles when its output is complete too. */
  closed: Promise<NodeJS.Signals | null>;
  /** Sends a signal and resolves with the exit code (null after a signal death). */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export function temporaryFolder(name: string): string {
  return mkdtempSync(path.join(tmpdir(), `${name}-`));
}

export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

export interface StartOptions {
  dataDir: string;
  port?: number;
  sitePort?: number;
  extra?: string[];
  env?: Record<string, string>;
}

/** Resolves when the engine printed its ready line; rejects with its output if it ends before. */
export async function startEngine(options: StartOptions): Promise<EngineProcess> {
  const child = spawnEngine(options);
  const output: string[] = [];
  const exited = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  // Listened for from the start: whoever asks after it ended would wait for ever.
  const closed = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once("close", (_code, signal) => resolve(signal)),
  );
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface(stream).on("line", (line) => output.push(line));
  }
  const ready = await new Promise<RegExpExecArray>((resolve, reject) => {
    const lines = createInterface(child.stdout ?? process.stdin);
    lines.on("line", (line) => {
      const match = READY.exec(line);
      if (match !== null) resolve(match);
    });
    void exited.then((code) => reject(new Error(`engine ended with ${code}:\n${output.join("\n")}`)));
  });
  return {
    url: ready[1] ?? "",
    siteUrl: ready[2] ?? "",
    adminKey: ready[3] ?? "",
    dataDir: options.dataDir,
    process: child,
    output,
    closed,
    async end(signal) {
      child.kill(signal);
      return await exited;
    },
  };
}

/** For starts that are meant to fail: exit code and output. */
export async function runEngineToEnd(
  options: StartOptions,
): Promise<{ code: number | null; output: string }> {
  const child = spawnEngine(options);
  let output = "";
  child.stdout?.on("data", (chunk) => {
    output += String(chunk);
  });
  child.stderr?.on("data", (chunk) => {
    output += String(chunk);
  });
  const code = await new Promise<number | null>((resolve) =>
    child.once("close", (status) => resolve(status)),
  );
  return { code, output };
}

export function spawnEngine(options: StartOptions): ChildProcess {
  const { dataDir, port = 0, sitePort = 0, extra = [], env = {} } = options;
  const args = ["--port", String(port), "--site-port", String(sitePort), "--data", dataDir, ...extra];
  return spawn(process.execPath, [PROGRAM, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

export interface AppProject {
  folder: string;
  cli(engine: EngineProcess, ...args: string[]): Promise<string>;
  remove(): void;
}

/** A copy of the test app that the official CLI can work on. */
export function createProject(app = path.join(import.meta.dirname, "app")): AppProject {
  const folder = temporaryFolder("app");
  cpSync(app, folder, { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return {
    folder,
    async cli(engine, ...args) {
      const { stdout, stderr } = await promisify(execFile)(
        process.execPath,
        [path.join(root, "node_modules/convex/bin/main.js"), ...args],
        {
          cwd: folder,
          env: {
            ...process.env,
            CONVEX_SELF_HOSTED_URL: engine.url,
            CONVEX_SELF_HOSTED_ADMIN_KEY: engine.adminKey,
          },
        },
      );
      return `${stdout}${stderr}`;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface PushVariables {
  /** `data:` URL of the keys that sign test tokens. */
  jwks?: string;
  /** Address of an OIDC issuer. */
  oidc?: string;
}

export async function setVariables(
  engine: EngineProcess,
  variables: Record<string, string | null>,
): Promise<void> {
  const response = await fetch(`${engine.url}/api/update_environment_variables`, {
    method: "POST",
    headers: { Authorization: `Convex ${engine.adminKey}` },
    body: JSON.stringify({ changes: Object.entries(variables).map(([name, value]) => ({ name, value })) }),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Sets what the app's auth.config needs and pushes it. */
export async function pushApp(engine: EngineProcess, variables: PushVariables = {}): Promise<void> {
  const project = createProject();
  try {
    await setVariables(engine, {
      TEST_JWKS: variables.jwks ?? 'data:application/json,{"keys":[]}',
      TEST_OIDC: variables.oidc ?? "https://nowhere.example",
    });
    await project.cli(
      engine,
      "dev",
      "--once",
      "--typecheck",
      "disable",
      "--codegen",
      "disable",
      "--tail-logs",
      "disable",
    );
  } finally {
    project.remove();
  }
}
