/*
 * Splits the board's tickets into the three lists beside the map, filters applied, with the count of each. The
 * closed ones of the day are subscribed to only while their list is open or a filter looks for something.
 */
import { useMemo } from "react";
import { api } from "../../../convex/_generated/api";
import { isOpen } from "../../../shared/tickets/statuses";
import type { ServiceDay } from "../../../shared/time/zones";
import { useLive } from "../../lib/useLive";
import type { Branch, TicketRow, VisitRow } from "./boardData";
import { type BoardFilters, filterTickets, isFiltering, type TicketList } from "./boardFilters";

export interface ListContent {
  /** Tickets that pass the filters; undefined while loading or not looked at. */
  readonly shown: readonly TicketRow[] | undefined;
  /** How many there are, filters aside. */
  readonly total: number;
}

export type TicketLists = Record<TicketList, ListContent>;

export function useTicketLists(
  branchId: Branch["branchId"],
  day: ServiceDay,
  open: readonly TicketRow[] | undefined,
  visits: readonly VisitRow[],
  filters: BoardFilters,
  active: TicketList,
): TicketLists {
  const wanted = active === "closed" || isFiltering(filters);
  const closed = useLive(api.board.closedTickets, wanted ? { branchId, serviceDay: day } : "skip");
  return useMemo(() => {
    const content = (tickets: readonly TicketRow[] | undefined): ListContent => ({
      shown: tickets === undefined ? undefined : filterTickets(tickets, filters),
      total: tickets?.length ?? 0,
    });
    // A visit of the day is in hand even where its ticket lies beyond the board's limit of open tickets.
    const known = new Map(open?.filter((ticket) => ticket.visit !== null).map((one) => [one.ticketId, one]));
    for (const { ticket } of visits) if (isOpen(ticket.status)) known.set(ticket.ticketId, ticket);
    const placed =
      open === undefined
        ? undefined
        : [...known.values()].sort((a, b) => (a.visit?.startsAt ?? 0) - (b.visit?.startsAt ?? 0));
    return {
      waiting: content(open?.filter((ticket) => ticket.visit === null)),
      open: content(placed),
      closed: content(closed),
    };
  }, [open, visits, closed, filters]);
}
