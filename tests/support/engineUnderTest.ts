/**
 * A real engine in a process of its own for tests: free ports, a temporary data folder, an app folder pushed by the
 * official CLI. Holds nothing of any app; what the functions mean is the test's business.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pushFunctions, runAsAdmin, setEnvironment } from "../../web/host/deploymentAdmin";
import { type RunningEngine, startEngine } from "../../web/host/engineProcess";
import { freePort } from "../../web/host/ports";
import { Processes, stopChild } from "../../web/host/processes";

export interface EngineUnderTest {
  readonly url: string;
  readonly siteUrl: string;
  readonly adminKey: string;
  readonly dataDir: string;
  /** `convex deploy` of the folder that holds `convex/`. */
  push(appDir?: string): Promise<void>;
  setEnvironment(values: Record<string, string | null>): Promise<void>;
  /** Any function, internal ones included, with the deployment's own key. */
  run(functionPath: string, args: object): Promise<unknown>;
  /** Ends the process (`SIGKILL` = no chance to tidy up) and starts it again on the same data and ports. */
  restart(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** Stops the process and deletes its data. */
  stop(): Promise<void>;
}

export interface EngineUnderTestOptions {
  /** Address by which browsers reach the engine when a server stands in front. */
  cloudUrl?: string;
  mode?: "dev" | "prod";
  /** Shows the engine's own lines in the test's output. */
  logFile?: string;
  /** A line for every function that runs, with what it read. */
  logsExecutions?: boolean;
  environment?: NodeJS.ProcessEnv;
}

export async function startEngineUnderTest(options: EngineUnderTestOptions = {}): Promise<EngineUnderTest> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "engine-under-test-"));
  const port = await freePort();
  const sitePort = await freePort();
  // An engine that dies on its own shows in the test that needed it; there is nobody else to tell.
  const processes = new Processes(() => undefined);
  const launch = (): Promise<RunningEngine> =>
    startEngine(processes, {
      port,
      sitePort,
      dataDir,
      mode: options.mode ?? "dev",
      ...(options.cloudUrl ? { cloudUrl: options.cloudUrl } : {}),
      ...(options.logFile ? { logFile: options.logFile } : {}),
      ...(options.logsExecutions ? { logsExecutions: true } : {}),
      ...(options.environment ? { environment: options.environment } : {}),
    });
  let engine = await launch().catch(async (error: unknown) => {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  });
  return {
    url: engine.url,
    siteUrl: engine.siteUrl,
    adminKey: engine.adminKey,
    dataDir,
    push: (appDir) => pushFunctions(engine, appDir),
    setEnvironment: (values) => setEnvironment(engine, values),
    run: (functionPath, args) => runAsAdmin(engine, functionPath, args),
    restart: async (signal = "SIGTERM") => {
      if (signal === "SIGKILL") engine.child.kill("SIGKILL");
      await stopChild(engine.child);
      engine = await launch();
    },
    stop: async () => {
      await processes.stopAll();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
