/** [S-35] [S-21] A pane in a window of its own, really opened: selection, several selected, and drops stay in step. */
import { BoardPage, todayAt } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, sara } from "./support/people";
import { expect, test } from "./support/stage";

test("[S-35] the hours in a window of their own: what is selected and moved in either is so in both", async ({
  stage,
}) => {
  const dispatcher = await DeploymentAs.signIn(sara);
  const problem = `معاينة ${Date.now()}`;
  const [first, second] = [
    await dispatcher.importTicket({ problem }),
    await dispatcher.importTicket({ problem }),
  ] as const;
  for (const { ticketId } of [first, second]) stage.owns(ticketId);
  const { technicianId } = await dispatcher.technician(fahd);
  const main = new BoardPage(await stage.openAs(sara, { language: "ar" }));
  await main.ready();
  const { page } = main;
  const { t, name } = main.opened.words;
  await main.search(problem);
  await page.getByRole("button", { name: t("views.panes.label") }).click();
  const [child] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("button", { name: t("views.panes.popOut", { pane: t("views.panes.lanes") }) }).click(),
  ]);
  const lanes = new BoardPage({ ...main.opened, page: child });
  await lanes.ready();
  // The hours stand in one window only.
  await expect(page.locator('[data-drop="lane"]')).toHaveCount(0);
  await page.keyboard.press("Escape");

  // Several, selected here, are selected there, with the bar to act on them.
  for (const { number } of [first, second]) await main.card(number).click({ modifiers: ["Control"] });
  const bar = child.getByRole("toolbar", { name: t("boardActions.choice.bar") });
  await expect(bar).toContainText(t("boardActions.choice.count", { count: 2 }));
  await bar.getByRole("button", { name: t("boardActions.choice.assign") }).click();
  await child
    .getByRole("dialog", { name: t("boardActions.bulk.title", { count: 2 }) })
    .getByRole("button", { name: t("board.assign.give", { name: name(fahd.name) }) })
    .click();
  for (const { number } of [first, second]) {
    await expect(lanes.untimed(technicianId, number)).toBeVisible();
    await expect(main.card(number)).toHaveCount(0);
  }
  await child.keyboard.press("Escape");
  await expect(page.getByRole("toolbar", { name: t("boardActions.choice.bar") })).toHaveCount(0);

  // A visit dragged there is told here; opened there it is open here.
  const from = await lanes.middleOf(lanes.untimed(technicianId, first.number));
  await lanes.carry(from, await lanes.spotOnLane(technicianId, todayAt(15, 6)));
  // A drag that begins at the edge scrolls the hours a little: aimed again where they are now.
  const to = await lanes.spotOnLane(technicianId, todayAt(15, 6));
  await child.mouse.move(to.x, to.y, { steps: 3 });
  await lanes.drop();
  await expect(lanes.visit(technicianId, first.number)).toBeVisible();
  await lanes.visit(technicianId, first.number).click();
  const detail = page.getByRole("region", { name: t("board.detail.label") });
  await expect(detail).toContainText(first.number);
  await expect(detail).toContainText(main.opened.words.format.time(todayAt(15), "Asia/Riyadh"));

  // The window goes, the hours come back.
  await child.close();
  await expect(page.locator('[data-drop="lane"]').first()).toBeVisible();
  await expect(main.visit(technicianId, first.number)).toBeVisible();
});
