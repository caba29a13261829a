/** [S-35, D-03] Several tickets given away at once and taken back by a key; the customer, told of nothing yet, hears nothing. */
import { BoardPage } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, sara } from "./support/people";
import { expect, test } from "./support/stage";

test("[D-03] two tickets selected and assigned in one, undone by Ctrl+Z, done again from the activity list", async ({
  stage,
}) => {
  const dispatcher = await DeploymentAs.signIn(sara);
  const problem = `معاينة ${Date.now()}`;
  const tickets = [await dispatcher.importTicket({ problem }), await dispatcher.importTicket({ problem })];
  for (const { ticketId } of tickets) stage.owns(ticketId);
  const { technicianId } = await dispatcher.technician(fahd);
  const board = new BoardPage(await stage.openAs(sara, { language: "ar" }));
  await board.ready();
  const { page } = board;
  const { t, name } = board.opened.words;
  await board.search(problem);
  for (const { number } of tickets) await board.card(number).click({ modifiers: ["Control"] });
  const bar = page.getByRole("toolbar", { name: t("boardActions.choice.bar") });
  await expect(bar).toContainText(t("boardActions.choice.count", { count: 2 }));
  await bar.getByRole("button", { name: t("boardActions.choice.assign") }).click();
  const dialog = page.getByRole("dialog", { name: t("boardActions.bulk.title", { count: 2 }) });
  await dialog.getByRole("button", { name: t("board.assign.give", { name: name(fahd.name) }) }).click();
  for (const { number } of tickets) await expect(board.untimed(technicianId, number)).toBeVisible();
  const what = t("boardActions.many.assign", { count: 2 });
  await expect(board.message(what)).toBeVisible();

  await page.keyboard.press("Control+z");
  await expect(board.message(t("boardActions.undone", { what }))).toBeVisible();
  for (const { ticketId } of tickets)
    expect(
      (await dispatcher.detail(ticketId)).timeline
        .map(({ action, takesBack }) => [action, takesBack])
        .slice(-2),
    ).toEqual([
      ["assign", null],
      ["unassign", "undo"],
    ]);

  await page.getByRole("button", { name: t("boardActions.activity.title") }).click();
  const list = page.getByRole("dialog", { name: t("boardActions.activity.title") });
  await list
    .getByRole("button", { name: `${t("boardActions.redo")}: ${what}` })
    .first()
    .click();
  for (const { number } of tickets) await expect(board.untimed(technicianId, number)).toBeVisible();
  // Nothing stays behind for the next journey.
  await page.keyboard.press("Control+z");
  for (const { number } of tickets) await expect(board.untimed(technicianId, number)).toHaveCount(0);
});
