/*
 * The board's subscriptions for one branch and day. Pages of open tickets load by themselves until all are here or
 * the cap is reached; rows of the previous day stay on screen while the next day is on its way, so nothing blinks.
 */
import { usePaginatedQuery, useQuery } from "convex/react";
import { useEffect, useRef } from "react";
import { api } from "../../../convex/_generated/api";
import type { ServiceDay } from "../../../shared/time/zones";
import type { Branch, TechnicianRow, TicketRow, VisitRow } from "./boardData";

const PAGE_SIZE = 200;
/** Beyond this the board asks the person to narrow down instead of loading on. */
export const TICKET_CAP = 5_000;

export interface BoardRows {
  /** Open tickets of the branch; undefined until the first page is here. */
  readonly tickets: readonly TicketRow[] | undefined;
  readonly loadingMore: boolean;
  readonly visits: readonly VisitRow[] | undefined;
  readonly technicians: readonly TechnicianRow[] | undefined;
}

/** The last defined value while the scope stays the same. */
function useKept<T>(value: T | undefined, scope: string): T | undefined {
  const kept = useRef<{ readonly scope: string; readonly value: T | undefined }>({ scope, value });
  useEffect(() => {
    if (value !== undefined || kept.current.scope !== scope) kept.current = { scope, value };
  }, [value, scope]);
  return value ?? (kept.current.scope === scope ? kept.current.value : undefined);
}

export function useBoardRows(branchId: Branch["branchId"], day: ServiceDay): BoardRows {
  const open = usePaginatedQuery(api.board.openTickets, { branchId }, { initialNumItems: PAGE_SIZE });
  const visits = useQuery(api.board.appointments, { branchId, serviceDay: day });
  const technicians = useQuery(api.board.technicians, { branchId });
  const { status, loadMore } = open;
  const count = open.results.length;
  useEffect(() => {
    if (status === "CanLoadMore" && count < TICKET_CAP) loadMore(PAGE_SIZE);
  }, [status, count, loadMore]);
  return {
    tickets: status === "LoadingFirstPage" ? undefined : open.results,
    loadingMore: status === "LoadingMore",
    visits: useKept(visits, branchId),
    technicians,
  };
}
