/** The board as a dispatcher handles it: find cards and lanes by what they are called, lift, carry, drop. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Point } from "../../../shared/geo/point";
import { instantAt } from "../../../shared/time/zones";
import type { OpenedPage } from "./stage";
import { stageNow } from "./stageEnvironment";

export interface Spot {
  readonly x: number;
  readonly y: number;
}

const STEPS = 12;
const ZONE = "Asia/Riyadh";
const TILE_PX = 512;

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** An instant of the stage's day by the wall clock of Riyadh. */
export function todayAt(hour: number, minute = 0): number {
  const day = new Date(stageNow() + 3 * 3_600_000).toISOString().slice(0, 10);
  return instantAt(day, hour * 60 + minute, ZONE);
}

export class BoardPage {
  readonly page: Page;

  constructor(readonly opened: OpenedPage) {
    this.page = opened.page;
  }

  get #t() {
    return this.opened.words.t;
  }

  /** The board is there: its queue and its lanes have rows. */
  async ready(): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: this.#t("board.title") })).toBeAttached();
    await expect(this.page.locator('[data-drop="lane"]').first()).toBeVisible();
  }

  card(number: string): Locator {
    return this.page.locator("button[data-card]").filter({ hasText: number });
  }

  grip(number: string): Locator {
    return this.page.getByRole("button", { name: this.#t("board.card.grip", { number }), exact: true });
  }

  laneHead(technicianId: string): Locator {
    return this.page.locator(`[data-drop="technician"][data-technician="${technicianId}"]`);
  }

  lane(technicianId: string): Locator {
    return this.page.locator(`[data-drop="lane"][data-technician="${technicianId}"]`);
  }

  /** The visit of a ticket on a technician's hours. */
  visit(technicianId: string, number: string): Locator {
    return this.lane(technicianId).getByRole("button", { name: new RegExp(escape(number)) });
  }

  /** The visit without a time yet, in the head of the lane. */
  untimed(technicianId: string, number: string): Locator {
    return this.laneHead(technicianId).getByRole("button", { name: new RegExp(escape(number)) });
  }

  /** The map with its controls; the drawing in it carries the name. */
  get map(): Locator {
    const drawing = this.page.getByRole("region", { name: this.#t("map.label") });
    return this.page.locator("[data-ground]").filter({ has: drawing });
  }

  /** A message over the page with this headline. */
  message(title: string | RegExp): Locator {
    return this.page.getByRole("alertdialog").filter({ hasText: title });
  }

  async search(text: string): Promise<void> {
    await this.page.getByRole("searchbox", { name: this.#t("board.search.label") }).fill(text);
  }

  /** Narrows the queue to one ticket, so that its card is surely in sight. */
  async find(number: string): Promise<Locator> {
    await this.search(number);
    await expect(this.card(number)).toBeVisible();
    return this.card(number);
  }

  async middleOf(target: Locator): Promise<Spot> {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error("the target is not on screen");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Where an instant lies on a lane; scrolls the lanes until it is in sight. */
  async spotOnLane(technicianId: string, at: number): Promise<Spot> {
    const lane = this.lane(technicianId);
    await lane.scrollIntoViewIfNeeded();
    const fraction = (at - todayAt(0)) / (24 * 3_600_000);
    const spot = await lane.evaluate((element, share) => {
      const drawn = getComputedStyle(element);
      // Lanes of a crew on call span the whole day, from midnight on.
      const hours = Math.round(100 / Number.parseFloat(drawn.backgroundSize));
      if (hours !== 24) throw new Error(`${hours} hours are drawn on the lanes, not 24`);
      const along = drawn.direction === "rtl" ? 1 - share : share;
      const find = () => {
        const box = element.getBoundingClientRect();
        return { x: box.x + along * box.width, y: box.y + box.height / 2 };
      };
      let scroller = element.parentElement;
      while (scroller && scroller.scrollWidth <= scroller.clientWidth) scroller = scroller.parentElement;
      if (scroller) {
        const frame = scroller.getBoundingClientRect();
        const before = find();
        const hidden = element.contains(document.elementFromPoint(before.x, before.y)) === false;
        if (hidden) scroller.scrollLeft += before.x - (frame.x + frame.width / 2);
      }
      return find();
    }, fraction);
    return spot;
  }

  /** Presses the mouse on `from` and carries to `to` without letting go. */
  async carry(from: Spot, to: Spot): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 8, from.y + 8, { steps: 3 });
    await mouse.move(to.x, to.y, { steps: STEPS });
  }

  async drop(): Promise<void> {
    await this.page.mouse.up();
  }

  /** Drags a card of the queue onto a time of a lane. */
  async dragToLane(number: string, technicianId: string, at: number): Promise<void> {
    const card = await this.find(number);
    const to = await this.spotOnLane(technicianId, at);
    await this.carry(await this.middleOf(card), to);
    await this.drop();
  }

  /** Drags a card of the queue onto the head of a lane: this technician, no time yet. */
  async dragToTechnician(number: string, technicianId: string): Promise<void> {
    const card = await this.find(number);
    const to = await this.middleOf(this.laneHead(technicianId).locator("bdi").first());
    await this.carry(await this.middleOf(card), to);
    await this.drop();
  }

  /** Window coordinate of a place, when the map's middle shows `center` at `zoom`. */
  async spotOnMap(center: Point, zoom: number, place: Point): Promise<Spot> {
    const middle = await this.middleOf(this.map);
    const world = TILE_PX * 2 ** zoom;
    const mercator = ({ lat }: Point): number =>
      Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
    return {
      x: middle.x + ((place.lng - center.lng) / 360) * world,
      y: middle.y - (mercator(place) - mercator(center)) * world,
    };
  }
}
