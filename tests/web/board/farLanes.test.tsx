/* Hundreds of lanes: far ones are empty strips until they come near. */
import { act, fireEvent, screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { TechnicianRow } from "../../../web/features/board/boardData";
import { fahd } from "../support/boardRows";
import { renderBoard } from "../support/renderBoard";

describe("many lanes", () => {
  test("[S-35] 120 technicians: every one has his strip, those near are drawn, the others once scrolled to", async () => {
    const technicians = Array.from({ length: 120 }, (_, index) => ({
      ...fahd,
      technicianId: `t${index}` as TechnicianRow["technicianId"],
      employeeId: `R-${1000 + index}`,
      name: { ar: `فني ${index}`, en: `Worker ${index}` },
    }));
    renderBoard({ technicians, visits: [], tickets: [] });
    const lanes = await screen.findByRole("region", { name: "Technicians and hours" });
    expect(lanes.querySelectorAll("[data-lane]")).toHaveLength(120);
    const drawn = () => [...lanes.querySelectorAll("[data-drop=technician]")].map((one) => one.textContent);
    expect(drawn()[0]).toContain("Worker 0");
    expect(drawn().length).toBeLessThan(90);
    act(() => {
      lanes.scrollTop = 110 * 48;
      fireEvent.scroll(lanes);
    });
    expect(drawn().some((text) => text?.includes("Worker 110"))).toBe(true);
    expect(drawn().some((text) => text?.includes("Worker 0"))).toBe(false);
  }, 20_000);
});
