import { renderHook } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { TicketRow } from "../../../web/features/board/boardData";
import { LiftContext, NOTHING_CARRIED } from "../../../web/features/board/carryContext";
import { ChoiceStore } from "../../../web/features/board/choice/choiceStore";
import { useMapTickets } from "../../../web/features/board/useMapTickets";
import { ticket } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

const point = { lat: 24.7, lng: 46.7 };
const NOW = Date.parse("2026-11-30T08:00:00Z");

describe("the board's tickets on the map", () => {
  test("[S-35] one that changes is drawn anew, the others keep their record; nothing changed, nothing drawn", () => {
    const convex = new FakeConvex();
    convex.answer(api.vocabulary.ofCompany, () => [] as never);
    const lift = {
      carriedIds: NOTHING_CARRIED,
      choice: new ChoiceStore(),
      lift: () => undefined,
      canLift: ({ status }: TicketRow) => status === "new",
    };
    const rows = ["a", "b", "c"].map((id) => ticket({ id, point }));
    const { result, rerender } = renderHook(({ tickets, minute }) => useMapTickets(tickets, minute), {
      initialProps: { tickets: rows, minute: NOW },
      wrapper: ({ children }) => (
        <InDeployment convex={convex}>
          <LiftContext.Provider value={lift}>{children}</LiftContext.Provider>
        </InDeployment>
      ),
    });
    const before = result.current;
    expect(before).toHaveLength(3);
    rerender({ tickets: [...rows], minute: NOW + 60_000 });
    expect(result.current).toBe(before);
    const [a, b, c] = rows;
    if (!a || !b || !c) throw new Error("three rows");
    rerender({ tickets: [a, { ...b, status: "assigned" }, c], minute: NOW });
    expect(result.current.map((one, place) => one === before[place])).toEqual([true, false, true]);
    expect(result.current[1]).toMatchObject({ id: "b", draggable: false });
    const due = { code: "SLA-001" as const, dueAt: NOW + 3_600_000 };
    rerender({ tickets: [{ ...a, nextDue: due }, b, c], minute: NOW });
    const calm = result.current[0];
    rerender({ tickets: [{ ...a, nextDue: due }, b, c], minute: NOW + 7_200_000 });
    expect([calm?.urgency, result.current[0]?.urgency]).toEqual(["normal", "late"]);
  });
});
