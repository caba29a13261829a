/**
 * `npm run dev`: the engine, the official CLI watching `convex/`, and the pages from Vite with instant reload, in one
 * terminal. Same data folder and demo as `npm start`.
 */
import path from "node:path";
import { createServer, type Plugin } from "vite";
import { cliCommand, cliEnvironment } from "./deploymentAdmin";
import { isPublicRoute } from "./engineProxy";
import { type Host, requireGround, runHostProgram, startDeployment, startSimulator } from "./hostProgram";
import { projectRoot } from "./paths";
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

async function start(host: Host): Promise<void> {
  const { options, processes } = host;
  await requireGround(host);
  const engine = await startDeployment(host, "dev");
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
  if (options.simulator) startSimulator(host, engine.url, true);
  vite.printUrls();
}

await runHostProgram("npm run dev", start, ["simulator"]);
