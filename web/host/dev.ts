/**
 * `npm run dev`: the engine, the official CLI watching `convex/`, and the pages from Vite with instant reload, in one
 * terminal. Same data folder and demo as `npm start`.
 */
import path from "node:path";
import { createServer, type Plugin } from "vite";
import { cliCommand, cliEnvironment } from "./deploymentAdmin";
import { isPublicRoute } from "./engineProxy";
import { startEngine } from "./engineProcess";
import { HostFailure, reportFailure } from "./hostFailure";
import { type HostOptions, hostEnvironment, parseHostOptions, usage } from "./hostOptions";
import { type HostPaths, hostPaths, projectRoot } from "./paths";
import { requirePort } from "./ports";
import { prepareDeployment } from "./prepareDeployment";
import { Processes } from "./processes";
import { type RuntimeConfig, runtimeConfigScript } from "./runtimeConfig";

/** Serves `/config.js` the way the built pages get it. */
function configPlugin(config: RuntimeConfig): Plugin {
  return {
    name: "maydan-config",
    configureServer: (server) => {
      server.middlewares.use("/config.js", (_request, response) => {
        response.setHeader("content-type", "text/javascript; charset=utf-8");
        response.end(runtimeConfigScript(config));
      });
    },
  };
}

async function start(options: HostOptions, paths: HostPaths, processes: Processes): Promise<void> {
  await requirePort(options.port, options.host, "pages", "--port");
  await requirePort(options.enginePort, "127.0.0.1", "engine", "--engine-port");
  await requirePort(options.sitePort, "127.0.0.1", "HTTP actions", "--site-port");
  const engine = await startEngine(processes, {
    port: options.enginePort,
    sitePort: options.sitePort,
    dataDir: paths.engineData,
    mode: "dev",
    logFile: paths.engineLog,
  });
  await prepareDeployment({
    deployment: engine,
    paths,
    siteUrl: options.publicUrl ?? `http://localhost:${options.port}`,
    demo: options.demo,
    anchorDay: new Date().toISOString().slice(0, 10),
    onStep: (step) => console.log(step === "push" ? "  functions: pushing" : "  demo: loading"),
  });
  processes.start("convex dev", ...cliCommand("dev", "--typecheck", "disable"), {
    cwd: projectRoot,
    env: cliEnvironment(engine),
    stdio: ["ignore", "inherit", "inherit"],
  });
  const vite = await createServer({
    configFile: path.join(projectRoot, "vite.config.ts"),
    root: path.join(projectRoot, "web"),
    plugins: [configPlugin({ mapboxToken: options.mapboxToken, mapStyleUrl: options.mapStyleUrl })],
    server: {
      port: options.port,
      host: options.host,
      strictPort: true,
      proxy: {
        "^/(api|http)/": {
          target: engine.url,
          ws: true,
          bypass: (request) => (isPublicRoute((request.url ?? "").split("?")[0] ?? "") ? null : request.url),
        },
      },
    },
  });
  await vite.listen();
  if (options.simulator)
    processes.startScript(
      "simulator",
      path.join(import.meta.dirname, "simulator/main.ts"),
      ["--url", engine.url, "--speed", String(options.speed), "--verbose"],
      { stdio: ["ignore", "inherit", "inherit", "ipc"] },
    );
  vite.printUrls();
}

async function main(): Promise<void> {
  const options = parseHostOptions(process.argv.slice(2), hostEnvironment(process.env));
  if (options === "help") return console.log(usage.replaceAll("npm start", "npm run dev"));
  const paths = hostPaths();
  const finish = async (code: number): Promise<never> => {
    await processes.stopAll();
    process.exit(code);
  };
  const processes = new Processes(({ name, code, signal }) => {
    const failure = new HostFailure(`${name} stopped (${signal ?? code}).`);
    void finish(reportFailure(failure));
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (!processes.stopping) void finish(0);
    });
  try {
    await start(options, paths, processes);
  } catch (error) {
    await finish(reportFailure(error));
  }
}

await main();
