/* Windows of one board: what one chooses the others choose, and a pane comes back when its window goes. */
import { act, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { BoardPane } from "../../../shared/board/panes";
import { useLinkedWindows } from "../../../web/features/board/useLinkedWindows";

interface Shared {
  readonly ticket?: string;
}

const LINK = "test-link";
const close = vi.fn();

beforeEach(() => {
  sessionStorage.setItem("maydan.board.link", LINK);
  close.mockClear();
  vi.stubGlobal("open", () => ({ closed: false, close }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function openWindow(only: BoardPane | undefined) {
  const adopted = vi.fn<(shared: Shared) => void>();
  const hook = renderHook(
    ({ shared }: { shared: Shared }) =>
      useLinkedWindows<Shared>({
        link: only === undefined ? undefined : LINK,
        only,
        shared,
        onShared: adopted,
        addressOf: (pane, link) => `/board?only=${pane}&link=${link}`,
      }),
    { initialProps: { shared: {} } },
  );
  return { ...hook, adopted };
}

describe("linked windows", () => {
  test("[S-35] a selection made in either window is made in the other, once", async () => {
    const main = openWindow(undefined);
    const map = openWindow("map");
    main.rerender({ shared: { ticket: "leak" } });
    await waitFor(() => expect(map.adopted).toHaveBeenCalledWith({ ticket: "leak" }));
    // The other window's address has it now; that is no news for anybody.
    map.rerender({ shared: { ticket: "leak" } });
    map.rerender({ shared: { ticket: "cool" } });
    await waitFor(() => expect(main.adopted).toHaveBeenCalledWith({ ticket: "cool" }));
    expect(main.adopted).toHaveBeenCalledTimes(1);
  });

  test("[S-35] a pane is away while its window lives: found again after a reload, back when the window goes", async () => {
    const map = openWindow("map");
    const main = openWindow(undefined);
    await waitFor(() => expect([...main.result.current.away]).toEqual(["map"]));
    act(() => void window.dispatchEvent(new Event("pagehide")));
    await waitFor(() => expect(main.result.current.away.size).toBe(0));
    map.unmount();
    act(() => main.result.current.popOut("lanes"));
    expect([...main.result.current.away]).toEqual(["lanes"]);
    act(() => main.result.current.bringBack("lanes"));
    expect(close).toHaveBeenCalledOnce();
    expect(main.result.current.away.size).toBe(0);
  });

  test("[S-35] two boards that are open side by side leave each other alone", async () => {
    const main = openWindow(undefined);
    sessionStorage.setItem("maydan.board.link", "another");
    const other = openWindow(undefined);
    main.rerender({ shared: { ticket: "leak" } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(other.adopted).not.toHaveBeenCalled();
  });
});
