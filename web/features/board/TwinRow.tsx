/*
 * A ticket in the list twin of the map: opened, selected with others, lifted and dragged like its card in the queue, so
 * that whoever cannot use the map's pointer loses nothing.
 */
import { createContext, useContext } from "react";
import { cx } from "../../ui/classNames";
import type { MapRowProps } from "../../map/mapContract";
import { mapRowClass } from "../../map/MapListSection";
import { Grip } from "./Grip";
import type { TicketRow } from "./boardData";
import { useChoice } from "./choice/useChoice";
import { useLiftable } from "./useLiftable";
import { walkCards } from "./walkCards";

/** The board's rows behind the map's tickets. */
export const TwinTicketsContext = createContext<ReadonlyMap<string, TicketRow>>(new Map());

export function TwinRow(props: MapRowProps) {
  const ticket = useContext(TwinTicketsContext).get(props.ticketId);
  return ticket === undefined ? null : <LiftableRow {...props} ticket={ticket} />;
}

function LiftableRow({ ticket, open, onOpen, children }: MapRowProps & { readonly ticket: TicketRow }) {
  const lift = useLiftable(ticket, "list");
  const choice = useChoice(ticket.ticketId);
  return (
    <div
      ref={lift.setNodeRef}
      data-ticket={ticket.ticketId}
      onPointerDown={lift.onPointerDown}
      className={cx(
        "flex items-center rounded-sm",
        choice.chosen && "outline-1 -outline-offset-1 outline-accent",
        lift.carried && "opacity-40",
      )}
    >
      <button
        type="button"
        data-card
        aria-describedby="lift-instructions"
        aria-pressed={open || choice.chosen}
        className={cx(mapRowClass(open || choice.chosen), "min-w-0 flex-1")}
        onClick={(event) => choice.onClick(event, onOpen)}
        onKeyDown={(event) => {
          if (choice.onKeyDown(event)) return;
          walkCards(event);
          lift.onKeyDown(event);
        }}
      >
        {children}
      </button>
      {lift.liftable && (
        <Grip number={ticket.number} className="hidden size-11 shrink-0 [@media(hover:none)]:grid" />
      )}
    </div>
  );
}
