/** [S-23] With an operator's token Mapbox draws the board's map; a refused token gives way visibly, and work goes on. */
import type { BrowserContext } from "@playwright/test";
import { startWebServer, type WebServer } from "../../web/host/webServer";
import { BoardPage } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, sara } from "./support/people";
import { expect, test as base } from "./support/stage";
import { engineUrl, pagesDir } from "./support/stageEnvironment";

/** Looks like a public token; it opens nothing. */
const TOKEN = "pk.eyJ1Ijoiam91cm5leSJ9.c3R1YmJlZA";
const EMPTY_STYLE = {
  version: 8,
  name: "stubbed",
  sources: {},
  layers: [{ id: "ground", type: "background", paint: { "background-color": "#dfe6e8" } }],
};

const test = base.extend<object, { withToken: WebServer }>({
  // For the whole worker: pages that are still closing may ask it for their last file.
  withToken: [
    async ({ browserName: _browser }, use) => {
      const server = await startWebServer({
        host: "127.0.0.1",
        port: 0,
        distDir: pagesDir(),
        engineUrl: engineUrl(),
        config: { mapboxToken: TOKEN },
      });
      await use(server);
      await server.close();
    },
    { scope: "worker" },
  ],
});

/** Mapbox's own hosts, answered here. Nothing of these journeys leaves the machine. */
async function stubMapbox(device: BrowserContext, accepts: boolean): Promise<string[]> {
  const asked: string[] = [];
  await device.route(/^https:\/\/[\w.]*mapbox\.com\//, async (route) => {
    const { hostname, pathname } = new URL(route.request().url());
    asked.push(pathname);
    if (!accepts)
      return await route.fulfill({ status: 401, json: { message: "Not Authorized - Invalid Token" } });
    if (pathname.startsWith("/styles/v1/")) return await route.fulfill({ json: EMPTY_STYLE });
    return await route.fulfill({ status: hostname.startsWith("events") ? 204 : 200, body: "" });
  });
  return asked;
}

test("[S-23] Mapbox draws when it accepts the operator's token", async ({ stage, withToken }) => {
  const device = await stage.device({ language: "ar" });
  const asked = await stubMapbox(device, true);
  const board = new BoardPage(await stage.signInOn(device, sara, "ar", withToken.url));
  await board.ready();
  await expect(board.page.locator('[data-ground="mapbox"] canvas.mapboxgl-canvas')).toBeVisible();
  await expect.poll(() => asked.some((path) => path.startsWith("/styles/v1/"))).toBe(true);
  await expect(board.page.getByText(board.opened.words.t("map.failure.token.title"))).toHaveCount(0);
});

test("[S-23] a refused token is said, the other engine draws, and a drop works as ever", async ({
  stage,
  withToken,
}) => {
  stage.tolerate(/401|mapbox/i);
  const dispatcher = await DeploymentAs.signIn(sara);
  const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
  stage.owns(ticketId);
  const { technicianId } = await dispatcher.technician(fahd);
  const device = await stage.device({ language: "en" });
  await stubMapbox(device, false);
  const board = new BoardPage(await stage.signInOn(device, sara, "en", withToken.url));
  await board.ready();
  await expect(board.page.getByText(board.opened.words.t("map.failure.token.title"))).toBeVisible();
  await expect(board.page.locator("canvas.maplibregl-canvas")).toBeVisible();
  await board.dragToTechnician(number, technicianId);
  await expect(board.untimed(technicianId, number)).toBeVisible();
});
