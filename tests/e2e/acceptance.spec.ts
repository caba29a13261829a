/**
 * The first six of the ten acceptance tests by which the board is measured (numbered #1 to #6), as journeys. What else
 * they touch is held elsewhere: refusals, planMode, keyboardAndTouch, mapDrag, liveTrip.
 */
import type { Page } from "@playwright/test";
import type { Id } from "../../convex/_generated/dataModel";
import { api } from "../../convex/_generated/api";
import { Executions } from "../bench/board/executions";
import { customerFirstName, tripMap } from "./support/customer";
import { BoardPage, todayAt } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, faisal, noura, omar, type Person, sara } from "./support/people";
import { PhonePage } from "./support/phone";
import { expect, PHONE, test } from "./support/stage";
import { engineLog } from "./support/stageEnvironment";

const ZONE = "Asia/Riyadh";
const HOME = { lat: 24.7136, lng: 46.6753 };

/** News of a visit for the customer, whatever became of them. */
async function visitNews(dispatcher: DeploymentAs, ticketId: Id<"tickets">) {
  const messages = await dispatcher.client.query(api.outbox.ofTicket, { ticketId });
  return messages.filter(({ template }) => /^visit_(scheduled|moved|called_off)$/.test(template));
}

test("#1 [S-35, T-32, R-09] two drop one card within 50 ms: one wins, the other sees who and what now; one message goes out", async ({
  stage,
}) => {
  stage.tolerate(/ticket\.changedMeanwhile/);
  const owner = await DeploymentAs.signIn(noura);
  const setGrace = (value: number | null) =>
    owner.client.mutation(api.settings.set, { key: "messages.graceMinutes", value });
  // So that what is sent goes out while one watches.
  await setGrace(0);
  try {
    const dispatcher = await DeploymentAs.signIn(sara);
    const { number, ticketId } = await dispatcher.importTicket({ problem: "غسالة لا تعصر" });
    stage.owns(ticketId);
    const { branchId } = await dispatcher.branch();
    const side = async (by: Person, man: Person, hour: number) => {
      const { technicianId } = await dispatcher.technician(man);
      const opened = await stage.openAs(by, { language: "ar" }, `/board?branch=${branchId}`);
      return { by, man, technicianId, startsAt: todayAt(hour), board: new BoardPage(opened) };
    };
    const sides = [await side(sara, fahd, 14), await side(faisal, omar, 18)] as const;
    for (const { board, technicianId, startsAt } of sides) {
      await board.ready();
      const card = await board.find(number);
      const spot = await board.spotOnLane(technicianId, startsAt);
      await board.carry(await board.middleOf(card), spot);
      await board.page.evaluate(() => {
        const note = (event: PointerEvent) =>
          Reflect.set(window, "droppedAt", performance.timeOrigin + event.timeStamp);
        window.addEventListener("pointerup", note, { capture: true, once: true });
      });
    }
    await Promise.all(sides.map(({ board }) => board.drop()));
    const droppedAt = async (page: Page) =>
      Number(await page.evaluate(() => Reflect.get(window, "droppedAt") as unknown));
    const [first, second] = [await droppedAt(sides[0].board.page), await droppedAt(sides[1].board.page)];
    expect(Math.abs(first - second), "ms between the two drops").toBeLessThanOrEqual(50);

    const visit = async () => (await dispatcher.detail(ticketId)).ticket.visit;
    await expect.poll(visit).not.toBeNull();
    const held = await visit();
    const winner = sides.find(({ technicianId }) => technicianId === held?.technicianId) ?? sides[0];
    const loser = winner === sides[0] ? sides[1] : sides[0];
    const { t, name } = loser.board.opened.words;
    const told = loser.board.message(t("board.drop.conflict", { name: name(winner.by.name), number }));
    await expect(told).toBeVisible();
    // The choice: give it to his own man anyway.
    await expect(
      told.getByRole("button", { name: t("board.drop.takeOver", { name: name(loser.man.name) }) }),
    ).toBeVisible();
    for (const { board } of sides) {
      await expect(board.visit(winner.technicianId, number)).toBeVisible();
      await expect(board.visit(loser.technicianId, number)).toHaveCount(0);
    }
    await expect
      .poll(async () => (await visitNews(dispatcher, ticketId)).map(({ state }) => state))
      .not.toContain("planned");
    const news = await visitNews(dispatcher, ticketId);
    expect(news.map(({ template }) => template)).toEqual(["visit_scheduled"]);
    // It went as far as anything goes without a provider, and names the hour that won.
    expect(news[0]?.state).toBe("notSent");
    expect(held?.startsAt).toBe(winner.startsAt);
  } finally {
    await setGrace(null);
  }
});

