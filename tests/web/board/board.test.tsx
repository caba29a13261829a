/* What the board shows: cards, lanes in both languages, lists, empty states, details and their steps. */
import { NO_FILTERS } from "../../../shared/board/filters";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { act } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { setPreferences } from "../../../web/lib/preferences";
import { at, branch, cooling, fahd, leak, NOW, nora, planned, technician, visit } from "../support/boardRows";
import { job } from "../support/fieldRows";
import { plain } from "../support/plainText";
import { answerOpen, renderBoard } from "../support/renderBoard";

vi.mock("../../../web/map/DispatchMap", () => ({ DispatchMap: () => <div data-testid="map" /> }));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const list = () => screen.getByRole("region", { name: "Tickets" });
const lanes = () => screen.getByRole("region", { name: "Technicians and hours" });

describe("card", () => {
  test("[S-22] says what, since when, where, who, number and urgency", () => {
    renderBoard();
    const card = within(list()).getByText("Kitchen leak").closest("li");
    const text = plain(card?.textContent);
    for (const part of ["Kitchen leak", "1h", "Olaya Street 5", "Huda", "TK-LEAK", "Urgent", "New"])
      expect(text).toContain(part);
  });

  test("[S-62] a badge for high and urgent only", () => {
    renderBoard();
    expect(within(list()).getAllByText("Urgent")).toHaveLength(1);
    expect(within(list()).queryByText("Normal")).toBeNull();
  });

  test("[S-35] a touch may lift only by the grip", async () => {
    const { mayLift } = await import("../../../web/features/board/gripPointerSensor");
    const press = { button: 0, isPrimary: true, onGrip: false };
    expect(mayLift({ ...press, pointerType: "mouse" })).toBe(true);
    expect(mayLift({ ...press, pointerType: "touch" })).toBe(false);
    expect(mayLift({ ...press, pointerType: "touch", onGrip: true })).toBe(true);
    expect(mayLift({ ...press, pointerType: "mouse", button: 2 })).toBe(false);
  });
});

describe("lanes", () => {
  test("[S-35] a visit lies at its hour, by logical sides", () => {
    renderBoard();
    const block = within(lanes()).getByRole("button", { name: /TK-PLAN/ });
    // 13:00 on an axis from 08:00 to 20:00, an hour and a half long.
    expect(block.style.insetInlineStart).toBe(`${(5 / 12) * 100}%`);
    expect(Number.parseFloat(block.style.width)).toBeCloseTo((1.5 / 12) * 100, 5);
    expect(plain(block.textContent)).toBe("SWasher stoppedTK-PLAN 13:00–14:30 Scheduled");
  });

  test("[S-60] time runs right to left in Arabic, and left to right when the reader wants that", async () => {
    setPreferences({ locale: "ar" });
    await i18next.changeLanguage("ar");
    renderBoard();
    const tracks = () =>
      [...document.querySelectorAll<HTMLElement>('[data-drop="lane"]')].map((one) => one.dir);
    expect(tracks()).toEqual(["rtl", "rtl"]);
    act(() => setPreferences({ timeDirection: "ltr" }));
    expect(tracks()).toEqual(["ltr", "ltr"]);
    expect(screen.getByRole("region", { name: "الفنيون والساعات" })).toBeInTheDocument();
  });

  test("[S-35] a visit called off disappears, one without a time waits beside the name", () => {
    const gone = { ...visit(cooling, "nora", at(15)), travel: "called_off" as const };
    renderBoard({ visits: [visit(leak, "fahd", null), gone] });
    expect(within(lanes()).getByRole("button", { name: /TK-LEAK.*No time yet/ })).toBeInTheDocument();
    expect(within(lanes()).queryByRole("button", { name: /TK-COOL/ })).toBeNull();
  });

  test("[S-35] each technician says what he does now", () => {
    const busy = {
      ...nora,
      current: { ticketId: leak.ticketId, number: "TK-1", travel: "en_route" as const },
    };
    renderBoard({ technicians: [fahd, busy, technician({ id: "resting", onDuty: false })] });
    expect(within(lanes()).getByText("on the way")).toBeInTheDocument();
    expect(within(lanes()).getByText(/1.? visit$/)).toBeInTheDocument();
    expect(within(lanes()).getByText("off duty")).toBeInTheDocument();
  });
});

