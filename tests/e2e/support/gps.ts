/**
 * A positioning receiver for a device: keeps telling the browser where it is, as a real one does every second. The
 * browser hands a place out once and considers it too old soon after.
 */
import type { BrowserContext } from "@playwright/test";
import type { Point } from "../../../shared/geo/point";

const EVERY_MS = 700;

export class Gps {
  #place: Point;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly context: BrowserContext,
    start: Point,
  ) {
    this.#place = start;
    this.#timer = setInterval(() => void this.#tell(), EVERY_MS);
  }

  /** The device is somewhere else now. */
  async moveTo(place: Point): Promise<void> {
    this.#place = place;
    await this.#tell();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #tell(): Promise<void> {
    const { lat, lng } = this.#place;
    // The context may be closing between two ticks; then nobody wants to know.
    await this.context.setGeolocation({ latitude: lat, longitude: lng, accuracy: 12 }).catch(() => undefined);
  }
}
