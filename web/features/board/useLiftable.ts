/*
 * Makes an element the handle of a ticket: pointer drag through dnd-kit, keyboard lift by space.
 * Touch drags only from a grip ([data-grip]), so that a list can still be scrolled with the thumb.
 */
import { useDraggable } from "@dnd-kit/core";
import type { KeyboardEvent, PointerEvent } from "react";
import type { TicketRow } from "./boardData";
import { useLift } from "./carryContext";

/** What a drag carries; read back by the board's drag handlers. */
export interface LiftData {
  readonly ticket: TicketRow;
  readonly from: "queue" | "lane" | "map" | "grid" | "list";
}

export function useLiftable(ticket: TicketRow, from: LiftData["from"]) {
  const { canLift, carriedIds, lift } = useLift();
  const liftable = canLift(ticket);
  const data: LiftData = { ticket, from };
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: `${from} ${ticket.ticketId}`,
    data: { ...data },
    disabled: !liftable,
  });
  return {
    setNodeRef,
    liftable,
    carried: isDragging || carriedIds.has(ticket.ticketId),
    onPointerDown: (event: PointerEvent) => listeners?.["onPointerDown"]?.(event),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== " " || carriedIds.size > 0) return;
      event.preventDefault();
      event.stopPropagation();
      lift(ticket);
    },
  };
}
