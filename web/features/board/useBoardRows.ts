/*
 * The board's subscriptions for one branch and day. Pages of open tickets load by themselves until all are here or
 * the cap is reached; rows of the previous day stay on screen while the next day is on its way, so nothing blinks.
 */
import { usePaginatedQuery } from "convex-helpers/react/cache/hooks";
import { useEffect } from "react";
import { api } from "../../../convex/_generated/api";
import type { ServiceDay } from "../../../shared/time/zones";
import { useLive } from "../../lib/useLive";
import { useGathered } from "./useGathered";
import type { Branch, TechnicianRow, TicketRow, VisitRow } from "./boardData";

/**
 * A page is what the deployment sends anew when one of its tickets changes, so pages are small; that many of them come
 * while a large branch is loading is kept from the screen by useGathered.
 */
const FIRST_PAGE = 200;
const NEXT_PAGE = 500;
/** While pages come in, the board is drawn again for so many new rows at once. */
const DRAWN_AT_ONCE = 2_000;
/** Beyond this the board asks the person to narrow down instead of loading on. */
export const TICKET_CAP = 10_000;

export interface BoardRows {
  /** Open tickets of the branch; undefined until the first page is here. */
  readonly tickets: readonly TicketRow[] | undefined;
  readonly loadingMore: boolean;
  /** There are more open tickets than the board holds. */
  readonly capped: boolean;
  readonly visits: readonly VisitRow[] | undefined;
  readonly technicians: readonly TechnicianRow[] | undefined;
  /** What had closed on the day, where it is the past that is shown; now it is asked for on its own. */
  readonly closed?: readonly TicketRow[];
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
  const loading = status === "LoadingMore" || (status === "CanLoadMore" && count < TICKET_CAP);
  const tickets = useGathered(open.results, loading, DRAWN_AT_ONCE);
  return {
    tickets: status === "LoadingFirstPage" ? undefined : tickets,
    loadingMore: loading,
    capped: status === "CanLoadMore" && count >= TICKET_CAP,
    visits,
    technicians,
  };
}
