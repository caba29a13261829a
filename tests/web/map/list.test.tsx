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

  test("beyond what is quick to read it says how many more there are", () => {
    draw(Array.from({ length: 125 }, (_, index) => ticket(`${1000 + index}`, "normal")));
    expect(screen.getAllByRole("button", { name: /TK-/ })).toHaveLength(120);
    expect(screen.getByText(/5.* more/)).toBeInTheDocument();
  });
});
