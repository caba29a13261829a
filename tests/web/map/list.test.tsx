/* The list twin: what is drawn, for keyboard and screen reader, sharing the selection. */
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { MapList } from "../../../web/map/MapList";
import type { MapTechnician, MapTicket } from "../../../web/map/mapContract";

const NOW = 1_900_000_000_000;
const ticket = (id: string, urgency: MapTicket["urgency"]): MapTicket => ({
  id,
  number: `TK-${id}`,
  title: `Work at ${id}`,
  statusLabel: "New",
  point: { lat: 24.7, lng: 46.7 },
  phase: "requested",
  letter: "N",
  urgency,
  technicianId: null,
  draggable: true,
});
const technicians: MapTechnician[] = [
  {
    id: "fahd",
    name: "Fahd",
    state: "on_route",
    fix: {
      point: { lat: 24.7, lng: 46.7 },
      recordedAt: NOW - 10 * 60_000,
      accuracyM: 10,
      headingDeg: null,
    },
  },
  { id: "nora", name: "Nora", state: "available", fix: null },
];

function draw(tickets: readonly MapTicket[], onSelect = vi.fn()) {
  render(
    <MapList
      tickets={tickets}
      technicians={technicians}
      selection={{ kind: "ticket", id: "B" }}
      nowMs={NOW}
      onSelect={onSelect}
    />,
  );
  return onSelect;
}

describe("[d-1] list twin of the map", () => {
  test("lists the most urgent first and marks the shared selection", () => {
    draw([ticket("A", "normal"), ticket("B", "urgent"), ticket("C", "high")]);
    const names = screen.getAllByRole("button", { name: /TK-/ });
    expect(names.map((button) => button.textContent)).toEqual([
      expect.stringContaining("TK-B"),
      expect.stringContaining("TK-C"),
      expect.stringContaining("TK-A"),
    ]);
    expect(names[0]).toHaveAttribute("aria-pressed", "true");
    expect(names[1]).toHaveAttribute("aria-pressed", "false");
  });

  test("Enter on a row selects what a click on the symbol would", async () => {
    const onSelect = draw([ticket("A", "normal")]);
    screen.getByRole("button", { name: /TK-A/ }).focus();
    await userEvent.keyboard("{Enter}");
    expect(onSelect).toHaveBeenCalledWith({ kind: "ticket", id: "A" });
  });

  test("[J-49] says lost signal and missing position in words", () => {
    draw([]);
    expect(screen.getByRole("button", { name: /Fahd/ })).toHaveTextContent(/Signal lost.*10 min.? ago/);
    expect(screen.getByRole("button", { name: /Nora/ })).toHaveTextContent("No position known");
  });

  test("long lists open in steps, say how many are left, and can be searched to the last row", async () => {
    draw(Array.from({ length: 2_000 }, (_, index) => ticket(`${10_000 + index}`, "normal")));
    const rows = () => screen.queryAllByText(/^TK-/);
    expect(rows()).toHaveLength(100);
    await userEvent.click(screen.getByText(/more.*1,900/));
    expect(rows()).toHaveLength(200);
    await userEvent.click(screen.getByRole("searchbox"));
    await userEvent.paste("TK-11999");
    expect(rows().map((row) => row.textContent)).toEqual(["TK-11999"]);
  });

  test("the selected row carries the actions of the popup, and is listed wherever its turn would be", () => {
    const rows = Array.from({ length: 150 }, (_, index) => ticket(`${1000 + index}`, "high"));
    render(
      <MapList
        tickets={[...rows, ticket("B", "normal")]}
        technicians={[]}
        selection={{ kind: "ticket", id: "B" }}
        nowMs={NOW}
        popup={<button type="button">Assign it</button>}
        onSelect={vi.fn()}
      />,
    );
    const row = screen.getByRole("button", { name: /TK-B/ });
    expect(row.closest("li")).toContainElement(screen.getByRole("button", { name: "Assign it" }));
  });

  test("[c-19] a page out of sight is said, beside age and accuracy", () => {
    render(
      <MapList
        tickets={[]}
        technicians={technicians.map((one) =>
          one.fix ? { ...one, fix: { ...one.fix, hiddenSince: NOW - 5 * 60_000 } } : one,
        )}
        selection={null}
        nowMs={NOW}
        onSelect={vi.fn()}
      />,
    );
    expect(screen.getByRole("button", { name: /Fahd/ })).toHaveTextContent(/10 m.*out of sight.*5 min.? ago/);
  });
});
