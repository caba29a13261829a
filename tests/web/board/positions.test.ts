import { describe, expect, test } from "vitest";
import type { Id } from "../../../convex/_generated/dataModel";
import { mergeSheets } from "../../../web/features/board/usePositions";

type Row = readonly [id: string, lat: number, recordedAt: number, hiddenSince?: number];

const sheet = (...rows: Row[]) => ({
  technicianIds: rows.map(([id]) => id as Id<"technicians">),
  lat: rows.map(([, lat]) => lat),
  lng: rows.map(() => 46.7),
  accuracyM: rows.map(() => 8),
  headingDeg: rows.map(() => -1),
  recordedAt: rows.map(([, , at]) => at),
  hiddenSince: rows.map(([, , , hidden]) => hidden ?? 0),
});

describe("positions of a branch", () => {
  test("[F-06] of two points of a technician the later one holds, whichever sheet it is on", () => {
    const merged = mergeSheets(
      [sheet(["a", 1, 10], ["b", 2, 50]), sheet(["a", 3, 20], ["b", 4, 40])],
      new Map(),
    );
    expect(merged.get("a")?.lat).toBe(3);
    expect(merged.get("b")?.lat).toBe(2);
    expect(merged.get("a")?.headingDeg).toBeNull();
  });

  test("[F-06] who did not report again keeps his very record; a page that went out of sight is news", () => {
    const before = mergeSheets([sheet(["a", 1, 10], ["b", 2, 10])], new Map());
    const after = mergeSheets([sheet(["a", 1, 10, 15], ["b", 2, 10])], before);
    expect(after.get("b")).toBe(before.get("b"));
    expect(after.get("a")).toMatchObject({ recordedAt: 10, hiddenSince: 15 });
  });

  test("[J-25] who is on no sheet any more is gone", () => {
    const before = mergeSheets([sheet(["a", 1, 10])], new Map());
    expect(mergeSheets([sheet(), sheet()], before).size).toBe(0);
  });
});
