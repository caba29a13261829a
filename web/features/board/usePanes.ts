/*
 * Which panes stand in this window: what the address says, else what this browser remembers, else all. A pane that was
 * taken out into a window of its own is away here for as long as that window lives (useLinkedWindows).
 */
import { useCallback, useMemo } from "react";
import { BOARD_PANES, type BoardPane } from "../../../shared/board/panes";
import type { LinkedWindows } from "./useLinkedWindows";

const KEY = "maydan.panes.shown";

function isPane(text: string): text is BoardPane {
  return (BOARD_PANES as readonly string[]).includes(text);
}

/** The panes this browser showed last; undefined where nothing readable is remembered. */
function remembered(): BoardPane[] | undefined {
  const stored = localStorage.getItem(KEY);
  if (stored === null) return undefined;
  const panes = stored.split(" ").filter(isPane);
  return panes.length > 0 ? panes : undefined;
}

export interface PaneControl {
  readonly shown: ReadonlySet<BoardPane>;
  /** Name of the group of windows this one belongs to. */
  readonly link: string;
  /** Panes that are in windows of their own. */
  readonly away: ReadonlySet<BoardPane>;
  readonly toggle: (pane: BoardPane) => void;
  /** Opens a window with this pane alone; absent inside such a window. */
  readonly popOut?: (pane: BoardPane) => void;
  /** Closes that window; the pane stands here again. */
  readonly bringBack: (pane: BoardPane) => void;
}

export interface PanesInput {
  /** As the address has them. */
  readonly panes: readonly BoardPane[] | undefined;
  readonly onPanes: (panes: BoardPane[]) => void;
  /** This window holds one pane alone. */
  readonly only: BoardPane | undefined;
  readonly windows: LinkedWindows;
}

export function usePanes({ panes, onPanes, only, windows }: PanesInput): PaneControl {
  const { link, away, popOut, bringBack } = windows;
  const chosen = useMemo(
    () => (only === undefined ? new Set(panes ?? remembered() ?? BOARD_PANES) : new Set([only])),
    [panes, only],
  );
  const toggle = useCallback(
    (pane: BoardPane) => {
      const next = BOARD_PANES.filter((one) => (one === pane ? !chosen.has(one) : chosen.has(one)));
      // Something must be left to look at.
      if (!next.some((one) => one !== "detail")) return;
      localStorage.setItem(KEY, next.join(" "));
      onPanes(next);
    },
    [chosen, onPanes],
  );
  const shown = useMemo(() => new Set([...chosen].filter((pane) => !away.has(pane))), [chosen, away]);
  return useMemo(
    () => ({ link, shown, away, toggle, bringBack, ...(only === undefined ? { popOut } : {}) }),
    [link, shown, away, toggle, bringBack, only, popOut],
  );
}
