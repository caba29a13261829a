/*
 * The board's subscriptions for one branch and day. Pages of open tickets load by themselves until all are here or
 * the cap is reached; rows of the previous day stay on screen while the next day is on its way, so nothing blinks.
 */
import { usePaginatedQuery } from "convex-helpers/react/cache/hooks";
import { useEffect } from "react";
import { api } from "../../../convex/_generated/api";
import type { ServiceDay } from "../../../shared/time/zones";
import { useLive } from "../../lib/useLive";
import type { Branch, TechnicianRow, TicketRow, VisitRow } from "./boardData";

/** The first page is on screen soon; the rest comes in large ones, because every page draws the board again. */
const FIRST_PAGE = 200;
const NEXT_PAGE = 1_000;
/** Beyond this the board asks the person to narrow down instead of loading on. */
export const TICKET_CAP = 5_000;

export interface BoardRows {
  /** Open tickets of the branch; undefined until the first page is here. */
  readonly tickets: readonly TicketRow[] | undefined;
  readonly loadingMore: boolean;
  /** There are more open tickets than the board holds. */
  readonly capped: boolean;
  readonly visits: readonly VisitRow[] | undefined;
  readonly technicians: readonly TechnicianRow[] | undefined;
}

export function useBoardRows(branchId: Branch["branchId"], day: ServiceDay): BoardRows {
  const open = usePaginatedQuery(api.board.openTickets, { branchId }, { initialNumItems: FIRST_PAGE });
  const visits = useLive(api.board.appointments, { branchId, serviceDay: day }, { keepPrevious: true });
  const technicians = useLive(api.board.technicians, { branchId });
  const { status, loadMore } = open;
  const count = open.results.length;
  useEffect(() => {
    if (status === "CanLoadMore" && count < TICKET_CAP) loadMore(NEXT_PAGE);
  }, [status, count, loadMore]);
  return {
    tickets: status === "LoadingFirstPage" ? undefined : open.results,
    loadingMore: status === "LoadingMore",
    capped: status === "CanLoadMore" && count >= TICKET_CAP,
    visits,
    technicians,
  };
}
