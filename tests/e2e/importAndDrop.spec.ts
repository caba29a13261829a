/** [S-24] [S-35] [D-01] A real file becomes tickets, and one of them is dragged from the queue onto a lane. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { api } from "../../convex/_generated/api";
import { parseCsv } from "../../web/features/imports/csvTable";
import { BoardPage, todayAt } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, sara } from "./support/people";
import { expect, type OpenedPage, test } from "./support/stage";
import type { Language } from "./support/words";

const root = path.resolve(import.meta.dirname, "../..");
const ownFile = path.join(root, "tests/fixtures/requests.csv");
/** Open service requests of a city, when they lie beside the checkout. */
const cityFile = path.join(root, "../shared/data/nyc-311-requests.csv");

interface Journey {
  language: Language;
  name: string;
  content: string;
  find: string;
  refused: number;
}

const own = { name: path.basename(ownFile), content: readFileSync(ownFile, "utf8"), refused: 3 };
const JOURNEYS: Journey[] = [
  { ...own, language: "en", find: "Washing machine does not spin" },
  existsSync(cityFile)
    ? {
        language: "ar",
        name: path.basename(cityFile),
        content: readFileSync(cityFile, "utf8"),
        find: "1006 GERARD AVENUE",
        refused: 1,
      }
    : // Requests of other numbers: those of the first journey are in already.
      { ...own, language: "ar", content: own.content.replaceAll("MF-", "MA-"), find: "نورة العنزي" },
];

async function importFile({ page, words }: OpenedPage, { name, content }: Journey): Promise<void> {
  const { t } = words;
  await page.getByRole("link", { name: t("shell.nav.import") }).click();
  await expect(page.getByRole("heading", { level: 1, name: t("imports.title") })).toBeVisible();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: t("imports.drop.choose") }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
}

for (const journey of JOURNEYS) {
  const { language, name, content, find, refused } = journey;
  test(`[S-35] imports ${name} and drags one of its tickets from the queue onto a lane (${language})`, async ({
    stage,
  }) => {
    const rows = parseCsv(content).rows.length;
    const good = rows - refused;
    const dispatcher = await DeploymentAs.signIn(sara);
    const { technicianId } = await dispatcher.technician(fahd);
    const opened = await stage.openAs(sara, { language });
    const { page, words } = opened;
    const { t, format } = words;
    const board = new BoardPage(opened);

    await importFile(opened, journey);
    await expect(page.getByText(t("imports.check.good", { count: good }))).toBeVisible();
    await expect(page.getByText(t("imports.check.bad", { count: refused }))).toBeVisible();
    await page.getByRole("button", { name: t("imports.check.start", { count: good }) }).click();
    await expect(page.getByText(t("imports.run.doneTitle"))).toBeVisible({ timeout: 60_000 });
    const count = (label: string) =>
      page.getByRole("term").filter({ hasText: label }).locator("xpath=following-sibling::dd");
    await expect(count(t("imports.run.inserted"))).toHaveText(format.number(good));
    await expect(count(t("imports.run.rejected"))).toHaveText(format.number(refused));

    // The same file again brings nothing in twice.
    await page.getByRole("button", { name: t("imports.run.again") }).click();
    await importFile(opened, journey);
    await page.getByRole("button", { name: t("imports.check.start", { count: good }) }).click();
    await expect(page.getByText(t("imports.run.doneTitle"))).toBeVisible({ timeout: 60_000 });
    await expect(count(t("imports.run.inserted"))).toHaveText(format.number(0));
    await expect(count(t("imports.run.duplicates"))).toHaveText(format.number(good));

    await page.getByRole("link", { name: t("imports.run.toBoard") }).click();
    await board.ready();
    await board.search(find);
    const grip = page.getByRole("button", { name: /TK-/ }).filter({ has: page.getByText(find) });
    await expect(grip.first()).toBeVisible();
    const number = /TK-[0-9A-Z]{6}/.exec((await grip.first().textContent()) ?? "")?.[0] ?? "";
    expect(number).not.toBe("");

    const at = todayAt(15, 30);
    const to = await board.spotOnLane(technicianId, at);
    await board.carry(await board.middleOf(board.card(number)), to);
    await board.drop();
    await expect(board.card(number)).toHaveCount(0);
    const visit = board.visit(technicianId, number);
    await expect(visit).toBeVisible();
    await expect(visit).toHaveAccessibleName(new RegExp(t("statuses.scheduled")));
    await expect(visit).toHaveAccessibleName(new RegExp(format.time(at, "Asia/Riyadh")));

    // The deployment agrees with what is drawn.
    const ticketId = await dispatcher.client.query(api.tickets.find, { number });
    if (ticketId === null) throw new Error("the dropped ticket is found by its number");
    stage.owns(ticketId);
    const { ticket: stored } = await dispatcher.client.query(api.tickets.get, { ticketId });
    expect(stored.status).toBe("scheduled");
    expect(stored.visit?.startsAt).toBe(at);
  });
}