test("#2 [S-35, S-21] a whole assignment by keyboard in Arabic: found, lifted, carried, dropped, undone, each step spoken", async ({
  stage,
}) => {
  const dispatcher = await DeploymentAs.signIn(sara);
  const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
  stage.owns(ticketId);
  const { technicianId } = await dispatcher.technician(fahd);
  const board = new BoardPage(await stage.openAs(sara, { language: "ar" }));
  await board.ready();
  const { page } = board;
  const { t, format, name } = board.opened.words;
  // What a screen reader would have read out, in order.
  await page.evaluate(() => {
    const spoken: string[] = [];
    Reflect.set(window, "spoken", spoken);
    const hear = () => {
      for (const region of document.querySelectorAll('[aria-live="assertive"], [role="alertdialog"]')) {
        const text = region.textContent;
        if (text !== "" && spoken.at(-1) !== text && !spoken.includes(text)) spoken.push(text);
      }
    };
    new MutationObserver(hear).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  const spoken = async () =>
    (await page.evaluate(() => Reflect.get(window, "spoken") as string[])).join("\n");

  await page.keyboard.press("/");
  await page.keyboard.type(number);
  await expect(board.card(number)).toBeVisible();
  // From the search to the card by Tab alone.
  const onCard = () => board.card(number).evaluate((card) => card === document.activeElement);
  for (let press = 0; press < 80 && !(await onCard()); press += 1) await page.keyboard.press("Tab");
  expect(await onCard(), "the card is reached by Tab").toBe(true);
  await expect(board.card(number)).toHaveAccessibleDescription(t("board.card.instructions"));

  const untimed = t("board.carry.target.technician", { name: name(fahd.name) });
  await page.keyboard.press("Space");
  await expect.poll(spoken).toContain(t("board.carry.lifted", { number, target: untimed }));
  // Down to a colleague and up again, then into the day: in Arabic time runs to the left.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(board.visit(technicianId, number)).toBeVisible();
  const startsAt = (await dispatcher.detail(ticketId)).ticket.visit?.startsAt ?? 0;
  const timed = t("board.carry.target.lane", {
    name: name(fahd.name),
    time: format.time(startsAt, ZONE),
  });
  await expect.poll(spoken).toContain(t("board.carry.over", { target: timed }));
  await expect.poll(spoken).toContain(t("board.drop.done", { number, target: timed }));
  // The focus went along, so that the next key is about the same ticket.
  await expect(board.visit(technicianId, number)).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(board.visit(technicianId, number)).toHaveCount(0);
  const what = t("boardActions.one.schedule", {
    number,
    to: name(fahd.name),
    time: format.dateTime(startsAt, ZONE),
  });
  await expect.poll(spoken).toContain(t("boardActions.undone", { what }));
});

for (const timeDirection of ["reading", "ltr"] as const) {
  test(`#3 [S-35, d-8] dragging on a right-to-left page with time running ${timeDirection}: always what is under the pointer`, async ({
    stage,
  }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة", point: HOME });
    stage.owns(ticketId);
    const opened = await stage.openAs(sara, { language: "ar", reducedMotion: true });
    await opened.page.evaluate((runs) => {
      localStorage.setItem("maydan.preferences", JSON.stringify({ locale: "ar", timeDirection: runs }));
    }, timeDirection);
    await opened.page.reload();
    const board = new BoardPage(opened);
    await board.ready();
    const { page } = board;
    const { t, format, name } = opened.words;
    const card = await board.find(number);
    const [his, omars] = [await dispatcher.technician(fahd), await dispatcher.technician(omar)];
    await board.carry(await board.middleOf(card), await board.spotOnLane(his.technicianId, todayAt(12)));
    const under = (x: number, y: number) =>
      page.evaluate(
        ([left = 0, top = 0]) =>
          document.elementFromPoint(left, top)?.closest<HTMLElement>("[data-drop]")?.dataset["technician"],
        [x, y],
      );
    for (const [person, row, hour] of [
      [fahd, his, 11],
      [fahd, his, 15],
      [omar, omars, 17],
      [fahd, his, 13],
    ] as const) {
      const spot = await board.spotOnLane(row.technicianId, todayAt(hour));
      await page.mouse.move(spot.x, spot.y, { steps: 6 });
      expect(await under(spot.x, spot.y)).toBe(row.technicianId);
      const said = t("board.carry.target.lane", {
        name: name(person.name),
        time: format.time(todayAt(hour), ZONE),
      });
      await expect(page.getByText(said).last()).toBeVisible();
    }
    await board.drop();
    await expect(board.visit(his.technicianId, number)).toBeVisible();
    expect((await dispatcher.detail(ticketId)).ticket.visit?.startsAt).toBe(todayAt(13));
    // It lies where it was dropped, not at the mirrored place.
    const [box, spot] = [
      await board.visit(his.technicianId, number).boundingBox(),
      await board.spotOnLane(his.technicianId, todayAt(13) + 10 * 60_000),
    ];
    expect(box && spot.x >= box.x && spot.x <= box.x + box.width).toBe(true);
  });
}

test("#3 [S-23, S-35, d-8] dragging onto one of two close markers on a right-to-left page", async ({
  stage,
}) => {
  const dispatcher = await DeploymentAs.signIn(sara);
  const at = { lat: 24.95, lng: 46.5 };
  const places = [
    [fahd, { lat: 24.956, lng: 46.508 }],
    [omar, { lat: 24.956, lng: 46.511 }],
  ] as const;
  for (const [person, place] of places) await (await DeploymentAs.signIn(person)).reportPosition(place);
  const { number, ticketId } = await dispatcher.importTicket({ problem: "غسالة لا تعصر", point: at });
  stage.owns(ticketId);
  const board = new BoardPage(await stage.openAs(sara, { language: "ar", reducedMotion: true }));
  await board.ready();
  const { page } = board;
  const { t, name } = board.opened.words;
  await (await board.find(number)).click();
  await page.getByRole("button", { name: t("board.detail.showOnMap") }).click();
  await page
    .getByRole("region", { name: t("board.detail.label") })
    .getByRole("button", { name: t("shell.close") })
    .click();
  const from = await board.spotOnMap(at, 14, at);
  await page.mouse.move(from.x, from.y);
  await expect(board.map).toContainText(number);
  const spots = await Promise.all(places.map(([, place]) => board.spotOnMap(at, 14, place)));
  await board.carry(from, spots[0] ?? from);
  for (const index of [0, 1, 0]) {
    const [place, spot] = [places[index], spots[index]];
    if (!place || !spot) throw new Error("two places");
    await page.mouse.move(spot.x, spot.y, { steps: 4 });
    const said = t("board.carry.target.technician", { name: name(place[0].name) });
    await expect(page.getByText(said).last()).toBeVisible();
  }
  await board.drop();
  const { technicianId } = await dispatcher.technician(fahd);
  await expect(board.untimed(technicianId, number)).toBeVisible();
  expect((await dispatcher.detail(ticketId)).ticket.visit?.technicianId).toBe(technicianId);
});

test("#4 [S-23, d-5] while technicians move no board query runs again; positions come by the sheet, and the map pans", async ({
  stage,
}) => {
  const dispatcher = await DeploymentAs.signIn(sara);
  const board = new BoardPage(await stage.openAs(sara, { language: "ar", reducedMotion: true }));
  await board.ready();
  const crew = await Promise.all(
    [fahd, omar].map(async (person: Person) => await DeploymentAs.signIn(person)),
  );
  const report = async (step: number) => {
    await Promise.all(
      crew.map((one, index) => one.reportPosition({ lat: 24.6 + step * 0.002, lng: 46.6 + index * 0.02 })),
    );
  };
  await report(0);
  await board.page.waitForTimeout(1_500);
  const ran = new Executions(engineLog());
  ran.restart();
  const box = await board.map.boundingBox();
  if (!box) throw new Error("no map is drawn");
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const frames = board.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let drawn = 0;
        const until = performance.now() + 6_000;
        const tick = () => {
          drawn += 1;
          if (performance.now() < until) requestAnimationFrame(tick);
          else resolve(drawn);
        };
        requestAnimationFrame(tick);
      }),
  );
  const moving = (async () => {
    for (let step = 1; step <= 12; step += 1) {
      await report(step);
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
  })();
  await board.page.mouse.move(middle.x, middle.y);
  await board.page.mouse.down();
  for (let step = 0; step < 40; step += 1)
    await board.page.mouse.move(middle.x + 80 * Math.cos(step / 5), middle.y + 50 * Math.sin(step / 5));
  await board.page.mouse.up();
  await moving;
  expect(await frames).toBeGreaterThan(10);
  const runs = ran.byFunction();
  const count = (name: string) => runs.get(name)?.count ?? 0;
  expect(count("technicians:reportPosition")).toBeGreaterThanOrEqual(12 * crew.length);
  expect(count("positions:sheet")).toBeGreaterThan(0);
  const again = [...runs].filter(([name]) => name.startsWith("board:") || name.startsWith("search:"));
  expect(again, "board queries that ran again").toEqual([]);
  // The board still answers: it was neither reloaded nor stuck.
  expect((await dispatcher.branch()).city).toBe("riyadh");
  await expect(board.map.getByRole("button", { name: board.opened.words.t("map.list") })).toBeEnabled();
});

