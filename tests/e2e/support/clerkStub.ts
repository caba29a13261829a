/**
 * Stands where Clerk's script would be: the part of it that Clerk's React package calls, with one button per person in
 * place of the form. Tokens come from the test, signed by an issuer the deployment trusts.
 */
import type { BrowserContext } from "@playwright/test";

/** The host that a publishable key names inside itself. */
export const CLERK_HOST = "sign-in.example.com";
export const CLERK_KEY = `pk_test_${Buffer.from(`${CLERK_HOST}$`).toString("base64")}`;

/** Runs in the page. `issueToken` is exposed by the test. */
function clerkScript(people: readonly string[]): void {
  const page = globalThis as unknown as {
    Clerk: unknown;
    __internal_ClerkUICtor: unknown;
    issueToken(email: string): Promise<string>;
  };
  const KEPT = "stub.session";
  const listeners = new Set<(resources: unknown) => void>();
  const resources = () => {
    const email = localStorage.getItem(KEPT);
    const user =
      email === null ? null : { id: `user_${email}`, primaryEmailAddress: { emailAddress: email } };
    const session =
      email === null
        ? null
        : {
            id: `sess_${email}`,
            status: "active",
            user,
            actor: null,
            lastActiveToken: { jwt: { claims: { sub: `user_${email}` } } },
            factorVerificationAge: null,
            currentTask: null,
            getToken: () => page.issueToken(email),
          };
    return { client: { sessions: [], signedInSessions: [] }, session, user, organization: null };
  };
  const clerk = {
    loaded: false,
    __internal_lastEmittedResources: undefined as ReturnType<typeof resources> | undefined,
    get session() {
      return resources().session;
    },
    async load() {
      await Promise.resolve();
      clerk.loaded = true;
      tell();
    },
    addListener(listener: (told: unknown) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    mountSignIn(place: HTMLElement) {
      for (const email of people) {
        const button = document.createElement("button");
        button.textContent = email;
        button.addEventListener("click", () => {
          localStorage.setItem(KEPT, email);
          tell();
        });
        place.append(button);
      }
    },
    unmountSignIn(place: HTMLElement) {
      place.replaceChildren();
    },
    async signOut() {
      await Promise.resolve();
      localStorage.removeItem(KEPT);
      tell();
    },
  };
  const tell = () => {
    clerk.__internal_lastEmittedResources = resources();
    listeners.forEach((listener) => listener(clerk.__internal_lastEmittedResources));
  };
  page.__internal_ClerkUICtor = class {};
  page.Clerk = clerk;
}

async function serve(device: BrowserContext, script: string): Promise<void> {
  await device.route(`https://${CLERK_HOST}/**`, async (route) => {
    const isClient = route.request().url().includes("/clerk.browser.js");
    await route.fulfill({
      contentType: "text/javascript",
      headers: { "access-control-allow-origin": "*" },
      body: isClient ? script : "",
    });
  });
}

/** On this device Clerk answers, and these people could sign in there. */
export async function stubClerk(
  device: BrowserContext,
  people: readonly string[],
  issueToken: (email: string) => Promise<string>,
): Promise<void> {
  await device.exposeFunction("issueToken", issueToken);
  await serve(device, `(${clerkScript.toString()})(${JSON.stringify(people)});`);
}

/** On this device Clerk's script comes, and then Clerk itself does not answer. */
export async function breakClerk(device: BrowserContext): Promise<void> {
  await serve(
    device,
    `globalThis.__internal_ClerkUICtor = class {};
     globalThis.Clerk = { loaded: false, load: () => Promise.reject(new Error("Clerk does not answer")) };`,
  );
}
