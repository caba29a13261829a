/** [S-21] A shared draft of the day: two dispatchers move in it, nothing is live before one of them applies it. */
import { expect, test } from "./support/stage";
import { BoardPage } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, faisal, omar, sara } from "./support/people";
import { LANGUAGES } from "./support/words";

for (const language of LANGUAGES) {
  test(`[S-21] two dispatchers plan in one draft and apply it as one (${language})`, async ({ stage }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const first = await dispatcher.importTicket({ problem: "مكيف للتخطيط" });
    const second = await dispatcher.importTicket({ problem: "سباكة للتخطيط" });
    for (const { ticketId } of [first, second]) stage.owns(ticketId);
    const [mine, other] = await Promise.all([dispatcher.technician(fahd), dispatcher.technician(omar)]);

    const board = new BoardPage(await stage.openAs(sara, { language }));
    await board.ready();
    const { page } = board;
    const { t } = board.opened.words;
    await page.getByRole("button", { name: t("plan.menu.open"), exact: true }).click();
    await page.getByRole("button", { name: t("plan.menu.create") }).click();
    const dialog = page.getByRole("dialog", { name: t("plan.create.title") });
    await dialog.getByRole("textbox").fill(`Journey ${language}`);
    await dialog.getByText(t("plan.visibility.shared")).click();
    await dialog.getByRole("button", { name: t("plan.create.submit") }).click();
    const banner = page.getByRole("region", { name: t("plan.banner.label") });
    await expect(banner).toContainText(`Journey ${language}`);

    // By mouse into the draft: the card is on the lane, the live ticket is where it was.
    await board.dragToTechnician(first.number, mine.technicianId);
    await expect(board.untimed(mine.technicianId, first.number)).toBeVisible();
    expect((await dispatcher.detail(first.ticketId)).ticket.visit).toBeNull();

    // The other dispatcher opens the same address and sees it; his move is seen at once.
    const link = new URL(page.url()).search;
    const colleague = new BoardPage(await stage.openAs(faisal, { language }, `/board${link}`));
    await expect(colleague.untimed(mine.technicianId, first.number)).toBeVisible();
    await colleague.dragToTechnician(second.number, other.technicianId);
    await board.search("");
    await expect(board.untimed(other.technicianId, second.number)).toBeVisible();

    await banner.getByRole("button", { name: t("plan.banner.apply"), exact: true }).click();
    await page.getByRole("button", { name: t("plan.apply.submit") }).click();
    await expect(banner).toHaveCount(0);
    await expect(colleague.page.getByRole("region", { name: t("plan.banner.label") })).toContainText(
      colleague.opened.words.name(sara.name),
    );
    const holders = await Promise.all(
      [first, second].map(
        async ({ ticketId }) => (await dispatcher.detail(ticketId)).technician?.technicianId,
      ),
    );
    expect(holders).toEqual([mine.technicianId, other.technicianId]);
  });
}
