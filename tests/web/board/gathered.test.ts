/* Rows that come page by page are drawn in larger steps; nothing that is known is held back. */
import { renderHook } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { useGathered } from "../../../web/features/board/useGathered";

const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ index }));

describe("rows gathered while they load", () => {
  test("pages wait until they are a step, and all are there when loading ends", () => {
    const all = rows(100);
    const { result, rerender } = renderHook(
      ({ count, loading }) => useGathered(all.slice(0, count), loading, 50),
      { initialProps: { count: 0, loading: true } },
    );
    const seen = [10, 20, 59, 60, 100].map((count) => {
      rerender({ count, loading: count < 100 });
      return result.current.length;
    });
    expect(seen).toEqual([10, 10, 10, 60, 100]);
  });

  test("[S-35] a change of a known row is shown at once, whatever is still coming", () => {
    const all = rows(100);
    const { result, rerender } = renderHook(({ now }) => useGathered(now, true, 50), {
      initialProps: { now: all.slice(0, 10) },
    });
    const changed = [...all.slice(0, 3), { index: 3 }, ...all.slice(4, 20)];
    rerender({ now: changed });
    expect(result.current).toBe(changed);
    const removed = changed.slice(1);
    rerender({ now: removed });
    expect(result.current).toBe(removed);
  });
});
