/*
 * Splits the board's tickets into the lists beside the map, filters applied, with the count of each. What closed on
 * the day is subscribed to all the time, for its count; it is bounded by the server.
 */
import { useMemo } from "react";
import { api } from "../../../convex/_generated/api";
import type { BoardFilters } from "../../../shared/board/filters";
import type { TicketList } from "../../../shared/board/panes";
import { isOpen } from "../../../shared/tickets/statuses";
import type { ServiceDay } from "../../../shared/time/zones";
import { useLive } from "../../lib/useLive";
import { byAlarm, isAlert, isHeld, isWaiting, type TicketFlags } from "./attention";
import type { Branch, TicketRow, VisitRow } from "./boardData";
import { filterTickets } from "./boardFilters";

export interface ListContent {
  /** Tickets that pass the filters; undefined while loading. */
  readonly shown: readonly TicketRow[] | undefined;
  /** How many there are, filters aside. */
  readonly total: number;
}

export type TicketLists = Record<TicketList, ListContent>;

export interface TicketListsInput {
  readonly branchId: Branch["branchId"];
  readonly zone: string;
  readonly day: ServiceDay;
  readonly open: readonly TicketRow[] | undefined;
  /** Closed tickets of the day where they are known already: in a replay. */
  readonly closed: readonly TicketRow[] | undefined;
  readonly visits: readonly VisitRow[];
  readonly filters: BoardFilters;
  readonly flags: TicketFlags;
  /** Current to the minute: promises move between lists by it. */
  readonly now: number;
}

export function useTicketLists(input: TicketListsInput): TicketLists {
  const { branchId, zone, day, open, visits, filters, flags, now } = input;
  const closedNow = useLive(
    api.board.closedTickets,
    input.closed === undefined ? { branchId, serviceDay: day } : "skip",
  );
  const closed = input.closed ?? closedNow;
  const minute = Math.floor(now / 60_000);
  const known = useMemo(() => {
    if (open === undefined) return undefined;
    // A visit of the day is in hand even where its ticket lies beyond the board's limit of open tickets.
    const found = new Map(open.map((one) => [one.ticketId, one]));
    for (const { ticket } of visits) if (isOpen(ticket.status)) found.set(ticket.ticketId, ticket);
    return [...found.values()];
  }, [open, visits]);
  return useMemo(() => {
    const content = (tickets: readonly TicketRow[] | undefined): ListContent => ({
      shown: tickets === undefined ? undefined : filterTickets(tickets, filters, zone),
      total: tickets?.length ?? 0,
    });
    const byStart = (a: TicketRow, b: TicketRow) => (a.visit?.startsAt ?? 0) - (b.visit?.startsAt ?? 0);
    return {
      waiting: content(known?.filter((ticket) => isWaiting(ticket, flags))),
      alerts: content(
        known?.filter((ticket) => isAlert(ticket, flags, minute * 60_000)).sort(byAlarm(flags)),
      ),
      hold: content(known?.filter((ticket) => isHeld(ticket, flags))),
      open: content(known?.filter((ticket) => ticket.visit !== null).sort(byStart)),
      closed: content(closed),
    };
  }, [known, closed, filters, zone, flags, minute]);
}
