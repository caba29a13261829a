/* Saved views between what the server keeps and what the address says. */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";
import { BOARD_PANES, type BoardPane } from "../../../shared/board/panes";
import type { BoardViewContent } from "../../../shared/board/savedViews";
import { addDays, DAY_MS, type ServiceDay } from "../../../shared/time/zones";
import { type BoardSearch, filtersOf, searchOf } from "./boardFilters";

export type SavedView = FunctionReturnType<typeof api.boardViews.list>[number];
/** As the functions take it: arrays of their own. */
export type SentContent = SavedView["content"];

const FARTHEST_DAY = 30;

/** How far a day is from today; null where it is too far to be meant that way. */
export function daysFromToday(day: ServiceDay, today: ServiceDay): number | null {
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY_MS);
  return Math.abs(days) <= FARTHEST_DAY ? days : null;
}

/** What the board shows now, as a view keeps it. */
export function contentOf(
  search: BoardSearch,
  shown: ReadonlySet<BoardPane>,
  dayOffset: number | null,
): SentContent {
  const { statuses, priorities, technicians, cities, from, until, text } = filtersOf(search);
  return {
    filters: {
      statuses: [...statuses],
      priorities: [...priorities],
      technicians: [...technicians],
      cities: [...cities],
      from,
      until,
      text,
    },
    list: search.list ?? "waiting",
    centre: search.centre ?? "map",
    panes: BOARD_PANES.filter((pane) => shown.has(pane)),
    dayOffset,
  };
}

/** The address that shows a view; branch and selection stay as they are. */
export function searchOfView(
  viewId: string,
  content: BoardViewContent,
  today: ServiceDay,
): Partial<BoardSearch> {
  const { list, centre, panes, dayOffset } = content;
  return {
    ...searchOf(content.filters),
    list: list === "waiting" ? undefined : list,
    centre: centre === "map" ? undefined : centre,
    panes: [...panes],
    ...(dayOffset === null ? {} : { day: dayOffset === 0 ? undefined : addDays(today, dayOffset) }),
    saved: viewId,
  };
}

/** Whether an address asks for nothing of its own, so that a person's default may speak. */
export function isPlainSearch(search: BoardSearch): boolean {
  const { branch: _branch, ...rest } = search;
  return Object.values(rest).every((value) => value === undefined);
}
