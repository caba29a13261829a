/** The technician's phone page: the next step at the bottom, and what is sent. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { StepAction } from "../../../shared/tickets/transitions";
import type { OpenedPage } from "./stage";

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export class PhonePage {
  readonly page: Page;

  constructor(readonly opened: OpenedPage) {
    this.page = opened.page;
  }

  get #t() {
    return this.opened.words.t;
  }

  /** The bar with the next step of a ticket. */
  nextStep(number: string): Locator {
    return this.page.getByRole("region", { name: this.#t("technician.next", { number }) });
  }

  step(number: string, action: StepAction): Locator {
    const word = this.#t(`actions.${action}`);
    return this.nextStep(number).getByRole("button", { name: new RegExp(escape(word)) });
  }

  /** Brings the job into focus when another one is first. */
  async focus(number: string): Promise<void> {
    const bar = this.nextStep(number);
    if (await bar.isVisible()) return;
    await this.page.getByRole("button", { name: new RegExp(escape(number)) }).click();
    await expect(bar).toBeVisible();
  }

  async take(number: string, action: StepAction): Promise<void> {
    await this.step(number, action).click();
  }

  async finishDiagnosis(number: string, note: string): Promise<void> {
    await this.take(number, "complete_diagnosis");
    await this.page.getByRole("textbox", { name: this.#t("steps.found") }).fill(note);
    await this.take(number, "complete_diagnosis");
  }

  get duty(): Locator {
    return this.page.getByRole("switch", { name: this.#t("technician.duty.label") });
  }
}
