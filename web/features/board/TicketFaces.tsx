/* Around everything that shows tickets: what can be done with one, and the menu under the right button. */
import type { ReactNode } from "react";
import type { TicketRow } from "./boardData";
import { TicketContextMenu } from "./TicketContextMenu";
import { type TicketActions, TicketActionsContext } from "./ticketActions";

export interface TicketFacesProps {
  readonly actions: TicketActions;
  readonly findTicket: (ticketId: string) => TicketRow | undefined;
  readonly children: ReactNode;
}

export function TicketFaces({ actions, findTicket, children }: TicketFacesProps) {
  return (
    <TicketActionsContext.Provider value={actions}>
      <TicketContextMenu findTicket={findTicket}>
        <div className="flex h-full min-h-0 flex-col">{children}</div>
      </TicketContextMenu>
    </TicketActionsContext.Provider>
  );
}
