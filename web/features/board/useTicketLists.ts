/*
 * Splits the board's tickets into the three lists beside the map, filters applied, with the count of each. The
 * closed ones of the day are subscribed to only while their list is open or a filter looks for something.
 */
import { useQuery } from "convex/react";
import { useMemo } from "react";
import { api } from "../../../convex/_generated/api";
import type { ServiceDay } from "../../../shared/time/zones";
import type { Branch, TicketRow } from "./boardData";
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
  filters: BoardFilters,
  active: TicketList,
): TicketLists {
  const wanted = active === "closed" || isFiltering(filters);
  const closed = useQuery(api.board.closedTickets, wanted ? { branchId, serviceDay: day } : "skip");
  return useMemo(() => {
    const content = (tickets: readonly TicketRow[] | undefined): ListContent => ({
      shown: tickets === undefined ? undefined : filterTickets(tickets, filters),
      total: tickets?.length ?? 0,
    });
    const placed = open
      ?.filter((ticket) => ticket.visit !== null)
      .sort((a, b) => (a.visit?.startsAt ?? 0) - (b.visit?.startsAt ?? 0));
    return {
      waiting: content(open?.filter((ticket) => ticket.visit === null)),
      open: content(placed),
      closed: content(closed),
    };
  }, [open, closed, filters]);
}
