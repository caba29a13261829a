/*
 * The board's subscriptions for one branch and day. Open tickets come by themselves until all are here or the cap is
 * reached (open/OpenTickets.ts); rows of the previous day stay on screen while the next day is on its way, so nothing blinks.
 */
import { api } from "../../../convex/_generated/api";
import type { ServiceDay } from "../../../shared/time/zones";
import { useLive } from "../../lib/useLive";
import type { Branch, TechnicianRow, TicketRow, VisitRow } from "./boardData";
import { useOpenTickets } from "./open/useOpenTickets";

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
  const open = useOpenTickets(branchId);
  const visits = useLive(api.board.appointments, { branchId, serviceDay: day }, { keepPrevious: true });
  const technicians = useLive(api.board.technicians, { branchId });
  return {
    tickets: open.tickets,
    loadingMore: open.loading && open.tickets !== undefined,
    capped: open.capped,
    visits,
    technicians,
  };
}
