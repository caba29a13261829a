/* The grid of S-22: what a card says, walking it by keyboard, the same gestures as elsewhere, and long lists. */
import { ChoiceStore } from "../../../web/features/board/choice/choiceStore";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BoardGrid } from "../../../web/features/board/BoardGrid";
import { LiftContext } from "../../../web/features/board/carryContext";
import { TicketActionsContext } from "../../../web/features/board/ticketActions";
import { NOW, ticket, ZONE } from "../support/boardRows";
import { plain } from "../support/plainText";
import { renderBoard } from "../support/renderBoard";

vi.mock("../../../web/map/DispatchMap", () => ({ DispatchMap: () => <div data-testid="map" /> }));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const NO_ACTIONS = {
  select: () => undefined,
  canAssign: () => true,
  assign: () => undefined,
  showOnMap: () => undefined,
  message: () => undefined,
  openPage: () => undefined,
};

const grid = () => screen.getByRole("region", { name: "Grid" });
async function showGrid() {
  await userEvent.click(screen.getByRole("button", { name: "Show cards instead of the map" }));
}

describe("grid", () => {
  test("[S-22] a card: number, customer, city, status, urgency, snippet, technician; assign only while nobody has it", async () => {
    renderBoard();
    await showGrid();
    expect(screen.queryByTestId("map")).toBeNull();
    const waiting = within(grid()).getByText("Kitchen leak").closest("li");
    const text = plain(waiting?.textContent);
    for (const part of ["TK-LEAK", "Riyadh", "Huda", "New", "Urgent"]) expect(text).toContain(part);
    const card = within(waiting as HTMLElement);
    expect(card.getByRole("button", { name: "Assign to… TK-LEAK" })).toBeInTheDocument();
    expect(card.getByRole("button", { name: /Call the customer/ })).toBeInTheDocument();
    const held = within(grid()).getByText("Washer stopped").closest("li") as HTMLElement;
    expect(plain(held.textContent)).toMatch(/Fahd · 13:00/);
    expect(within(held).queryByRole("button", { name: /Assign to/ })).toBeNull();
  });

  test("[S-21] the same selection as everywhere, and the same keys", async () => {
    renderBoard();
    await showGrid();
    const user = userEvent.setup();
    const first = within(grid()).getByRole("button", { name: /TK-LEAK.*Huda/ });
    first.focus();
    await user.keyboard("{ArrowDown}{Enter}");
    const second = document.activeElement;
    expect(second).toHaveAttribute("aria-pressed", "true");
    expect(second).not.toBe(first);
    first.focus();
    await user.keyboard(" ");
    expect(
      screen
        .getAllByRole("status")
        .map((node) => plain(node.textContent))
        .join(),
    ).toContain("Lifted TK-LEAK");
    await user.keyboard("{Escape}");
  });

  test("[S-22] thousands of cards cost what fits the screen, and say how many there are", () => {
    const many = Array.from({ length: 3_000 }, (_, index) => ticket({ id: `many${index}` }));
    render(
      <LiftContext.Provider
        value={{
          carriedIds: new Set(),
          lift: () => undefined,
          canLift: () => true,
          choice: new ChoiceStore(),
        }}
      >
        <TicketActionsContext.Provider value={NO_ACTIONS}>
          <BoardGrid
            tickets={many}
            technicians={[]}
            zone={ZONE}
            now={NOW}
            selectedTicket={null}
            filtering={false}
            onClearFilters={() => undefined}
          />
        </TicketActionsContext.Provider>
      </LiftContext.Provider>,
    );
    expect(screen.getByText(/3,000.* tickets/)).toBeInTheDocument();
    const drawn = grid().querySelectorAll("li");
    expect(drawn.length).toBeGreaterThan(5);
    expect(drawn.length).toBeLessThan(60);
    expect(drawn[0]).toHaveAttribute("aria-setsize", "3000");
  });

  test("[S-24] the menu of a card offers what the other faces offer", async () => {
    renderBoard();
    await showGrid();
    await userEvent.click(within(grid()).getByRole("button", { name: /Actions for .*TK-LEAK/ }));
    const items = within(screen.getByRole("menu")).getAllByRole("menuitem");
    expect(items.map((item) => item.textContent)).toEqual([
      "Open beside the board",
      "Assign to…",
      "Call the customer",
      "Write to the customer",
      "Show on the map",
      "Copy the number",
      "Open its own page",
    ]);
  });
});

describe("the queue's cards", () => {
  test("[S-24] a card of the queue shows the way to the same menu", async () => {
    renderBoard();
    const queue = screen.getByRole("region", { name: "Tickets" });
    const opener = within(queue).getByRole("button", { name: /Actions for .*TK-LEAK/ });
    expect(opener).toHaveAttribute("aria-haspopup", "menu");
    await userEvent.click(opener);
    expect(
      within(screen.getByRole("menu")).getByRole("menuitem", { name: "Assign to…" }),
    ).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("menu")).toBeNull();
  });
});

describe("lists", () => {
  test("[S-24] alerts hold promises in danger and escalations, the highest first; what waits for others is on hold", async () => {
    const soon = ticket({ id: "soon", nextDue: { code: "SLA-001", dueAt: NOW + 10 * 60_000 } });
    const calm = ticket({ id: "calm", nextDue: { code: "SLA-001", dueAt: NOW + 9 * 3_600_000 } });
    const alarmed = ticket({ id: "alarm" });
    const parts = ticket({ id: "parts", status: "waiting_parts" });
    renderBoard({
      tickets: [soon, calm, alarmed, parts],
      visits: [],
      flags: { escalated: [{ ticketId: alarmed.ticketId, level: 2 }], held: [calm.ticketId] },
    });
    const tab = (name: RegExp) => screen.getByRole("tab", { name });
    expect(tab(/Unassigned/).textContent).toContain("2");
    const queue = screen.getByRole("region", { name: "Tickets" });
    await userEvent.click(tab(/Alerts/));
    expect(
      within(queue)
        .getAllByText(/^Problem of/)
        .map((node) => node.textContent),
    ).toEqual(["Problem of alarm", "Problem of soon"]);
    await userEvent.click(tab(/On hold/));
    expect(
      within(queue)
        .getAllByText(/^Problem of/)
        .map((node) => node.textContent),
    ).toEqual(["Problem of calm", "Problem of parts"]);
  });
});

describe("panes", () => {
  test("[S-35] a hidden pane leaves its room to the others and stays hidden when the board opens again", async () => {
    const first = renderBoard();
    await userEvent.click(screen.getByRole("button", { name: "Panes" }));
    await userEvent.click(screen.getByRole("switch", { name: /Show: .*Hours/ }));
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("region", { name: "Technicians and hours" })).toBeNull();
    first.unmount();
    renderBoard();
    expect(screen.queryByRole("region", { name: "Technicians and hours" })).toBeNull();
    expect(screen.getByRole("region", { name: "Tickets" })).toBeInTheDocument();
  });
});
