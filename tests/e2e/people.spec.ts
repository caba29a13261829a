/** [S-29] A colleague is invited, sets a password, works, and is shut out while his page is open. */
import { expect, PHONE, test } from "./support/stage";
import { noura } from "./support/people";

test("[S-29] invited, joined, and refused on the open page in the moment of being shut out", async ({
  stage,
}) => {
  // A refused subscription is told to the console by the client; that is what this journey is about.
  stage.tolerate(/access\.denied|auth\.signedOut|\[CONVEX/);
  const { page: office, words } = await stage.openAs(noura, { language: "ar" }, "/people");
  const { t } = words;
  const email = `colleague.${Date.now()}@example.com`;
  await office.getByRole("button", { name: t("people.invite.action"), exact: true }).click();
  const dialog = office.getByRole("dialog");
  await dialog.getByLabel(t("people.email")).fill(email);
  await dialog.getByLabel(t("people.nameAr")).fill("زميلة جديدة");
  await dialog.getByLabel(t("people.nameEn")).fill("New Colleague");
  await dialog.getByText("فرع الرياض").click();
  await dialog.getByRole("button", { name: t("people.invite.submit") }).click();
  const link = (await office.getByText(/\/join\//).textContent()) ?? "";
  await office
    .getByRole("button", { name: t("shell.close") })
    .last()
    .click();
  await expect(office.getByText(t("people.invite.open"))).toBeVisible();

  const { page: guest, words: english } = await stage.open(new URL(link).pathname, {
    language: "en",
    size: PHONE,
  });
  await expect(guest.getByRole("heading", { level: 1 })).toContainText("Waha Maintenance");
  await guest.getByLabel(english.t("people.join.newPassword")).fill("short");
  await guest.getByRole("button", { name: english.t("people.join.submit") }).click();
  await expect(guest.getByRole("alert")).toContainText("Choose a longer password");
  await guest.getByLabel(english.t("people.join.newPassword")).fill("three quiet camels");
  await guest.getByRole("button", { name: english.t("people.join.submit") }).click();
  await guest.waitForURL((url) => url.pathname === "/board");
  await expect(guest.getByText(english.t("shell.connection.live"))).toBeVisible();

  // The office sees the new member and no open invitation any more, without a reload.
  await expect(office.getByText(t("people.invite.open"))).toBeHidden();
  await office.getByRole("button", { name: t("people.edit", { name: "زميلة جديدة" }) }).click();
  await office.getByRole("button", { name: t("people.member.deactivate") }).click();
  await office.getByRole("button", { name: t("people.member.deactivateYes") }).click();
  await expect(office.getByText(t("people.deactivated"))).toBeVisible();
  await expect(guest.getByText(english.t("account.deactivated.title"))).toBeVisible();
  await guest.reload();
  await expect(guest.getByText(english.t("account.deactivated.title"))).toBeVisible();

  await office.goto("/settings?tab=audit");
  const entries = office
    .getByRole("listitem")
    .filter({ hasText: t("settings.audit.actions.member-deactivated") });
  await expect(entries.first()).toContainText("New Colleague");
});