test("#5 [S-35, d-6, d-11] undone within the grace period: no SMS, and the history shows both", async ({
  stage,
}) => {
  const dispatcher = await DeploymentAs.signIn(sara);
  const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
  stage.owns(ticketId);
  const { technicianId } = await dispatcher.technician(fahd);
  const board = new BoardPage(await stage.openAs(sara, { language: "ar" }));
  await board.ready();
  const { page } = board;
  const { t } = board.opened.words;
  await board.dragToLane(number, technicianId, todayAt(15));
  await expect(board.visit(technicianId, number)).toBeVisible();
  const { format, name } = board.opened.words;
  const target = t("board.carry.target.lane", {
    name: name(fahd.name),
    time: format.time(todayAt(15), ZONE),
  });
  await expect(board.message(t("board.drop.done", { number, target }))).toBeVisible();
  const [planned] = await visitNews(dispatcher, ticketId);
  expect(planned?.state).toBe("planned");
  await page.keyboard.press("Control+z");
  await expect(board.visit(technicianId, number)).toHaveCount(0);
  // Withdrawn before its time: nothing planned is left, and nothing was sent.
  const news = await visitNews(dispatcher, ticketId);
  expect(news.map(({ state }) => state)).toEqual(["skipped"]);
  await (await board.find(number)).click();
  const detail = page.getByRole("region", { name: t("board.detail.label") });
  for (const action of ["schedule", "unassign"] as const)
    await expect(detail.getByText(t(`timeline.${action}`)).first()).toBeAttached();
  const { timeline } = await dispatcher.detail(ticketId);
  expect(timeline.slice(-2).map(({ action, takesBack }) => [action, takesBack])).toEqual([
    ["schedule", null],
    ["unassign", "undo"],
  ]);
});

