/*
 * What can be done with a ticket from any of its faces: queue, grid, lanes, map, details. The board provides it once,
 * so that every face offers the same.
 */
import { createContext, useContext } from "react";
import type { TicketRow } from "./boardData";

export interface TicketActions {
  readonly select: (ticketId: string) => void;
  /** Whether the reader can give it to somebody in its status. */
  readonly canAssign: (ticket: TicketRow) => boolean;
  readonly assign: (ticket: TicketRow) => void;
  readonly showOnMap: (ticket: TicketRow) => void;
  /** Opens its conversation with the customer. */
  readonly message: (ticket: TicketRow) => void;
  /** Opens its own page. */
  readonly openPage: (ticket: TicketRow) => void;
}

export const TicketActionsContext = createContext<TicketActions | null>(null);

export function useTicketActions(): TicketActions {
  const actions = useContext(TicketActionsContext);
  if (actions === null) throw new Error("useTicketActions outside of the board");
  return actions;
}

/** Dials the customer's number with whatever this device dials with. */
export function callCustomer(ticket: Pick<TicketRow, "phone">): void {
  if (ticket.phone !== null) window.location.href = `tel:${ticket.phone}`;
}
