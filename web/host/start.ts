/**
 * `npm start`: one command to a running board. Starts the engine, brings it up to date, builds the pages if needed,
 * serves them, and lets the demo technicians drive. Ctrl-C stops everything.
 */
import { type Host, requireGround, runHostProgram, startDeployment, startSimulator } from "./hostProgram";
import { ensureWebBuild } from "./webBuild";
import { startWebServer } from "./webServer";

async function start(host: Host): Promise<void> {
  const { options, paths } = host;
  const startedAt = performance.now();
  await requireGround(host);
  console.log(
    "Maydan is starting. The first start builds the pages and loads the demo; later starts are quick.",
  );
  const [engine, pages] = await Promise.all([startDeployment(host, "prod"), ensureWebBuild()]);
  if (pages.built) console.log("  pages: built");
  const server = await startWebServer({
    host: options.host,
    port: options.port,
    distDir: pages.dir,
    engineUrl: engine.url,
    config: {
      mapboxToken: options.mapboxToken,
      mapStyleUrl: options.mapStyleUrl,
      clerkKey: options.clerk?.publishableKey,
    },
  });
  if (options.simulator) startSimulator(host, engine.url, false);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`\nMaydan is ready in ${seconds} s:  ${options.publicUrl ?? server.url}\n`);
  if (!options.demo) console.log("No company yet? `npm run found` opens the first one and its owner's door.");
  console.log(`Data: ${paths.stateDir} (delete it to start over). Stop with Ctrl-C.`);
}

await runHostProgram("npm start", start, ["simulator"]);
