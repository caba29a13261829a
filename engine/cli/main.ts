/**
 * Starts the engine from the command line: one line when it is ready, one line when it cannot be.
 * Owns the process: signals, exit codes, last words. What is started is `deployment.ts`.
 */
import { mkdirSync } from "node:fs";
import { StorageFailure } from "../storage/driver";
import { BadArguments, parseCommand, type ProgramArguments, usage } from "./arguments";
import { backUp, check, type FolderReport, restore } from "./backup";
import { type Deployment, startDeployment } from "./deployment";
import { createEventLog, type EventSink, failureEvent, type LogFormat } from "./eventLog";
import { type StallWatch, startStallWatch } from "./stallWatch";

/** Exit codes a supervisor may act on. */
const EXIT = {
  unhealthy: 1,
  badArguments: 2,
  portInUse: 3,
  dataUnusable: 4,
  dataLocked: 5,
  dataDamaged: 6,
  internal: 70,
};
const HEALTH_TIMEOUT_MS = 5_000;
/** A second signal within this is the same Ctrl-C, delivered twice. */
const SAME_SIGNAL_MS = 500;

// The cloud runs in UTC; functions must not see another zone here.
process.env["TZ"] = "UTC";

const write = { out: (line: string) => console.log(line), error: (line: string) => console.error(line) };
/** Until the command line is read, failures are for people. */
let logFormat: LogFormat = "text";
let stalls: StallWatch | null = null;
let log: EventSink = createEventLog({ format: "text", level: "info", write });

async function main(): Promise<void> {
  const command = parseCommand(process.argv.slice(2));
  switch (command.command) {
    case "help":
      console.log(usage);
      return;
    case "backup":
      report(`Backed up to ${command.out}`, await backUp(command.dataDir, command.out));
      return;
    case "restore":
      report(`Restored to ${command.dataDir}`, await restore(command.from, command.dataDir));
      return;
    case "check":
      report(`Checked ${command.dataDir}`, await check(command.dataDir));
      return;
    case "health":
      await health(command.url);
      return;
    case "run":
      await run(command.args);
  }
}

async function run(args: ProgramArguments): Promise<void> {
  logFormat = args.logFormat;
  log = createEventLog({ format: logFormat, level: args.logLevel, write });
  const deployment = await start(args);
  // Not before: loading a large folder is no standstill.
  stalls = startStallWatch(args.stallMs, logFormat);
  stopOnSignals(deployment, args.drainMs);
  const { cloudUrl, siteUrl, adminKey } = deployment;
  log({
    level: "info",
    event: "ready",
    message:
      logFormat === "text"
        ? `Convex-compatible engine ready: url=${cloudUrl} site=${siteUrl} adminKey=${adminKey}`
        : "Convex-compatible engine ready",
    fields: { url: cloudUrl, site: siteUrl, pid: process.pid },
  });
}

async function start(args: ProgramArguments): Promise<Deployment> {
  try {
    mkdirSync(args.dataDir, { recursive: true });
  } catch (error) {
    throw new StorageFailure(
      "unusable",
      `The data folder ${args.dataDir} cannot be created: ${reason(error)}`,
    );
  }
  return await startDeployment({
    ...args,
    adminKey: process.env["ENGINE_ADMIN_KEY"],
    reportError: (error) => log(failureEvent(error, logFormat)),
    onUnwritable: (error) => fail(error),
    onEvent: log,
    logsExecutions: args.logLevel === "debug",
    onRunningActions: (names) => stalls?.running(names),
  });
}

function report(what: string, { documents, files, problems }: FolderReport): void {
  console.log(`${what}: ${documents} documents, ${files} files.`);
  if (problems.length === 0) return;
  console.error(`Not as they were written:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  process.exitCode = EXIT.dataDamaged;
}

async function health(url: string): Promise<void> {
  try {
    const response = await fetch(`${url}/version`, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    console.log(`${url} is healthy, version ${await response.text()}`);
  } catch (error) {
    console.error(`${url} is not healthy: ${reason(error)}`);
    process.exitCode = EXIT.unhealthy;
  }
}

function stopOnSignals(deployment: Deployment, drainMs: number): void {
  let stoppedAt: number | null = null;
  const stop = (): void => {
    const now = performance.now();
    if (stoppedAt !== null) {
      // A terminal and whoever started the engine may both deliver the same Ctrl-C. A later one means: at once.
      if (now - stoppedAt > SAME_SIGNAL_MS) process.exit(EXIT.unhealthy);
      return;
    }
    stoppedAt = now;
    deployment.stop(drainMs).then(
      () => {
        log({ level: "debug", event: "stopped", message: "Stopped." });
        process.exit(0);
      },
      (error: unknown) => fail(error),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // Started by another program over a channel: an engine whose starter died would hold ports and folder unseen.
  process.on("disconnect", stop);
}

function fail(error: unknown): never {
  const { code, message } = diagnose(error);
  log({ level: "error", event: "fatal", message, fields: { exitCode: code } });
  process.exit(code);
}

function diagnose(error: unknown): { code: number; message: string } {
  if (error instanceof BadArguments)
    return { code: EXIT.badArguments, message: `${error.message}\n${usage}` };
  if (error instanceof StorageFailure) {
    const code =
      error.code === "locked"
        ? EXIT.dataLocked
        : error.code === "damaged" || error.code === "newer"
          ? EXIT.dataDamaged
          : EXIT.dataUnusable;
    return { code, message: error.message };
  }
  const system = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (system instanceof Error && system.syscall === "listen") {
    const where = `${system.address ?? ""}:${system.port ?? ""}`;
    const problem =
      system.code === "EADDRINUSE"
        ? `Port ${system.port ?? ""} is already in use (${where}). Stop the other program or choose another port.`
        : `Cannot listen on ${where}: ${system.message}`;
    return { code: EXIT.portInUse, message: problem };
  }
  return {
    code: EXIT.internal,
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().catch(fail);