test("#6 [S-07, Z-03, d-12] a tracking page open during a reassignment: the old technician's point goes in the same update", async ({
  stage,
}) => {
  const dispatcher = await DeploymentAs.signIn(sara);
  const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة", point: HOME });
  stage.owns(ticketId);
  const [his, omars] = [await dispatcher.technician(fahd), await dispatcher.technician(omar)];
  await dispatcher.place(ticketId, his.technicianId, todayAt(11));
  const { trackingToken } = await dispatcher.detail(ticketId);
  const phone = new PhonePage(
    await stage.openAs(fahd, {
      language: "ar",
      size: PHONE,
      touch: true,
      place: { lat: 24.7136, lng: 46.72 },
    }),
  );
  const customer = await stage.open(`/t/${trackingToken ?? ""}`, { language: "ar", size: PHONE });
  const frames: string[] = [];
  const { page, words } = customer;
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => frames.push(String(payload))));
  await page.reload();
  await phone.focus(number);
  await phone.take(number, "start_trip");
  await expect(tripMap(customer)).toBeVisible();
  // Every state of the page from here on: the map may stand under the old sentence alone.
  const label = words.t("map.tripLabel");
  await page.evaluate((mapLabel) => {
    const heading = () => document.querySelector("h1")?.textContent ?? "";
    const first = heading();
    const torn: string[] = [];
    Reflect.set(window, "torn", torn);
    const minutes = (text: string) => text.replace(/[\d٠-٩]+/g, "");
    new MutationObserver(() => {
      const map = document.querySelector(`[aria-label="${mapLabel}"]`);
      if (map !== null && minutes(heading()) !== minutes(first)) torn.push(heading());
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  }, label);
  await dispatcher.step(ticketId, "turn_back", { reason: "other", note: "أُعيد الإسناد" });
  frames.length = 0;
  await dispatcher.place(ticketId, omars.technicianId, todayAt(18));
  const name = customerFirstName(words, omar);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  await expect(tripMap(customer)).toHaveCount(0);
  // Where Fahd drives now is nobody's business here.
  await (await DeploymentAs.signIn(fahd)).reportPosition({ lat: 24.70123, lng: 46.70321 });
  await page.waitForTimeout(1_500);
  expect(frames.join("")).not.toContain("24.70123");
  expect(await page.evaluate(() => Reflect.get(window, "torn") as unknown)).toEqual([]);
});
