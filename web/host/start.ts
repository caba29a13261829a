/**
 * `npm start`: one command to a running board. Starts the engine, brings it up to date, builds the pages if needed,
 * serves them, and lets the demo technicians drive. Ctrl-C stops everything.
 */
import path from "node:path";
import { startEngine } from "./engineProcess";
import { HostFailure, reportFailure } from "./hostFailure";
import { type HostOptions, hostEnvironment, parseHostOptions, usage } from "./hostOptions";
import { type HostPaths, hostPaths } from "./paths";
import { requirePort } from "./ports";
import { prepareDeployment } from "./prepareDeployment";
import { Processes } from "./processes";
import { ensureWebBuild } from "./webBuild";
import { startWebServer } from "./webServer";

const say = (line: string): void => console.log(line);

async function start(options: HostOptions, paths: HostPaths, processes: Processes): Promise<void> {
  const startedAt = performance.now();
  await requirePort(options.port, options.host, "pages", "--port");
  await requirePort(options.enginePort, "127.0.0.1", "engine", "--engine-port");
  await requirePort(options.sitePort, "127.0.0.1", "HTTP actions", "--site-port");
  say("Maydan is starting. The first start builds the pages and loads the demo; later starts are quick.");

  const siteUrl = options.publicUrl ?? `http://localhost:${options.port}`;
  const deploy = async () => {
    const engine = await startEngine(processes, {
      port: options.enginePort,
      sitePort: options.sitePort,
      dataDir: paths.engineData,
      mode: "prod",
      logFile: paths.engineLog,
    });
    await prepareDeployment({
      deployment: engine,
      paths,
      siteUrl,
      demo: options.demo,
      anchorDay: new Date().toISOString().slice(0, 10),
      onStep: (step) => say(step === "push" ? "  functions: pushing" : "  demo: loading"),
    });
    return engine;
  };
  const [engine, pages] = await Promise.all([
    deploy(),
    ensureWebBuild().then((build) => {
      if (build.built) say("  pages: built");
      return build;
    }),
  ]);

  const server = await startWebServer({
    host: options.host,
    port: options.port,
    distDir: pages.dir,
    engineUrl: engine.url,
    config: { mapboxToken: options.mapboxToken, mapStyleUrl: options.mapStyleUrl },
  });
  if (options.simulator) startSimulator(processes, engine.url, options.speed);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(`\nMaydan is ready in ${seconds} s:  ${options.publicUrl ?? server.url}\n`);
  say(`Data: ${paths.stateDir} (delete it to start over). Stop with Ctrl-C.`);
}

function startSimulator(processes: Processes, url: string, speed: number): void {
  processes.startScript(
    "simulator",
    path.join(import.meta.dirname, "simulator/main.ts"),
    ["--url", url, "--speed", String(speed)],
    { stdio: ["ignore", "inherit", "inherit", "ipc"] },
  );
}

async function main(): Promise<void> {
  const options = parseHostOptions(process.argv.slice(2), hostEnvironment(process.env));
  if (options === "help") return say(usage);
  const paths = hostPaths();
  const finish = async (code: number): Promise<never> => {
    await processes.stopAll();
    process.exit(code);
  };
  const processes = new Processes(({ name, code, signal }) => {
    if (name === "engine") {
      const why = signal ? `was stopped by ${signal}` : `ended with code ${code}`;
      const failure = new HostFailure(`the engine ${why}. Its last lines are in ${paths.engineLog}.`);
      void finish(reportFailure(failure));
    } else say(`maydan: ${name} stopped (${signal ?? code}); the board keeps running without it.`);
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      // The terminal and the script runner may both deliver the same Ctrl-C.
      if (!processes.stopping) void finish(0);
    });
  try {
    await start(options, paths, processes);
  } catch (error) {
    await finish(reportFailure(error));
  }
}

await main();
