/** [S-23] [S-35] A ticket is carried from its symbol on the map onto a technician's symbol; the canvas is really drawn. */
import { BoardPage } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, sara } from "./support/people";
import { expect, test } from "./support/stage";
import { LANGUAGES } from "./support/words";

/** North-west of the city, where the demo has nobody. */
const TICKET_AT = { lat: 24.86, lng: 46.56 };
const TECHNICIAN_AT = { lat: 24.868, lng: 46.572 };
const CLOSE_UP = 14;

for (const language of LANGUAGES) {
  test(`[S-35] a ticket's symbol dropped on a technician's symbol gives him the ticket (${language})`, async ({
    stage,
  }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    await (await DeploymentAs.signIn(fahd)).reportPosition(TECHNICIAN_AT);
    const { number, ticketId } = await dispatcher.importTicket({
      problem: "معاينة لوحة الكهرباء",
      point: TICKET_AT,
    });
    stage.owns(ticketId);
    const { technicianId } = await dispatcher.technician(fahd);
    const board = new BoardPage(await stage.openAs(sara, { language, reducedMotion: true }));
    await board.ready();
    const { page } = board;
    const { t } = board.opened.words;

    const webgl = await page.evaluate(() => {
      const gl = document.createElement("canvas").getContext("webgl2");
      return gl instanceof WebGL2RenderingContext && !gl.isContextLost();
    });
    expect(webgl, "WebGL 2 drawn in software").toBe(true);

    await (await board.find(number)).click();
    await page.getByRole("button", { name: t("board.detail.showOnMap") }).click();
    await page
      .getByRole("region", { name: t("board.detail.label") })
      .getByRole("button", { name: t("shell.close") })
      .click();
    // The list twin says what is really drawn in the visible part.
    await board.map.getByRole("button", { name: t("map.list") }).click();
    const twin = board.map.getByRole("complementary", { name: t("map.list") });
    await expect(twin.getByRole("button", { name: number })).toBeVisible();
    await expect(twin.getByRole("heading", { name: t("map.inView", { count: 1 }) })).toBeVisible();
    await board.map.getByRole("button", { name: t("map.close") }).click();

    const from = await board.spotOnMap(TICKET_AT, CLOSE_UP, TICKET_AT);
    const to = await board.spotOnMap(TICKET_AT, CLOSE_UP, TECHNICIAN_AT);
    await page.mouse.move(from.x, from.y);
    await expect(board.map).toContainText(number);
    await board.carry(from, to);
    await board.drop();

    await expect(board.untimed(technicianId, number)).toBeVisible();
    await expect(board.card(number)).toHaveCount(0);
    expect((await dispatcher.detail(ticketId)).ticket.status).toBe("assigned");
  });
}
