/** [S-60] What opens over the board (dialogs, menus, the palette) holds what axe can check: in Arabic in light, in English in dark. */
import type { Locator } from "@playwright/test";
import { turn, violations } from "./support/axe";
import { BoardPage } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, sara } from "./support/people";
import { expect, test } from "./support/stage";
import { LANGUAGES } from "./support/words";

const DIALOG = '[role="dialog"]';
const MENU = '[role="menu"]';

for (const language of LANGUAGES) {
  test(`[S-60] the palette, every dialog and every menu of the board (${language})`, async ({ stage }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const problem = `معاينة ${Date.now()}`;
    const tickets = [await dispatcher.importTicket({ problem }), await dispatcher.importTicket({ problem })];
    for (const { ticketId } of tickets) stage.owns(ticketId);
    const { technicianId } = await dispatcher.technician(fahd);
    const board = new BoardPage(await stage.openAs(sara, { language }));
    await board.ready();
    const { page } = board;
    await turn(page, language === "ar" ? "light" : "dark");
    const { t } = board.opened.words;
    const button = (label: string, within: Locator = page.locator("body")) =>
      within.getByRole("button", { name: label, exact: true }).first();

    const look = async (what: string, part: string, open: () => Promise<void>) => {
      await open();
      await expect(page.locator(part).first()).toBeVisible();
      await expect(page.locator(`${part} .animate-pulse`)).toHaveCount(0);
      expect(await violations(page, part), what).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(page.locator(part), `${what} closes with Escape`).toHaveCount(0);
    };

    await look("palette", DIALOG, async () => {
      await page.keyboard.press("Control+k");
      const list = page.getByRole("listbox", { name: t("palette.results") });
      await expect(list.getByRole("option").first()).toBeVisible();
    });
    await look("keys", DIALOG, async () => await page.keyboard.press("Shift+Slash"));
    await look("filters", DIALOG, async () => await button(t("board.filter.label")).click());
    await look("views", DIALOG, async () => await button(t("views.saved.label")).click());
    await look("a view to keep", DIALOG, async () => {
      await button(t("views.saved.label")).click();
      await button(t("views.saved.keep")).click();
    });
    await look("panes", DIALOG, async () => await button(t("views.panes.label")).click());
    await look("here now", DIALOG, async () => await button(t("together.alone")).click());
    await look("activity", DIALOG, async () => await button(t("boardActions.activity.title")).click());
    await look("drafts", DIALOG, async () => await button(t("plan.menu.open")).click());
    await look("a new draft", DIALOG, async () => {
      await button(t("plan.menu.open")).click();
      await button(t("plan.menu.create")).click();
    });
    await look(
      "a technician",
      DIALOG,
      async () => await board.laneHead(technicianId).getByRole("button").first().click(),
    );

    const [first] = tickets;
    await board.search(problem);
    const card = board.card(first?.number ?? "");
    await look("the menu of a ticket", MENU, async () => await card.click({ button: "right" }));
    await card.click();
    const detail = page.getByRole("region", { name: t("board.detail.label") });
    for (const action of ["change_priority", "cancel"] as const)
      await look(action, DIALOG, async () => await button(t(`actions.${action}`), detail).click());
    await look(
      "a complaint",
      DIALOG,
      async () => await button(t("escalations.complain.action"), detail).click(),
    );
    await look("assign", DIALOG, async () => await page.keyboard.press("a"));

    for (const { number } of tickets) await board.card(number).click({ modifiers: ["Control"] });
    const bar = page.getByRole("toolbar", { name: t("boardActions.choice.bar") });
    await expect(bar).toContainText(t("boardActions.choice.count", { count: 2 }));
    expect(await violations(page, '[role="toolbar"]'), "the bar of a selection").toEqual([]);
    await look(
      "priority of several",
      MENU,
      async () => await button(t("boardActions.choice.priority"), bar).click(),
    );
    await look(
      "assign several",
      DIALOG,
      async () => await button(t("boardActions.choice.assign"), bar).click(),
    );
    await look(
      "schedule several",
      DIALOG,
      async () => await button(t("boardActions.choice.schedule"), bar).click(),
    );
  });
}
