/** [S-35] The drop without a mouse: by keyboard with everything said aloud, by finger on the grip, and by menu. */
import { BoardPage, todayAt } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, sara } from "./support/people";
import { expect, test } from "./support/stage";
import { LANGUAGES } from "./support/words";

const ZONE = "Asia/Riyadh";

for (const language of LANGUAGES) {
  test(`[S-35] space lifts, arrows choose technician and time, enter drops, escape puts back (${language})`, async ({
    stage,
  }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
    stage.owns(ticketId);
    const { technicianId } = await dispatcher.technician(fahd);
    const board = new BoardPage(await stage.openAs(sara, { language }));
    await board.ready();
    const { page } = board;
    const { t, format, name } = board.opened.words;
    const said = page.getByRole("status").filter({ hasText: /\S/ });
    const card = await board.find(number);
    const target = t("board.carry.target.technician", { name: name(fahd.name) });

    await card.focus();
    await page.keyboard.press("Space");
    await expect(said.getByText(t("board.carry.lifted", { number, target }))).toBeAttached();
    await page.keyboard.press("Escape");
    await expect(said.getByText(t("board.carry.cancelled", { number }))).toBeAttached();
    await expect(card).toBeVisible();

    await page.keyboard.press("Space");
    await page.keyboard.press(language === "ar" ? "ArrowLeft" : "ArrowRight");
    await page.keyboard.press("Enter");
    const visit = board.visit(technicianId, number);
    await expect(visit).toBeVisible();
    const stored = (await dispatcher.detail(ticketId)).ticket.visit?.startsAt;
    // The earliest time that is not over: quarter past nine at the soonest, ten o'clock at the latest.
    expect(stored).toBeGreaterThanOrEqual(todayAt(9, 15));
    expect(stored).toBeLessThanOrEqual(todayAt(10, 15));
    await expect(visit).toHaveAccessibleName(new RegExp(format.time(stored ?? 0, ZONE)));
  });

  test(`[S-35] the menu beside the card gives the ticket without any carrying (${language})`, async ({
    stage,
  }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
    stage.owns(ticketId);
    const { technicianId } = await dispatcher.technician(fahd);
    const board = new BoardPage(await stage.openAs(sara, { language }));
    await board.ready();
    const { t, name } = board.opened.words;
    await board.find(number);
    await board.page.getByRole("button", { name: `${t("board.card.assignTo")} ${number}` }).click();
    const dialog = board.page.getByRole("dialog", { name: t("board.assign.title", { number }) });
    await dialog.getByRole("button", { name: t("board.assign.give", { name: name(fahd.name) }) }).click();
    await expect(board.untimed(technicianId, number)).toBeVisible();
  });
}

test("[S-35] a finger carries by the grip; elsewhere it scrolls", async ({ stage }) => {
  const dispatcher = await DeploymentAs.signIn(sara);
  const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
  stage.owns(ticketId);
  const { technicianId } = await dispatcher.technician(fahd);
  const board = new BoardPage(await stage.openAs(sara, { language: "ar", touch: true }));
  await board.ready();
  await board.find(number);
  const finger = await board.page.context().newCDPSession(board.page);
  const touch = async (type: "touchStart" | "touchMove" | "touchEnd", x = 0, y = 0) => {
    await finger.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: type === "touchEnd" ? [] : [{ x, y }],
    });
  };
  const slide = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    await touch("touchStart", from.x, from.y);
    for (let step = 1; step <= 10; step += 1) {
      await touch(
        "touchMove",
        from.x + ((to.x - from.x) * step) / 10,
        from.y + ((to.y - from.y) * step) / 10,
      );
      // No finger is faster than the screen.
      await board.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
    }
    await touch("touchEnd");
  };
  const head = async () => await board.middleOf(board.laneHead(technicianId).locator("bdi").first());

  await slide(await board.middleOf(board.card(number)), await head());
  await expect(board.card(number)).toBeVisible();
  expect((await dispatcher.detail(ticketId)).ticket.status).toBe("new");

  await slide(await board.middleOf(board.grip(number)), await head());
  await expect(board.untimed(technicianId, number)).toBeVisible();
});
