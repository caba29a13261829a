/**
 * Starts the engine from the command line: one line when it is ready, one line when it cannot be.
 * Owns the process: signals, exit codes, last words. What is started is `deployment.ts`.
 */
import { mkdirSync } from "node:fs";
import { StorageFailure } from "../storage/driver";
import { BadArguments, type EngineArguments, parseEngineArguments, usage } from "./arguments";
import { type Deployment, startDeployment } from "./deployment";

/** Exit codes a supervisor may act on. */
const EXIT = { badArguments: 2, portInUse: 3, dataUnusable: 4, dataLocked: 5, dataDamaged: 6, internal: 70 };

// The cloud runs in UTC; functions must not see another zone here.
process.env["TZ"] = "UTC";

async function main(): Promise<void> {
  const parsed = parseEngineArguments(process.argv.slice(2));
  if (parsed === "help") {
    console.log(usage);
    return;
  }
  const deployment = await start(parsed);
  stopOnSignals(deployment);
  console.log(
    `Convex-compatible engine ready: url=${deployment.cloudUrl} site=${deployment.siteUrl} adminKey=${deployment.adminKey}`,
  );
}

async function start(args: EngineArguments): Promise<Deployment> {
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
    reportError: (error) => console.error(error),
    onUnwritable: (error) => fail(error),
  });
}

function stopOnSignals(deployment: Deployment): void {
  let stopping = false;
  const stop = (): void => {
    // A terminal and whoever started the engine may both deliver the same Ctrl-C.
    if (stopping) return;
    stopping = true;
    deployment.stop().then(
      () => process.exit(0),
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
  console.error(message);
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
