/* What the map's popup and its list twin offer for a selection. */
import { describe, expect, test } from "vitest";
import { urgencyOf } from "../../../web/features/board/useMapTickets";

const NOW = 1_900_000_000_000;

describe("[S-23] rings of tickets on the map", () => {
  test("a broken promise comes before priority, a promise due soon counts as high", () => {
    const due = (ms: number) => ({ code: "response" as const, dueAt: NOW + ms });
    const ring = (priority: "low" | "normal" | "high" | "urgent", ms: number | null) =>
      urgencyOf({ priority, nextDue: ms === null ? null : due(ms) } as Parameters<typeof urgencyOf>[0], NOW);
    expect(ring("low", -1)).toBe("late");
    expect(ring("urgent", -1)).toBe("late");
    expect(ring("urgent", 60_000)).toBe("urgent");
    expect(ring("normal", 29 * 60_000)).toBe("high");
    expect(ring("high", null)).toBe("high");
    expect(ring("low", 3 * 3_600_000)).toBe("normal");
  });
});
