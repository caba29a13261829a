/* The board's windows over its address: which panes stand here, and what all windows share. */
import { useCallback } from "react";
import { type BoardPane } from "../../../shared/board/panes";
import { type BoardSearch, NO_FILTER_SEARCH } from "./boardFilters";
import { useLinkedWindows } from "./useLinkedWindows";
import { type PaneControl, usePanes } from "./usePanes";

/** What windows of one board do not share: which pane each of them holds. */
const OWN = ["only", "link", "panes", "centre"] as const satisfies readonly (keyof BoardSearch)[];
export type Shared = Omit<BoardSearch, (typeof OWN)[number]>;

/** Every key of the address that is shared, absent ones included, so that clearing a filter is passed on too. */
export const NOTHING_SHARED: { [Key in keyof Shared]-?: Shared[Key] | undefined } = {
  branch: undefined,
  day: undefined,
  saved: undefined,
  ...NO_FILTER_SEARCH,
  ticket: undefined,
  plan: undefined,
  person: undefined,
  replay: undefined,
  list: undefined,
};

/** The part of a board's address that its other windows, and who follows it, take over. */
export function sharedOf(search: BoardSearch): Shared {
  const { only: _only, link: _link, panes: _panes, centre: _centre, ...shared } = search;
  return shared;
}

/** Address of a window with one pane: everything shared, in the form the router reads. */
function addressOf(search: BoardSearch, pane: BoardPane, link: string): string {
  const words = new URLSearchParams();
  const all = { ...sharedOf(search), centre: search.centre, only: pane, link };
  for (const [key, value] of Object.entries(all))
    if (value !== undefined) words.set(key, typeof value === "string" ? value : JSON.stringify(value));
  return `${window.location.pathname}?${words.toString()}`;
}

export function useBoardWindows(
  search: BoardSearch,
  setSearch: (change: Partial<BoardSearch>) => void,
): PaneControl {
  const onShared = useCallback((shared: Shared) => setSearch({ ...NOTHING_SHARED, ...shared }), [setSearch]);
  const windows = useLinkedWindows({
    link: search.link,
    only: search.only,
    shared: sharedOf(search),
    onShared,
    addressOf: (pane, link) => addressOf(search, pane, link),
  });
  const onPanes = useCallback((panes: BoardPane[]) => setSearch({ panes }), [setSearch]);
  return usePanes({ panes: search.panes, onPanes, only: search.only, windows });
}
