/**
 * With an operator's key Clerk keeps the sessions: its form in place of ours, its tokens for the same members, and an
 * honest page when it cannot be reached.
 */
import { startWebServer, type WebServer } from "../../web/host/webServer";
import { createSigner, type Issuer, type Signer, startIssuer } from "../engine/auth/tokens";
import { breakClerk, CLERK_KEY, stubClerk } from "./support/clerkStub";
import { sara } from "./support/people";
import { expect, test as base } from "./support/stage";
import { engineUrl, issuerPort, pagesDir, stageNow } from "./support/stageEnvironment";

const STRANGER = "stranger@example.com";

interface Service {
  readonly pages: WebServer;
  readonly issuer: Issuer;
  readonly signer: Signer;
}

const test = base.extend<object, { service: Service }>({
  service: [
    async ({ browserName: _browser }, use) => {
      const signer = await createSigner("RS256");
      const issuer = await startIssuer(signer, issuerPort());
      const pages = await startWebServer({
        host: "127.0.0.1",
        port: 0,
        distDir: pagesDir(),
        engineUrl: engineUrl(),
        config: { clerkKey: CLERK_KEY, mapStyleUrl: "schematic" },
      });
      await use({ pages, issuer, signer });
      await pages.close();
      await issuer.close();
    },
    { scope: "worker" },
  ],
});

test("[J-16] a member signed in at Clerk is the same member here; a stranger there is nobody here", async ({
  stage,
  service: { pages, issuer, signer },
}) => {
  stage.tolerate(/auth\.identityUnknown/);
  const issueToken = (email: string) => {
    const iat = Math.floor(stageNow() / 1000);
    return signer.sign({
      iss: issuer.url,
      aud: "convex",
      sub: `user_${email}`,
      iat,
      exp: iat + 600,
      email,
      email_verified: true,
    });
  };
  const device = await stage.device({ language: "en" });
  await stubClerk(device, [sara.email, STRANGER], issueToken);
  const { page, words } = await stage.openOn(device, `${pages.url}/board`, "en");

  await page.getByRole("button", { name: STRANGER }).click();
  await expect(page.getByText(words.t("shell.noMember.title"))).toBeVisible();
  await page.getByRole("button", { name: words.t("shell.menu.signOut") }).click();

  await page.getByRole("button", { name: sara.email }).click();
  await expect(page).toHaveURL(/\/board/);
  const account = page.getByRole("button", {
    name: `${words.t("shell.menu.label")}: ${words.name(sara.name)}`,
  });
  await expect(account).toBeVisible();
  // The session outlives the page.
  await page.reload();
  await expect(account).toBeVisible();
});

test("[J-16] where Clerk cannot be reached that is said, and what needs no session works", async ({
  stage,
  service: { pages },
}) => {
  stage.tolerate(/clerk/i);
  const device = await stage.device({ language: "ar" });
  await breakClerk(device);
  const { page, words } = await stage.openOn(device, `${pages.url}/sign-in`, "ar");
  const said = page.getByRole("alert").getByText(words.t("session.service.failedTitle"));
  await expect(said).toBeVisible();
  await page.goto(`${pages.url}/board`);
  await expect(said).toBeVisible();
  await page.goto(`${pages.url}/request`);
  await expect(page.getByRole("heading", { name: words.t("request.title") })).toBeVisible();
  await expect(page.getByRole("textbox", { name: words.t("request.who.name") })).toBeVisible();
});
