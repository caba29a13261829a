/** [J-26] [F-04] The phone keeps steps while there is no connection and sends them once, in order, when it returns. */
import { BoardPage, todayAt } from "./support/board";
import { controlConnection } from "./support/connection";
import { DeploymentAs } from "./support/deployment";
import { fahd, sara } from "./support/people";
import { PhonePage } from "./support/phone";
import { expect, PHONE, test } from "./support/stage";
import { LANGUAGES } from "./support/words";

const HOME = { lat: 24.72, lng: 46.68 };

for (const language of LANGUAGES) {
  test(`[F-04] steps taken without connection wait on the phone, in both of its tabs, and arrive once (${language})`, async ({
    stage,
  }) => {
    // The browser reports each failed reconnection; that is what being offline looks like.
    stage.tolerate(/WebSocket|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/);
    const dispatcher = await DeploymentAs.signIn(sara);
    const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة", point: HOME });
    stage.owns(ticketId);
    const { technicianId } = await dispatcher.technician(fahd);
    await dispatcher.place(ticketId, technicianId, todayAt(10));

    const device = await stage.device({ language, size: PHONE, touch: true, place: HOME });
    const connection = await controlConnection(device);
    const phone = new PhonePage(await stage.signInOn(device, fahd, language));
    const second = new PhonePage(await stage.openOn(device, "/my", language));
    const board = new BoardPage(await stage.openAs(sara, { language }));
    await board.ready();
    const { t } = phone.opened.words;
    await expect(phone.step(number, "start_trip")).toBeVisible();
    await expect(second.step(number, "start_trip")).toBeVisible();

    await connection.cut();
    await expect(phone.page.getByText(t("technician.outbox.offline"))).toBeVisible();
    await phone.take(number, "start_trip");
    await expect(phone.page.getByText(t("technician.outbox.waiting", { count: 1 }))).toBeVisible();
    await phone.take(number, "arrive");
    await expect(phone.page.getByText(t("technician.outbox.waiting", { count: 2 }))).toBeVisible();
    await expect(phone.step(number, "start_inspection")).toBeVisible();
    await expect(second.page.getByText(t("technician.outbox.waiting", { count: 2 }))).toBeVisible();
    expect((await dispatcher.detail(ticketId)).ticket.status).toBe("scheduled");

    await connection.restore();
    await expect(phone.page.getByText(t("technician.outbox.sent"))).toBeVisible({ timeout: 30_000 });
    await expect(second.page.getByText(t("technician.outbox.sent"))).toBeVisible({ timeout: 30_000 });
    await expect(board.laneHead(technicianId)).toContainText(t("board.lanes.atWork"));
    const { ticket, timeline } = await dispatcher.detail(ticketId);
    expect(ticket.status).toBe("arrived");
    const field = timeline.map(({ action }) => action).filter((a) => a === "start_trip" || a === "arrive");
    expect(field).toEqual(["start_trip", "arrive"]);
  });

  test(`[S-35] a drop made while the connection is gone is kept and carried out when it returns (${language})`, async ({
    stage,
  }) => {
    // A map whose worker was still on its way when the connection went says so; the drop does not depend on it.
    stage.tolerate(/WebSocket|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|Worker failed to load/);
    const dispatcher = await DeploymentAs.signIn(sara);
    const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
    stage.owns(ticketId);
    const { technicianId } = await dispatcher.technician(fahd);
    const device = await stage.device({ language });
    const connection = await controlConnection(device);
    const board = new BoardPage(await stage.signInOn(device, sara, language));
    await board.ready();
    await board.find(number);
    await expect(board.page.locator("canvas.maplibregl-canvas")).toBeVisible();

    await connection.cut();
    await expect(board.page.getByText(board.opened.words.t("shell.connection.offlineShort"))).toBeVisible();
    await board.dragToTechnician(number, technicianId);
    await expect(board.untimed(technicianId, number)).toBeVisible();
    expect((await dispatcher.detail(ticketId)).ticket.status).toBe("new");

    await connection.restore();
    await expect
      .poll(async () => (await dispatcher.detail(ticketId)).ticket.status, { timeout: 30_000 })
      .toBe("assigned");
    await expect(board.untimed(technicianId, number)).toBeVisible();
  });
}
