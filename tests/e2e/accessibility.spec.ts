/** [S-60] Every page, in both languages and themes, holds what axe can check. */
import { inBothThemes } from "./support/axe";
import { BoardPage, todayAt } from "./support/board";
import { tripMap } from "./support/customer";
import { DeploymentAs } from "./support/deployment";
import { fahd, noura, sara } from "./support/people";
import { PhonePage } from "./support/phone";
import { expect, PHONE, test } from "./support/stage";
import { LANGUAGES } from "./support/words";

for (const language of LANGUAGES) {
  test(`[S-60] board, details, sign-in and import have no axe violation (${language})`, async ({ stage }) => {
    const signIn = await stage.open("/sign-in", { language });
    await expect(signIn.page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(signIn.page.locator("html")).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
    expect(await inBothThemes(signIn.page), "sign-in").toEqual({});

    const dispatcher = await DeploymentAs.signIn(sara);
    const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
    stage.owns(ticketId);
    const board = new BoardPage(await stage.openAs(sara, { language }));
    await board.ready();
    expect(await inBothThemes(board.page), "board").toEqual({});
    await (await board.find(number)).click();
    await expect(
      board.page.getByRole("region", { name: board.opened.words.t("board.detail.label") }),
    ).toBeVisible();
    expect(await inBothThemes(board.page), "board with details").toEqual({});
    await board.page.goto("/import");
    await expect(board.page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await inBothThemes(board.page), "import").toEqual({});
  });

  test(`[S-60] people, settings, audit log and account have no axe violation (${language})`, async ({
    stage,
  }) => {
    const { page } = await stage.openAs(noura, { language }, "/people");
    // Pages are left faster than people leave them: the client would ask while a write is still on its way.
    stage.tolerate(/'beforeunload' confirmation panel/);
    for (const path of [
      "/people",
      "/people?tab=technicians",
      "/settings",
      "/settings?tab=lists",
      "/settings?tab=audit",
      "/account",
    ]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator(".animate-pulse")).toHaveCount(0);
      expect(await inBothThemes(page), path).toEqual({});
    }
    for (const path of ["/customer", "/forgot", "/join/nobody-made-this"]) {
      const stranger = await stage.open(path, { language, size: PHONE });
      await expect(stranger.page.locator("main")).not.toBeEmpty();
      await expect(stranger.page.locator(".animate-pulse")).toHaveCount(0);
      expect(await inBothThemes(stranger.page), path).toEqual({});
    }
  });

  test(`[S-60] grid, past, wall, printed day, customers, catalogue and a stranger's request have no axe violation (${language})`, async ({
    stage,
  }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const { technicianId } = await dispatcher.technician(fahd);
    const { page } = await stage.openAs(noura, { language });
    stage.tolerate(/'beforeunload' confirmation panel/);
    for (const path of [
      "/board?centre=grid",
      "/board?replay=09:00:00",
      "/wall",
      `/print/day/${technicianId}`,
      "/customers",
      "/settings?tab=catalogue",
      "/settings?tab=promises",
      "/escalations",
      "/outbox",
      "/requests/new",
    ]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expect(page.locator(".animate-pulse")).toHaveCount(0);
      expect(await inBothThemes(page), path).toEqual({});
    }
    const stranger = await stage.open("/request", { language, size: PHONE });
    await expect(stranger.page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(stranger.page.locator(".animate-pulse")).toHaveCount(0);
    expect(await inBothThemes(stranger.page), "/request").toEqual({});
  });

  test(`[S-25, S-60] a ticket's page with every part open, the branch's parts, and the board on a phone (${language})`, async ({
    stage,
  }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
    stage.owns(ticketId);
    const { page, words } = await stage.openAs(sara, { language }, `/tickets/${number}`);
    const parts = page.locator("section[data-section] h3 button");
    await expect(parts.first()).toBeVisible();
    for (const part of await parts.all())
      if ((await part.getAttribute("aria-expanded")) === "false") await part.click();
    await page.getByRole("button", { name: words.t("records.dealings.log") }).click();
    await page.getByRole("button", { name: words.t("records.link.renew") }).click();
    await expect(page.locator(".animate-pulse")).toHaveCount(0);
    expect(await inBothThemes(page), "ticket").toEqual({});
    stage.tolerate(/'beforeunload' confirmation panel/);
    await page.goto("/parts");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator(".animate-pulse")).toHaveCount(0);
    expect(await inBothThemes(page), "/parts").toEqual({});

    const phone = await stage.openAs(sara, { language, size: PHONE, touch: true });
    await expect(phone.page.locator("button[data-card]").first()).toBeVisible();
    expect(await inBothThemes(phone.page), "board on a phone").toEqual({});
    const wider = await phone.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider, "pixels wider than the screen").toBeLessThanOrEqual(0);
  });

  test(`[S-60] phone and tracking page have no axe violation and no sideways scroll at 390 px (${language})`, async ({
    stage,
  }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const home = { lat: 24.7, lng: 46.7 };
    const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة", point: home });
    stage.owns(ticketId);
    const { technicianId } = await dispatcher.technician(fahd);
    await dispatcher.place(ticketId, technicianId, todayAt(10));
    const technician = await DeploymentAs.signIn(fahd);
    await technician.step(ticketId, "start_trip", { fix: { ...home, accuracyM: 10 } });
    await technician.reportPosition({ lat: 24.71, lng: 46.71 });
    const { trackingToken } = await dispatcher.detail(ticketId);

    const phone = new PhonePage(
      await stage.openAs(fahd, { language, size: PHONE, touch: true, place: home }),
    );
    await expect(phone.step(number, "arrive")).toBeVisible();
    const tracking = await stage.open(`/t/${trackingToken ?? ""}`, { language, size: PHONE });
    await expect(tripMap(tracking)).toBeVisible();
    for (const page of [phone.page, tracking.page]) {
      expect(await inBothThemes(page), page.url()).toEqual({});
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wider, "pixels wider than the screen").toBeLessThanOrEqual(0);
    }
  });
}
