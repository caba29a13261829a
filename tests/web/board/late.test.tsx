/* Forecasts on the board: lanes, the list of what will be late with its remedies, lengths, reasons, overrides. */
import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { ConvexError } from "convex/values";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { VisitRow } from "../../../web/features/board/boardData";
import { setPreferences } from "../../../web/lib/preferences";
import { at, fahd, leak, me, nora, NOW, planned, technician, ticket, visit } from "../support/boardRows";
import { plain } from "../support/plainText";
import { renderBoard } from "../support/renderBoard";

vi.mock("../../../web/map/DispatchMap", () => ({ DispatchMap: () => <div data-testid="map" /> }));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const lanes = () => screen.getByRole("region", { name: "Technicians and hours" });
/** Numbers in names are isolated from the text around them. */
const late = (count: number) => new RegExp(`^Will be late \\(\\W*${count}\\W*\\)$`);
const announced = () =>
  screen
    .getAllByRole("status")
    .map((node) => plain(node.textContent))
    .join(" | ");
const lane = (id: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-drop="lane"][data-technician="${id}"]`);
  if (found === null) throw new Error(`no lane of ${id}`);
  return found;
};

/** Fahd began at eight and should have been done at half past nine; it is ten, and the next customer waits. */
const job = ticket({ id: "job", workType: "plumbing", problem: "Burst pipe" });
const next = ticket({ id: "next", workType: "plumbing", problem: "Blocked drain" });
function withStamps(row: VisitRow, over: Partial<VisitRow>, status: VisitRow["ticket"]["status"]): VisitRow {
  const fields = { ...row, ...over };
  const { ticket: card, ...own } = fields;
  return { ...own, ticket: { ...card, status, visit: own } };
}
const inHand = withStamps(visit(job, "fahd", at(8)), { travel: "arrived", arrivedAt: at(8) }, "repairing");
const waiting = visit(next, "fahd", at(9, 45));
const slipping = { visits: [inHand, waiting], tickets: [inHand.ticket, waiting.ticket] };

describe("what will be late", () => {
  test("[M-04] lanes show the tail of a job that runs over and where the next one will really lie", () => {
    renderBoard(slipping);
    // Planned until 09:30; a fifth of its length more from now.
    const tail = lane("fahd").querySelector<HTMLElement>('[data-forecast="job"]');
    expect(plain(tail?.textContent)).toBe("+48mForecast 09:30–10:18");
    expect(tail?.style.insetInlineStart).toBe(`${(1.5 / 12) * 100}%`);
    const ghost = lane("fahd").querySelector('[data-forecast="next"]');
    expect(plain(ghost?.textContent)).toContain("+34m");
    expect(
      within(lanes()).getByRole("button", { name: /TK-NEXT.*Forecast \W*34m\W* late/ }),
    ).toBeInTheDocument();
  });

  test("[D-11] the list names promise and remedies; one press gives it to whoever is there in time", async () => {
    const { convex } = renderBoard(slipping);
    await userEvent.click(screen.getByRole("button", { name: late(1) }));
    const list = screen.getByRole("list", { name: "Visits that will be late" });
    expect(plain(list.textContent)).toContain("Blocked drain");
    expect(plain(list.textContent)).toContain("Arrives about 10:19");
    expect(plain(list.textContent)).toContain("more than a quarter of an hour after its start");
    const remedies = within(list).getByRole("list", { name: "What helps" });
    expect(
      within(remedies)
        .getAllByRole("button")
        .map((one) => plain(one.textContent)),
    ).toEqual(["Give to Nora", "Move to 10:30", "Call Huda"]);
    await userEvent.click(within(remedies).getByRole("button", { name: /^Give to \W*Nora/ }));
    expect(convex.mutations[0]).toMatchObject({
      name: "tickets:place",
      args: { ticketId: "next", technicianId: "nora", startsAt: null, expectedVersion: 3 },
    });
    // Drawn at once, and no longer late.
    expect(within(lane("nora")).getByRole("button", { name: /TK-NEXT/ })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: late(0) })).toBeInTheDocument();
  });

  test("[S-60] the key opens it and a quiet day says so, in Arabic too", async () => {
    setPreferences({ locale: "ar" });
    await i18next.changeLanguage("ar");
    renderBoard();
    await userEvent.keyboard("l");
    expect(screen.getByText("لا تأخير متوقع")).toBeInTheDocument();
  });

  test("[M-04] roads that do not fit, absences and what really happened are on the lane", () => {
    const away = {
      absenceId: "absence1",
      technicianId: "nora",
      from: at(15),
      until: at(17),
      reason: "training",
      note: null,
      recordedAt: 0,
    } as const;
    const done = withStamps(
      visit(job, "fahd", at(8)),
      { travel: "done", departedAt: at(7, 50), arrivedAt: at(8, 5), finishedAt: at(8, 55) },
      "completed",
    );
    const far = visit({ ...next, point: { lat: 24.9, lng: 46.68 } }, "fahd", at(10, 15));
    renderBoard({
      visits: [done, far],
      tickets: [far.ticket],
      technicians: [fahd, technician({ ...nora, id: "nora", absences: [away as never] })],
    });
    expect(plain(lane("fahd").textContent)).toContain("Really 08:05–08:55 · ended 35m early");
    expect(plain(lane("fahd").textContent)).toContain("of road to TK-NEXT");
    expect(plain(lane("nora").textContent)).toContain("Away: Training, 15:00–17:00");
  });
});

describe("[F-12] hours away on the lanes", () => {
  const head = (absence: { from: number; until: number }) => {
    const away = { absenceId: "a", technicianId: "nora", reason: "training", note: null, recordedAt: 0 };
    renderBoard({
      technicians: [technician({ ...nora, id: "nora", absences: [{ ...away, ...absence } as never] })],
    });
    const row = document.querySelector('[data-drop="technician"][data-technician="nora"]');
    return plain(row?.textContent);
  };

  test("who is away now is said to be, with the hour he is back", () => {
    expect(head({ from: at(9), until: at(11, 30) })).toContain("away until 11:30");
  });

  test("hours later today are shaded and change no word before they begin", () => {
    expect(head({ from: at(15), until: at(17) })).not.toContain("away");
  });

  test("days away name the day he is back, not an hour that would be read as today's", () => {
    expect(head({ from: at(0), until: at(0) + 3 * 24 * 3_600_000 })).toMatch(/away until \d+ \w+, 00:00/);
  });
});

describe("[T-140] the length of a visit", () => {
  const block = () => within(lanes()).getByRole("button", { name: /TK-PLAN/ });

  test("Shift and the arrow keys stretch it, said aloud, sent as one placement, undone by one", async () => {
    const { convex } = renderBoard();
    block().focus();
    await userEvent.keyboard("{Shift>}{ArrowRight}{/Shift}");
    expect(convex.mutations[0]).toMatchObject({
      name: "tickets:place",
      args: { ticketId: "plan", technicianId: "fahd", startsAt: null, minutes: 105, expectedVersion: 3 },
    });
    expect(Number.parseFloat(block().style.width)).toBeCloseTo((1.75 / 12) * 100, 5);
    expect(announced()).toContain("TK-PLAN: 1h 45m, until 14:45.");
    await convex.mutations[0]?.resolve({
      ticketId: "plan",
      status: "scheduled",
      version: 4,
      replayed: false,
    });
    const toast = await screen.findByRole("alertdialog");
    expect(plain(toast.textContent)).toContain("TK-PLAN: 1h 45m long");
  });

  test.each([
    ["en", "reading", "ltr"],
    ["ar", "reading", "rtl"],
    ["ar", "ltr", "ltr"],
  ] as const)(
    "its end is held and drawn in %s with time by %s: always the instant under the pointer",
    async (locale, timeDirection, runs) => {
      setPreferences({ locale, timeDirection });
      await i18next.changeLanguage(locale);
      const { convex } = renderBoard();
      const track = lane("fahd");
      expect(track.dir).toBe(runs);
      track.getBoundingClientRect = () => new DOMRect(0, 500, 1200, 48);
      const end = track.querySelector('[data-stretch="TK-PLAN"]');
      if (end === null) throw new Error("no end to hold");
      const clientX = runs === "ltr" ? 800 : 400;
      const press = { pointerId: 1, pointerType: "mouse", isPrimary: true, button: 0, bubbles: true };
      await act(async () => {
        fireEvent.pointerDown(end, { ...press, clientX: 0, clientY: 510 });
        fireEvent.pointerMove(window, { ...press, clientX, clientY: 510 });
        await Promise.resolve();
      });
      // Two thirds of the way from eight to eight: 16:00.
      await act(async () => {
        fireEvent.pointerUp(window, { ...press, clientX, clientY: 510 });
        await Promise.resolve();
      });
      expect(convex.mutations).toHaveLength(1);
      expect(convex.mutations[0]?.args).toMatchObject({ ticketId: "plan", minutes: 180 });
    },
  );

  test("into the next visit it is refused before it is sent, with the reason", async () => {
    const after = visit(ticket({ id: "after", workType: "plumbing" }), "fahd", at(14, 30));
    const { convex } = renderBoard({ visits: [planned, after] });
    block().focus();
    await userEvent.keyboard("{Shift>}{ArrowRight}{/Shift}");
    expect(convex.mutations).toHaveLength(0);
    const toast = await screen.findByRole("alertdialog");
    expect(plain(toast.textContent)).toContain("TK-PLAN keeps its length");
    expect(plain(toast.textContent)).toContain("TK-AFTER");
  });
});

describe("[S-35] reasons while a ticket is carried", () => {
  test("every lane says fit and two reasons, those who cannot say what rules them out", async () => {
    renderBoard({ technicians: [fahd, { ...nora, skills: ["cooling"] }] });
    const card = within(screen.getByRole("region", { name: "Tickets" })).getByRole("button", {
      name: /^Kitchen leak.*TK-LEAK/,
    });
    card.focus();
    await userEvent.keyboard(" ");
    const fit = (id: string) =>
      document.querySelector(`[data-drop="technician"][data-technician="${id}"] [data-fit]`);
    expect(fit("fahd")?.getAttribute("data-fit")).toBe("fits");
    expect(plain(fit("fahd")?.textContent)).toBe("has Plumbing · position unknown");
    expect(fit("nora")?.getAttribute("data-fit")).toBe("blocked");
    expect(plain(fit("nora")?.textContent)).toContain("lacks Plumbing");
    // Not by colour alone, nor only for the eye.
    const sign = (id: string) => fit(id)?.querySelector('[role="img"]')?.getAttribute("aria-label");
    expect([sign("fahd"), sign("nora")]).toEqual(["Fits", "Not possible"]);
    expect(announced()).toContain("has Plumbing · position unknown");
    // On the hour before the planned visit: what the hour would do stands beside the ghost.
    for (let steps = 0; steps < 4; steps += 1) await userEvent.keyboard("{ArrowRight}");
    expect(plain(lane("fahd").querySelector("[data-reasons]")?.textContent)).toContain("has Plumbing");
    await userEvent.keyboard("{Escape}");
    expect(fit("fahd")).toBeNull();
  });
});

describe("[D-12] deciding against a refusal", () => {
  const refuse = async (role: "dispatcher" | "supervisor") => {
    const rendered = renderBoard({ me: { ...me, role } });
    const card = within(screen.getByRole("region", { name: "Tickets" })).getByRole("button", {
      name: /^Kitchen leak.*TK-LEAK/,
    });
    card.focus();
    await userEvent.keyboard(" {Enter}");
    const blockers = [{ code: "technicianOffDuty", technician: fahd.name }];
    await rendered.convex.mutations[0]?.reject(
      new ConvexError({ v: 1, code: "ticket.blocked", params: { number: "TK-LEAK", blockers } }),
    );
    return { ...rendered, toast: await screen.findByRole("alertdialog") };
  };

  test("a supervisor may, with a note that goes with the drop", async () => {
    const { convex, toast } = await refuse("supervisor");
    await userEvent.click(within(toast).getByRole("button", { name: "Do it anyway…" }));
    const dialog = await screen.findByRole("dialog", { name: /TK-LEAK/ });
    expect(plain(dialog.textContent)).toContain("Fahd is off duty.");
    const confirm = within(dialog).getByRole("button", { name: "Do it anyway" });
    expect(confirm).toBeDisabled();
    await userEvent.type(within(dialog).getByRole("textbox"), "He agreed by phone");
    await userEvent.click(confirm);
    expect(convex.mutations[1]?.args).toMatchObject({
      ticketId: leak.ticketId,
      technicianId: "fahd",
      override: "He agreed by phone",
    });
  });

  test("a dispatcher is not offered it", async () => {
    const { toast } = await refuse("dispatcher");
    expect(within(toast).queryByRole("button", { name: "Do it anyway…" })).toBeNull();
  });
});
