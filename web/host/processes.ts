/**
 * Child processes of the host: starting, naming their deaths, and stopping all of them. Holds no knowledge of what the
 * children do. A child that ends by itself while the host is running is reported once through `onUnexpectedExit`.
 */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

/** How long a child may take to stop by itself before it is killed. */
const STOP_GRACE_MS = 8_000;

export type ExitReport = { name: string; code: number | null; signal: NodeJS.Signals | null };

export class Processes {
  readonly #running = new Map<ChildProcess, string>();
  #stopping = false;

  constructor(private readonly onUnexpectedExit: (report: ExitReport) => void) {}

  get stopping(): boolean {
    return this.#stopping;
  }

  /** Starts a program and remembers it; `expectExit` is for children whose normal end is no news. */
  start(
    name: string,
    command: string,
    args: readonly string[],
    options: SpawnOptions & { expectExit?: boolean } = {},
  ): ChildProcess {
    const { expectExit = false, ...spawnOptions } = options;
    const child = spawn(command, [...args], spawnOptions);
    this.#running.set(child, name);
    child.once("error", () => this.#running.delete(child));
    child.once("exit", () => this.#running.delete(child));
    if (!expectExit) this.watch(child);
    return child;
  }

  /** From now on the end of `child` is news. */
  watch(child: ChildProcess): void {
    const name = this.#running.get(child) ?? "process";
    child.once("exit", (code, signal) => {
      if (!this.#stopping) this.onUnexpectedExit({ name, code, signal });
    });
  }

  /** Starts a TypeScript program of this project in a Node of its own. */
  startScript(
    name: string,
    script: string,
    args: readonly string[],
    options: SpawnOptions & { expectExit?: boolean } = {},
  ): ChildProcess {
    return this.start(name, process.execPath, ["--import", "tsx", script, ...args], options);
  }

  /** Asks every child to stop, last started first, and kills what does not. */
  async stopAll(): Promise<void> {
    this.#stopping = true;
    for (const child of [...this.#running.keys()].reverse()) await stopChild(child);
  }
}

/** SIGTERM, then SIGKILL after the grace time. Resolves when the process is gone. */
export async function stopChild(child: ChildProcess, graceMs = STOP_GRACE_MS): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    const killer = setTimeout(() => child.kill("SIGKILL"), graceMs);
    child.once("exit", () => {
      clearTimeout(killer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
