/*
 * Everything the board draws, derived from its rows: lists, lanes, time axis, what lies on the map. Derivations only;
 * nothing here is sent, selected or carried.
 */
import { useMemo } from "react";
import type { BoardFilters } from "../../../shared/board/filters";
import { isOpen } from "../../../shared/tickets/statuses";
import { dayRange, type ServiceDay } from "../../../shared/time/zones";
import type { TicketFlags } from "./attention";
import type { Branch, Me, TicketRow } from "./boardData";
import { filterTickets } from "./boardFilters";
import type { BoardWorld } from "./judgeDrop";
import { type LaneRow, laneRows } from "./laneRows";
import { type LaneScale, laneScale } from "./laneScale";
import type { BoardRows } from "./useBoardRows";
import { type TicketLists, useTicketLists } from "./useTicketLists";

export interface BoardView {
  readonly world: BoardWorld;
  readonly lists: TicketLists;
  readonly lanes: readonly LaneRow[];
  readonly scale: LaneScale;
  /** Open tickets that pass the filters, those of the day's visits among them. */
  readonly onMap: readonly TicketRow[];
  readonly findTicket: (ticketId: string) => TicketRow | undefined;
}

export function useBoardView(
  me: Me,
  branch: Branch,
  day: ServiceDay,
  rows: BoardRows,
  filters: BoardFilters,
  flags: TicketFlags,
  now: number,
): BoardView {
  const { zone, hours } = branch;
  const world = useMemo(
    (): BoardWorld => ({
      branch,
      technicians: rows.technicians ?? [],
      visits: rows.visits ?? [],
      actor: { role: me.role, technicianId: me.technicianId },
    }),
    [branch, rows.technicians, rows.visits, me.role, me.technicianId],
  );
  const { technicians, visits } = world;
  const lists = useTicketLists({
    branchId: branch.branchId,
    zone,
    day,
    open: rows.tickets,
    closed: rows.closed,
    visits,
    filters,
    flags,
    now,
  });
  const lanes = useMemo(() => laneRows(technicians, visits, day, zone), [technicians, visits, day, zone]);
  const scale = useMemo(() => {
    const range = dayRange(day, zone);
    const spans = lanes.flatMap((row) => [
      ...row.timed.filter((v) => v.startsAt >= range.startsAt && v.startsAt < range.endsAt),
      ...(row.shift ? [row.shift] : []),
    ]);
    return laneScale({ day, zone, openMinute: hours.openMinute, closeMinute: hours.closeMinute, spans });
  }, [lanes, day, zone, hours.openMinute, hours.closeMinute]);
  const onMap = useMemo(() => {
    const found = new Map<string, TicketRow>();
    for (const ticket of filterTickets(rows.tickets ?? [], filters, zone)) found.set(ticket.ticketId, ticket);
    const planned = visits.map((visit) => visit.ticket).filter((ticket) => isOpen(ticket.status));
    for (const ticket of filterTickets(planned, filters, zone)) found.set(ticket.ticketId, ticket);
    return [...found.values()];
  }, [rows.tickets, visits, filters, zone]);

  const findTicket = (ticketId: string): TicketRow | undefined =>
    rows.tickets?.find((ticket) => ticket.ticketId === ticketId) ??
    visits.find((visit) => visit.ticket.ticketId === ticketId)?.ticket;

  return { world, lists, lanes, scale, onMap, findTicket };
}
