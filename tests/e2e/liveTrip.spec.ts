/** [S-35] [S-07] [J-48] One visit from the drop to the end, seen on three devices at once, none of which is reloaded. */
import { etaMinutes } from "../../shared/geo/eta";
import type { Point } from "../../shared/geo/point";
import { BEAT_EVERY_MS } from "../../shared/presence/presence";
import { customerFirstName, trackingSentence, tripMap } from "./support/customer";
import { BoardPage, todayAt } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, sara } from "./support/people";
import { PhonePage } from "./support/phone";
import { expect, PHONE, test } from "./support/stage";
import { LANGUAGES } from "./support/words";

const HOME = { lat: 24.7136, lng: 46.6753 };
/** 4.5 km and 900 m from there: about twelve minutes and two by the product's own estimate. */
const FAR = { lat: 24.7136, lng: 46.72 };
const NEAR = { lat: 24.7136, lng: 46.684 };
const QUIET_MS = 5_000;

for (const language of LANGUAGES) {
  test(`[S-35] a dropped ticket is on the phone and on the tracking page at once, and all three follow the trip (${language})`, async ({
    stage,
  }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const ticket = await dispatcher.importTicket({ problem: "المكيف لا يبرد", point: HOME });
    stage.owns(ticket.ticketId);
    const { number, ticketId } = ticket;
    const { technicianId } = await dispatcher.technician(fahd);
    const { trackingToken } = await dispatcher.detail(ticketId);
    if (!trackingToken) throw new Error("a dispatcher may share the tracking link");

    const board = new BoardPage(await stage.openAs(sara, { language }));
    const phone = new PhonePage(await stage.openAs(fahd, { language, size: PHONE, touch: true, place: FAR }));
    const customer = await stage.open(`/t/${trackingToken}`, { language, size: PHONE, touch: true });
    const { t } = customer.words;
    const name = customerFirstName(customer.words, fahd);
    const onTheWay = (from: Point): string =>
      t("tracking.sentence.on_routeEta", { name, count: etaMinutes(from, HOME) ?? Number.NaN });
    const headline = customer.page.getByRole("heading", { level: 1 });
    const pages = [board.page, phone.page, customer.page];

    await board.ready();
    await expect(headline).toHaveText(t("tracking.sentence.new"));
    for (const page of pages) await page.evaluate(() => Reflect.set(window, "neverReloaded", true));

    const startsAt = todayAt(10, 15);
    await board.dragToLane(number, technicianId, startsAt);
    await expect(board.visit(technicianId, number)).toBeVisible();
    await expect(phone.step(number, "start_trip")).toBeVisible();
    await expect(headline).toHaveText(trackingSentence(customer.words, fahd, startsAt, todayAt(11, 45)));
    await board.search("");

    // Everybody only listens now: nothing is asked again, over no channel.
    const watched = [board.opened, phone.opened, customer];
    await board.page.waitForTimeout(1_500);
    for (const { traffic } of watched) traffic.restart();
    await board.page.waitForTimeout(QUIET_MS);
    for (const { traffic } of watched) {
      expect(traffic.requests()).toEqual([]);
      expect(traffic.framesSent()).toBe(0);
      expect(traffic.signsOfLife()).toBeLessThanOrEqual(QUIET_MS / BEAT_EVERY_MS + 1);
    }

    await phone.take(number, "start_trip");
    await expect(board.laneHead(technicianId)).toContainText(t("board.lanes.onRoute"));
    await expect(headline).toHaveText(onTheWay(FAR));
    await expect(tripMap(customer)).toBeVisible();

    await stage.move(phone.page, NEAR);
    await expect(headline).toHaveText(onTheWay(NEAR));

    await phone.take(number, "arrive");
    await expect(headline).toHaveText(t("tracking.sentence.arrived", { name }));
    await expect(tripMap(customer)).toHaveCount(0);
    await expect(board.laneHead(technicianId)).toContainText(t("board.lanes.atWork"));

    await phone.inspect(number);
    await expect(headline).toHaveText(t("tracking.sentence.inspecting", { name }));
    await phone.finishDiagnosis(number, "تم تحديد العطل");
    await expect(headline).toHaveText(t("tracking.sentence.diagnosed"));
    await phone.take(number, "start_repair");
    await expect(headline).toHaveText(t("tracking.sentence.repairing"));
    await phone.complete(number);
    await expect(headline).toHaveText(t("tracking.sentence.completed"));
    await expect(board.visit(technicianId, number)).toHaveAccessibleName(new RegExp(t("statuses.completed")));

    for (const page of pages)
      expect(await page.evaluate(() => Reflect.get(window, "neverReloaded") as unknown)).toBe(true);
  });
}
