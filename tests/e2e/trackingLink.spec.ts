/** [S-06] [Z-03] What a tracking link opens and what it does not. */
import { DeploymentAs } from "./support/deployment";
import { fahd, sara } from "./support/people";
import { expect, PHONE, test } from "./support/stage";
import { LANGUAGES } from "./support/words";

for (const language of LANGUAGES) {
  test(`[S-06] an unknown link says so and lets the customer try another (${language})`, async ({
    stage,
  }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
    stage.owns(ticketId);
    const { trackingToken } = await dispatcher.detail(ticketId);
    const { page, words } = await stage.open("/t/nobody-has-ever-made-this-token", { language, size: PHONE });
    const { t } = words;
    await expect(page.getByRole("heading", { level: 1, name: t("tracking.findTitle") })).toBeVisible();
    await page.getByRole("textbox", { name: t("tracking.findLabel") }).fill(`x/t/${trackingToken ?? ""}`);
    await page.getByRole("button", { name: t("tracking.findAction") }).click();
    await expect(page.getByText(number)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("tracking.sentence.new"));
  });

  test(`[Z-03] the page tells the customer nothing about staff but a first name (${language})`, async ({
    stage,
  }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const ticket = await dispatcher.importTicket({ problem: "معاينة عامة" });
    stage.owns(ticket.ticketId);
    const { technicianId, phone } = await dispatcher.technician(fahd);
    await dispatcher.place(ticket.ticketId, technicianId, null);
    const { trackingToken } = await dispatcher.detail(ticket.ticketId);
    const { page, words } = await stage.open(`/t/${trackingToken ?? ""}`, { language, size: PHONE });
    const first = words.name(fahd.name).split(" ")[0] ?? "";
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      words.t("tracking.sentence.assigned", { name: first }),
    );
    const body = (await page.locator("body").textContent()) ?? "";
    for (const secret of [fahd.name.ar, fahd.name.en, phone, sara.name.ar, "+966501234567"])
      expect(body).not.toContain(secret);
  });
}
