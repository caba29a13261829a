/** [T-140] [M-04] A day that slips: a visit is stretched by keyboard and by its end, and the list names what will be late. */
import { BoardPage, todayAt } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, sara } from "./support/people";
import { expect, test } from "./support/stage";
import { LANGUAGES } from "./support/words";

for (const language of LANGUAGES) {
  test(`[T-140] a visit is stretched by keyboard and by its end, in the direction time runs (${language})`, async ({
    stage,
  }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
    stage.owns(ticketId);
    const { technicianId } = await dispatcher.technician(fahd);
    const board = new BoardPage(await stage.openAs(sara, { language, reducedMotion: true }));
    await board.ready();
    const { page } = board;
    await board.dragToLane(number, technicianId, todayAt(14));
    const visit = board.visit(technicianId, number);
    await expect(visit).toBeVisible();
    const length = async () => {
      const stored = (await dispatcher.detail(ticketId)).ticket.visit;
      return stored?.startsAt == null || stored.endsAt === null
        ? null
        : (stored.endsAt - stored.startsAt) / 60_000;
    };
    const planned = (await length()) ?? 0;
    expect(planned).toBeGreaterThan(0);

    await visit.focus();
    await page.keyboard.press(language === "ar" ? "Shift+ArrowLeft" : "Shift+ArrowRight");
    await expect.poll(length).toBe(planned + 15);

    const end = page.locator(`[data-stretch="${number}"]`);
    const to = await board.spotOnLane(technicianId, todayAt(17));
    await board.carry(await board.middleOf(end), to);
    await board.drop();
    await expect.poll(length).toBe(180);
  });
}
