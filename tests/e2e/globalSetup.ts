/**
 * The stage of all journeys: a browser that starts, the built pages, an engine with the pushed functions and the demo at
 * a fixed hour, and the host's own web server in front. The simulator stays off: only the journeys move anything.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createAuthKeys } from "../../web/host/authKeys";
import { deploymentEnvironment } from "../../web/host/prepareDeployment";
import { freePort } from "../../web/host/ports";
import { ensureWebBuild } from "../../web/host/webBuild";
import { startWebServer } from "../../web/host/webServer";
import { findBrowser } from "../support/browser";
import { startEngineUnderTest } from "../support/engineUnderTest";
import { STAGE, STAGE_STARTS_AT } from "./support/stageEnvironment";

export default async function globalSetup(): Promise<() => Promise<void>> {
  const shiftMs = STAGE_STARTS_AT - Date.now();
  process.env[STAGE.browser] = await findBrowser();
  process.env[STAGE.clockShiftMs] = String(shiftMs);
  const pages = await ensureWebBuild();
  const clock = pathToFileURL(path.join(import.meta.dirname, "support/shiftedClock.mjs")).href;
  // Files are fetched and sent through the pages' own address, as behind `npm start`.
  const port = await freePort();
  // Journeys count in it what ran again.
  const logFolder = await mkdtemp(path.join(tmpdir(), "journeys-"));
  const logFile = process.env["E2E_ENGINE_LOG"] ?? path.join(logFolder, "engine.log");
  process.env[STAGE.engineLog] = logFile;
  const engine = await startEngineUnderTest({
    mode: "prod",
    cloudUrl: `http://localhost:${port}`,
    environment: { NODE_OPTIONS: `--import ${clock}`, [STAGE.clockShiftMs]: String(shiftMs) },
    logFile,
    logsExecutions: true,
  });
  try {
    const server = await startWebServer({
      host: "127.0.0.1",
      port,
      distDir: pages.dir,
      engineUrl: engine.url,
      // The schematic needs nobody outside this machine.
      config: { mapStyleUrl: "schematic" },
    });
    const issuerPort = await freePort();
    const clerkIssuer = `http://127.0.0.1:${issuerPort}`;
    process.env[STAGE.issuerPort] = String(issuerPort);
    await engine.setEnvironment(
      deploymentEnvironment({ siteUrl: server.url, demo: true, clerkIssuer }, await createAuthKeys()),
    );
    await engine.push();
    await engine.run("seed:load", { anchorDay: new Date(STAGE_STARTS_AT).toISOString().slice(0, 10) });
    process.env[STAGE.origin] = server.url;
    process.env[STAGE.engineUrl] = engine.url;
    process.env[STAGE.pagesDir] = pages.dir;
    return async () => {
      await server.close();
      await engine.stop();
      await rm(logFolder, { recursive: true, force: true });
    };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}
