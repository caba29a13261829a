/** [S-21] [S-23] [D-03] Several tickets taken by a box on the map and carried as one stack onto a technician's symbol. */
import { BoardPage } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, sara } from "./support/people";
import { expect, test } from "./support/stage";

/** North of the city, where the demo has nobody. */
const FIRST_AT = { lat: 24.93, lng: 46.6 };
const SECOND_AT = { lat: 24.932, lng: 46.606 };
const TECHNICIAN_AT = { lat: 24.938, lng: 46.612 };
const CLOSE_UP = 14;

test("[S-21] a box on the map selects two tickets; one of them carries both onto the technician, with one undo", async ({
  stage,
}) => {
  const dispatcher = await DeploymentAs.signIn(sara);
  await (await DeploymentAs.signIn(fahd)).reportPosition(TECHNICIAN_AT);
  const first = await dispatcher.importTicket({ problem: "معاينة عامة", point: FIRST_AT });
  const second = await dispatcher.importTicket({ problem: "معاينة عامة", point: SECOND_AT });
  for (const { ticketId } of [first, second]) stage.owns(ticketId);
  const { technicianId } = await dispatcher.technician(fahd);
  const board = new BoardPage(await stage.openAs(sara, { language: "ar", reducedMotion: true }));
  await board.ready();
  const { page } = board;
  const { t } = board.opened.words;
  await (await board.find(first.number)).click();
  await page.getByRole("button", { name: t("board.detail.showOnMap") }).click();
  await page
    .getByRole("region", { name: t("board.detail.label") })
    .getByRole("button", { name: t("shell.close") })
    .click();
  await board.search("");
  const spot = (place: typeof FIRST_AT) => board.spotOnMap(FIRST_AT, CLOSE_UP, place);
  const [a, b, man] = [await spot(FIRST_AT), await spot(SECOND_AT), await spot(TECHNICIAN_AT)];
  const corners = [
    { x: Math.min(a.x, b.x) - 20, y: Math.max(a.y, b.y) + 20 },
    { x: Math.max(a.x, b.x) + 20, y: Math.min(a.y, b.y) - 20 },
  ] as const;
  const bar = page.getByRole("toolbar", { name: t("boardActions.choice.bar") });
  const two = t("boardActions.choice.count", { count: 2 });

  await page.mouse.move(a.x, a.y);
  await expect(board.map).toContainText(first.number);
  // By the button, as a finger would; it is one box and the map pans again.
  const button = board.map.getByRole("button", { name: t("map.box") });
  await button.click();
  await board.carry(...corners);
  await board.drop();
  await expect(bar).toContainText(two);
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("Escape");
  await expect(bar).toBeHidden();

  // By Shift; the same two stand selected in the queue.
  await page.keyboard.down("Shift");
  await board.carry(...corners);
  await board.drop();
  await page.keyboard.up("Shift");
  await expect(bar).toContainText(two);
  for (const { number } of [first, second])
    await expect(board.card(number)).toHaveAttribute("aria-pressed", "true");

  await board.carry(b, man);
  await expect(page.getByText(t("boardActions.choice.stack", { count: 1 }))).toBeVisible();
  await board.drop();
  for (const { number } of [first, second]) await expect(board.untimed(technicianId, number)).toBeVisible();
  await page.keyboard.press("Control+z");
  for (const { number } of [first, second]) await expect(board.untimed(technicianId, number)).toHaveCount(0);
});
