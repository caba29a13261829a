/** The technician's phone page: the next step at the bottom, and what is sent. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { StepAction } from "../../../shared/tickets/transitions";
import { pictures } from "./pictures";
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

  /** Attaches pictures in the open form and waits until all of them have arrived. */
  async attach(number: string, count: number): Promise<void> {
    const bar = this.nextStep(number);
    await bar.locator('input[type="file"]').last().setInputFiles(pictures(count));
    await expect(
      bar
        .getByRole("img", { name: this.#t("steps.fileKinds.before") })
        .or(bar.getByRole("img", { name: this.#t("steps.fileKinds.after") })),
    ).toHaveCount(count);
  }

  /** Starts the inspection with a picture of what was found [S-50]. */
  async inspect(number: string): Promise<void> {
    await this.take(number, "start_inspection");
    await expect(this.step(number, "start_inspection")).toBeDisabled();
    await this.attach(number, 1);
    await this.take(number, "start_inspection");
  }

  /** Finishes the job with three pictures and the customer's signature [S-54]. */
  async complete(number: string): Promise<void> {
    await this.take(number, "mark_completed");
    await expect(this.step(number, "mark_completed")).toBeDisabled();
    await this.attach(number, 3);
    await this.sign(number);
    await this.take(number, "mark_completed");
  }

  /** Draws a signature and keeps it. */
  async sign(number: string): Promise<void> {
    const bar = this.nextStep(number);
    const sheet = bar.getByRole("img", { name: this.#t("steps.sign.here") });
    await sheet.scrollIntoViewIfNeeded();
    const box = await sheet.boundingBox();
    if (!box) throw new Error("there is nothing to sign on");
    const { mouse } = this.page;
    await mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.7);
    await mouse.down();
    for (const [x, y] of [
      [0.4, 0.3],
      [0.5, 0.7],
      [0.8, 0.4],
    ] as const)
      await mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 });
    await mouse.up();
    await bar.getByRole("button", { name: this.#t("steps.sign.save") }).click();
    await expect(bar.getByRole("img", { name: this.#t("steps.sign.picture") })).toBeVisible();
  }

  get duty(): Locator {
    return this.page.getByRole("switch", { name: this.#t("technician.duty.label") });
  }
}
