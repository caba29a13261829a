/**
 * The fixtures of the journeys: opening pages as somebody in a language, and the promise that no page complained. Every
 * page lives in a browser context of its own, like another person's device.
 */
import { type Browser, type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import type { Id } from "../../../convex/_generated/dataModel";
import type { Point } from "../../../shared/geo/point";
import { endTicket } from "./deployment";
import { Gps } from "./gps";
import type { Person } from "./people";
import { clockShiftMs, origin } from "./stageEnvironment";
import { type Traffic, watchTraffic } from "./traffic";
import { type Language, type Reader, reader } from "./words";

export interface OpenedPage {
  readonly page: Page;
  readonly words: Reader;
  readonly traffic: Traffic;
}

export interface OpenOptions {
  language: Language;
  size?: { width: number; height: number };
  touch?: boolean;
  /** Where the device says it is at first; without it the position is refused. */
  place?: Point;
  reducedMotion?: boolean;
}

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

const OUTSIDE_STYLE = "https://tiles.openfreemap.org";

export class Stage {
  readonly #contexts: BrowserContext[] = [];
  readonly #receivers = new Map<BrowserContext, Gps>();
  readonly #tickets: Id<"tickets">[] = [];
  readonly #complaints: string[] = [];
  #tolerated: RegExp[] = [];

  constructor(private readonly browser: Browser) {}

  /** A device: its own storage, language and clock. */
  async device(options: OpenOptions): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: origin(),
      locale: options.language === "ar" ? "ar-SA" : "en-GB",
      timezoneId: "Asia/Riyadh",
      viewport: options.size ?? DESK,
      hasTouch: options.touch ?? false,
      reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
      permissions: options.place ? ["geolocation"] : [],
    });
    await context.addInitScript(
      ({ shiftMs, language }) => {
        const RealDate = Date;
        const now = (): number => RealDate.now() + shiftMs;
        globalThis.Date = new Proxy(RealDate, {
          construct: (target, args: unknown[], newTarget) =>
            Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
          get: (target, key, receiver): unknown => (key === "now" ? now : Reflect.get(target, key, receiver)),
        });
        // Fixes carry the device's clock too.
        const stamp = Object.getOwnPropertyDescriptor(GeolocationPosition.prototype, "timestamp")?.get;
        if (stamp)
          Object.defineProperty(GeolocationPosition.prototype, "timestamp", {
            get(this: GeolocationPosition) {
              return (stamp.call(this) as number) + shiftMs;
            },
          });
        if (localStorage.getItem("maydan.preferences") === null)
          localStorage.setItem("maydan.preferences", JSON.stringify({ locale: language }));
      },
      { shiftMs: clockShiftMs(), language: options.language },
    );
    // The public map style lies outside this machine: journeys see the schematic everywhere, online or not.
    await context.route(`${OUTSIDE_STYLE}/**`, (route) => route.abort());
    this.#contexts.push(context);
    if (options.place) this.#receivers.set(context, new Gps(context, options.place));
    return context;
  }

  /** A page on a new device. */
  async open(path: string, options: OpenOptions): Promise<OpenedPage> {
    return await this.openOn(await this.device(options), path, options.language);
  }

  /** Another tab of a device. */
  async openOn(context: BrowserContext, path: string, language: Language): Promise<OpenedPage> {
    const page = await context.newPage();
    page.on("pageerror", (error) => this.#complaints.push(`${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      const { url } = message.location();
      if (message.type() === "error" && !url.startsWith(OUTSIDE_STYLE))
        this.#complaints.push(`${page.url()}: ${message.text()} (${url})`);
    });
    const traffic = watchTraffic(page);
    await page.goto(path);
    return { page, words: reader(language), traffic };
  }

  /** Signs in by the demo's one-click account and waits for the page of that role. */
  async openAs(person: Person, options: OpenOptions, path = "/"): Promise<OpenedPage> {
    const opened = await this.signInOn(await this.device(options), person, options.language);
    if (path !== "/") await opened.page.goto(path);
    return opened;
  }

  /** The same on a device that was prepared before. */
  async signInOn(
    device: BrowserContext,
    person: Person,
    language: Language,
    at = origin(),
  ): Promise<OpenedPage> {
    const opened = await this.openOn(device, `${at}/sign-in`, language);
    const { page, words } = opened;
    const account = page.getByRole("button", { name: person.email });
    await expect(account).toHaveAccessibleName(new RegExp(words.name(person.name)));
    await expect(account).toHaveAccessibleName(new RegExp(words.t(`roles.${person.role}`)));
    await account.click();
    await page.waitForURL((url) => url.pathname !== "/sign-in" && url.pathname !== "/");
    return opened;
  }

  /** Moves the device of a page that was opened with a place. */
  async move(page: Page, place: Point): Promise<void> {
    const receiver = this.#receivers.get(page.context());
    if (!receiver) throw new Error("the device was opened without a place");
    await receiver.moveTo(place);
  }

  /** The ticket is ended after the journey, whatever happened to it. */
  owns(ticketId: Id<"tickets">): void {
    this.#tickets.push(ticketId);
  }

  /** Complaints a journey provokes on purpose. */
  tolerate(...patterns: RegExp[]): void {
    this.#tolerated = [...this.#tolerated, ...patterns];
  }

  async close(): Promise<void> {
    for (const receiver of this.#receivers.values()) receiver.stop();
    for (const context of this.#contexts) await context.close();
    for (const ticketId of this.#tickets) await endTicket(ticketId);
    const unexpected = this.#complaints.filter(
      (complaint) => !this.#tolerated.some((pattern) => pattern.test(complaint)),
    );
    expect(unexpected, "errors in the browser's console").toEqual([]);
  }
}

export const test = base.extend<{ stage: Stage }>({
  stage: async ({ browser }, use) => {
    const stage = new Stage(browser);
    await use(stage);
    await stage.close();
  },
});

export { expect };
