/* The drop: optimistic at once, then the server's word. Keyboard is used to carry; the pointer shares the same path. */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ConvexError } from "convex/values";
import { at, fahd, leak, NOW } from "../support/boardRows";
import { plain } from "../support/plainText";
import { renderBoard } from "../support/renderBoard";

vi.mock("../../../web/map/DispatchMap", () => ({ DispatchMap: () => <div data-testid="map" /> }));

const announced = () =>
  screen
    .getAllByRole("status")
    .map((node) => plain(node.textContent))
    .join(" | ");
const queue = () => screen.getByRole("region", { name: "Tickets" });
const lanes = () => screen.getByRole("region", { name: "Technicians and hours" });
const card = () => within(queue()).getByRole("button", { name: /^Kitchen leak.*TK-LEAK/ });

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function carryLeakTo(keys: string) {
  const user = userEvent.setup();
  card().focus();
  await user.keyboard(` ${keys}`);
}

describe("drop on a technician", () => {
  test("[S-35] the card leaves the queue before the server has answered, and stays where it went", async () => {
    const { convex } = renderBoard();
    await carryLeakTo("{Enter}");
    expect(within(queue()).queryByText("Kitchen leak")).toBeNull();
    expect(within(lanes()).getByRole("button", { name: /TK-LEAK.*No time yet/ })).toBeInTheDocument();
    const sent = convex.mutations[0];
    expect(sent?.name).toBe("tickets:place");
    expect(sent?.args).toMatchObject({
      ticketId: "leak",
      expectedVersion: 1,
      technicianId: "fahd",
      startsAt: null,
    });
    expect(sent?.args["operationId"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("[S-35] a refused drop comes back and says every reason", async () => {
    const { convex } = renderBoard();
    await carryLeakTo("{Enter}");
    const blockers = [
      { code: "technicianOffDuty", technician: fahd.name },
      { code: "skillMissing", technician: fahd.name, skills: ["plumbing"] },
    ];
    await convex.mutations[0]?.reject(
      new ConvexError({ v: 1, code: "ticket.blocked", params: { number: "TK-LEAK", blockers } }),
    );
    expect(within(queue()).getByText("Kitchen leak")).toBeInTheDocument();
    expect(within(lanes()).queryByRole("button", { name: /TK-LEAK/ })).toBeNull();
    const toast = await screen.findByRole("alertdialog");
    expect(plain(toast.textContent)).toContain("TK-LEAK was not given to Fahd");
    expect(plain(toast.textContent)).toContain("Fahd is off duty.");
    expect(plain(toast.textContent)).toContain("Fahd lacks: Plumbing.");
    await waitFor(() => expect(announced()).toContain("Fahd is off duty."));
  });

  test("[S-35] the loser of a race is told who won and may decide again with the new version", async () => {
    const { convex } = renderBoard();
    await carryLeakTo("{Enter}");
    const params = {
      number: "TK-LEAK",
      by: { ar: "خالد", en: "Khalid" },
      changedAt: NOW - 4_000,
      action: "assign",
      status: "assigned",
      technician: { ar: "نورة", en: "Nora" },
      version: 2,
    };
    await convex.mutations[0]?.reject(new ConvexError({ v: 1, code: "ticket.changedMeanwhile", params }));
    const toast = await screen.findByRole("alertdialog");
    expect(plain(toast.textContent)).toContain("Khalid was faster with TK-LEAK");
    expect(plain(toast.textContent)).toContain("Khalid gave it to Nora 4 sec ago");
    await userEvent.click(within(toast).getByRole("button", { name: /Give it to .*Fahd.* anyway/ }));
    expect(convex.mutations[1]?.args).toMatchObject({ expectedVersion: 2, technicianId: "fahd" });
  });

  test("[S-35] a drop that the forecast refuses is never sent", async () => {
    const { convex } = renderBoard({ technicians: [{ ...fahd, onDuty: false }] });
    await carryLeakTo("{Enter}");
    expect(convex.mutations).toHaveLength(0);
    expect(announced()).toContain("TK-LEAK cannot be given to anybody now.");
  });

  test("[S-35] a done drop can be undone while nothing else happened", async () => {
    const { convex } = renderBoard();
    await carryLeakTo("{Enter}");
    await convex.mutations[0]?.resolve({
      ticketId: leak.ticketId,
      status: "assigned",
      version: 2,
      replayed: false,
    });
    const toast = await screen.findByRole("alertdialog");
    await userEvent.click(within(toast).getByRole("button", { name: "Undo" }));
    expect(convex.mutations[1]).toMatchObject({
      name: "boardActions:undoOwn",
      args: { gestureId: convex.mutations[0]?.args["operationId"] },
    });
  });
});

describe("carrying by keyboard", () => {
  test("[S-35] lift, walk over legal targets, drop at a time: all of it announced", async () => {
    const { convex } = renderBoard();
    const user = userEvent.setup();
    card().focus();
    await user.keyboard(" ");
    expect(announced()).toContain("Lifted TK-LEAK. Fahd, no time yet.");
    await user.keyboard("{ArrowDown}");
    expect(announced()).toContain("Nora, no time yet.");
    await user.keyboard("{ArrowUp}{ArrowRight}");
    // 09:30 is the earliest start that is still legal at 10:00.
    expect(announced()).toContain("Fahd, 09:30");
    await user.keyboard("{Enter}");
    expect(convex.mutations[0]?.args).toMatchObject({ technicianId: "fahd", startsAt: at(9, 30) });
  });

  test("[S-35] the focus follows the ticket to its new place", async () => {
    renderBoard();
    await carryLeakTo("{Enter}");
    await waitFor(() => expect(within(lanes()).getByRole("button", { name: /TK-LEAK/ })).toHaveFocus());
  });

  test("[S-35] times that would overlap another visit are stepped over", async () => {
    const { convex } = renderBoard();
    const user = userEvent.setup();
    card().focus();
    await user.keyboard(" ");
    for (let press = 0; press < 12; press += 1) await user.keyboard("{ArrowRight}");
    // One-hour visits from 09:30 fit until 12:00; 13:00 to 14:30 is taken.
    expect(announced()).toContain("Fahd, 14:30");
    await user.keyboard("{Escape}");
    expect(announced()).toContain("TK-LEAK was put back.");
    expect(convex.mutations).toHaveLength(0);
  });

  test("[S-35] a planned visit goes back to the queue by keyboard", async () => {
    const { convex } = renderBoard();
    const user = userEvent.setup();
    within(lanes())
      .getByRole("button", { name: /TK-PLAN/ })
      .focus();
    await user.keyboard(" {ArrowUp}{ArrowUp}{Enter}");
    expect(convex.mutations[0]).toMatchObject({
      name: "tickets:transition",
      args: { action: "unassign", ticketId: "plan", expectedVersion: 3 },
    });
    expect(within(queue()).getByText("Washer stopped")).toBeInTheDocument();
  });
});
