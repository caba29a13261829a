/* The popup of what is selected on the map: finds its row and wires its actions to the board. */
import { useNow } from "../../lib/useNow";
import type { MapSelection, MapTechnician } from "../../map/mapContract";
import type { TechnicianRow, TicketRow } from "./boardData";
import { useLift } from "./carryContext";
import { TechnicianPopup, TicketPopup } from "./MapPopup";
import { revealConversation, revealLane } from "./reveal";

export interface SelectionPopupProps {
  readonly selection: MapSelection;
  readonly tickets: readonly TicketRow[];
  readonly technicians: readonly TechnicianRow[];
  /** The technicians as drawn, with their fixes. */
  readonly fixes: readonly MapTechnician[];
  readonly zone: string;
  readonly followId: string | null;
  readonly onSelect: (selection: MapSelection) => void;
  readonly onAssign: (ticket: TicketRow) => void;
  readonly onFollow: (technicianId: string | null) => void;
}

export function SelectionPopup(props: SelectionPopupProps) {
  const { selection, tickets, technicians, fixes, zone, followId, onSelect, onAssign, onFollow } = props;
  const now = useNow();
  const { canLift } = useLift();
  if (selection.kind === "ticket") {
    const ticket = tickets.find((one) => one.ticketId === selection.id);
    if (!ticket) return null;
    const { visit } = ticket;
    return (
      <TicketPopup
        ticket={ticket}
        technician={technicians.find((one) => one.technicianId === visit?.technicianId)}
        now={now}
        onMessage={() => void revealConversation()}
        {...(canLift(ticket) ? { onAssign: () => onAssign(ticket) } : {})}
        {...(visit ? { onLane: () => void revealLane(visit.technicianId, ticket.ticketId) } : {})}
      />
    );
  }
  const technician = technicians.find((one) => one.technicianId === selection.id);
  if (!technician) return null;
  const fix = fixes.find((one) => one.id === selection.id)?.fix ?? null;
  const following = followId === technician.technicianId;
  return (
    <TechnicianPopup
      technician={technician}
      fix={fix}
      zone={zone}
      now={now}
      following={following}
      onDay={() => void revealLane(technician.technicianId, null)}
      onTicket={(id) => onSelect({ kind: "ticket", id })}
      {...(fix ? { onFollow: () => onFollow(following ? null : technician.technicianId) } : {})}
    />
  );
}