describe("lists", () => {
  test("[S-24] the tabs separate waiting from in hand, and filters apply to both", async () => {
    renderBoard({ filters: { ...NO_FILTERS, cities: ["riyadh"] } });
    expect(within(list()).queryByText("AC not cooling")).toBeNull();
    await userEvent.click(screen.getByRole("tab", { name: /In hand/ }));
    expect(plain(within(list()).getByText("Washer stopped").closest("li")?.textContent)).toContain(
      "Fahd · 13:00",
    );
    expect(within(list()).queryByText("Kitchen leak")).toBeNull();
  });

  test("[S-64] empty states teach: nothing yet, nothing waiting, nothing matching", () => {
    renderBoard({ tickets: [], visits: [] });
    expect(within(list()).getByText("No tickets yet")).toBeInTheDocument();
    document.body.innerHTML = "";
    renderBoard({ tickets: [planned.ticket] });
    expect(within(list()).getByText("Nothing is waiting")).toBeInTheDocument();
    document.body.innerHTML = "";
    renderBoard({ filters: { ...NO_FILTERS, text: "zebra" } });
    expect(within(list()).getByText("No ticket matches")).toBeInTheDocument();
  });

  test("[S-35] a change by somebody else appears by itself", async () => {
    const { convex } = renderBoard();
    const moved = visit(leak, "nora", at(16));
    await act(async () => {
      answerOpen(convex, [cooling, planned.ticket, moved.ticket]);
      convex.answer(api.board.appointments, () => [planned, moved]);
    });
    expect(within(list()).queryByText("Kitchen leak")).toBeNull();
    expect(within(lanes()).getByRole("button", { name: /TK-LEAK.*16:00/ })).toBeInTheDocument();
  });
});

describe("assigning without a drag", () => {
  test("[D-02] everybody is listed, those who cannot take it with all their reasons", async () => {
    const { convex } = renderBoard({ technicians: [fahd, { ...nora, onDuty: false }] });
    const card = within(list()).getByText("AC not cooling").closest("li");
    if (card === null) throw new Error("no card");
    await userEvent.click(within(card).getByRole("button", { name: /Assign to/ }));
    const dialog = screen.getByRole("dialog");
    const blocked = plain(within(dialog).getByText("Nora").closest("li")?.textContent);
    expect(blocked).toContain("Nora is off duty.");
    expect(blocked).toContain("Nora lacks: Cooling.");
    await userEvent.click(within(dialog).getByRole("button", { name: /Assign to .*Fahd/ }));
    expect(convex.mutations[0]).toMatchObject({
      name: "tickets:place",
      args: { ticketId: "cool", technicianId: "fahd", startsAt: null },
    });
  });
});

describe("details", () => {
  const open = async (role: "dispatcher" | "technician" = "dispatcher") => {
    const { convex } = renderBoard();
    const { ticket } = planned;
    convex.answer(api.tickets.get, () => ({
      ticket,
      branch,
      technician: { technicianId: fahd.technicianId, name: fahd.name, phone: fahd.phone },
      timeline: [],
      facts: {
        ...job("plan", ticket.status, at(13)).facts,
        number: ticket.number,
        version: ticket.version,
        branchId: branch.branchId,
        technicianId: fahd.technicianId,
        endsAt: at(14),
        lastChange: ticket.lastChange,
      },
      asked: {
        accessNotes: "Ring twice",
        preferred: { serviceDay: "2026-12-01", slot: "morning" as const },
        contactId: null,
      },
      actor: { role, technicianId: null },
      trackingToken: "secret-token",
    }));
    await userEvent.click(within(lanes()).getByRole("button", { name: /TK-PLAN/ }));
    // What details are made of comes once the board stands.
    await screen.findByRole("region", { name: "Ticket details" });
    return convex;
  };

  test("[S-25] a step that asks for a reason is sent only with one", async () => {
    const convex = await open();
    await userEvent.click(screen.getByRole("button", { name: "Cancel the ticket" }));
    const dialog = screen.getByRole("dialog");
    const submit = within(dialog).getByRole("button", { name: "Cancel the ticket" });
    expect(submit).toBeDisabled();
    expect(within(dialog).getByText("A reason is missing.")).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole("radio", { name: "The customer does not answer" }));
    expect(submit).toBeEnabled();
    await userEvent.click(submit);
    expect(convex.mutations[0]).toMatchObject({
      name: "tickets:transition",
      args: { action: "cancel", expectedVersion: 3, input: { reason: "no_answer" } },
    });
  });

  test("[S-25][W-04] how to get in and when the customer would like it stand beside the address", async () => {
    await open();
    const text = plain(document.body.textContent);
    expect(text).toContain("AccessRing twice");
    expect(text).toMatch(/Wished forTuesday 1 December · Morning, 8–12/);
  });

  test("[S-25] the customer's link is there to share", async () => {
    await open();
    expect(screen.getByRole("link", { name: "Open it" })).toHaveAttribute(
      "href",
      new URL("/t/secret-token", window.location.origin).href,
    );
  });
});
