/**
 * What `npm start` and `npm run dev` have in common as programs: reading the command line, free ports, an engine brought
 * up to date, and ending everything on Ctrl-C or when a part it cannot do without has ended. Serves no pages.
 */
import path from "node:path";
import { type RunningEngine, startEngine } from "./engineProcess";
import { requireDataFolder } from "./dataFolder";
import { HostFailure, reportFailure } from "./hostFailure";
import { type HostOptions, hostEnvironment, parseHostOptions, usage } from "./hostOptions";
import { type HostPaths, hostPaths } from "./paths";
import { requirePort } from "./ports";
import { prepareDeployment } from "./prepareDeployment";
import { type ExitReport, Processes } from "./processes";

export interface Host {
  readonly options: HostOptions;
  readonly paths: HostPaths;
  readonly processes: Processes;
}

const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `start` and then waits for the end. `dispensable` names children whose end is told but ends nothing.
 */
export async function runHostProgram(
  command: string,
  start: (host: Host) => Promise<void>,
  dispensable: readonly string[],
): Promise<void> {
  const paths = hostPaths();
  const finish = async (code: number): Promise<never> => {
    await processes.stopAll();
    process.exit(code);
  };
  const onUnexpectedExit = ({ name, code, signal }: ExitReport): void => {
    const how = signal ? `was stopped by ${signal}` : `ended with code ${code}`;
    if (dispensable.includes(name))
      console.log(`maydan: ${name} ${how}; the board keeps running without it.`);
    else {
      const where = name === "engine" ? ` Its last lines are in ${paths.engineLog}.` : "";
      void finish(reportFailure(new HostFailure(`${name} ${how}.${where}`)));
    }
  };
  const processes = new Processes(onUnexpectedExit);
  for (const signal of STOP_SIGNALS)
    process.on(signal, () => {
      // The terminal and the script runner may both deliver the same Ctrl-C.
      if (!processes.stopping) void finish(0);
    });
  try {
    const options = parseHostOptions(process.argv.slice(2), hostEnvironment(process.env));
    if (options === "help") console.log(usage.replaceAll("npm start", command));
    else await start({ options, paths, processes });
  } catch (error) {
    await finish(reportFailure(error));
  }
}

/** Fails early, in one line, when the data folder cannot be used or a port of this host is taken. */
export async function requireGround({ options, paths }: Host): Promise<void> {
  await requireDataFolder(paths.stateDir);
  await requirePort(options.port, options.host, "pages", "--port");
  await requirePort(options.enginePort, "127.0.0.1", "engine", "--engine-port");
  await requirePort(options.sitePort, "127.0.0.1", "HTTP actions", "--site-port");
}

/** Engine with the present functions, settings and, where wanted, the demo. */
export async function startDeployment(host: Host, mode: "dev" | "prod"): Promise<RunningEngine> {
  const { options, paths, processes } = host;
  const publicUrl = options.publicUrl ?? `http://localhost:${options.port}`;
  const engine = await startEngine(processes, {
    port: options.enginePort,
    sitePort: options.sitePort,
    dataDir: paths.engineData,
    cloudUrl: publicUrl,
    mode,
    logFile: paths.engineLog,
  });
  await prepareDeployment({
    deployment: engine,
    paths,
    siteUrl: publicUrl,
    demo: options.demo,
    clerkIssuer: options.clerk?.issuer,
    anchorDay: new Date().toISOString().slice(0, 10),
    onStep: (step) => console.log(step === "push" ? "  functions: pushing" : "  demo: loading"),
  });
  return engine;
}

/** The demo's technicians and its office, in a process of their own. */
export function startSimulator({ options, processes }: Host, url: string, verbose: boolean): void {
  processes.startScript(
    "simulator",
    path.join(import.meta.dirname, "simulator/main.ts"),
    [
      ["--url", url, "--speed", String(options.speed), "--office", options.office],
      options.wholeDay ? ["--whole-day"] : [],
      verbose ? ["--verbose"] : [],
    ].flat(),
    { stdio: ["ignore", "inherit", "inherit", "ipc"] },
  );
}
