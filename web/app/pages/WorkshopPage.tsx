/* The workshop's page inside the frame. */
import { TicketPromises } from "../../features/escalations/TicketPromises";
import { Bench } from "../../features/workshop/Bench";
import { useMe } from "../../lib/session";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";

export function WorkshopPage() {
  return (
    <StaffPage permission="workshop.view">
      <OwnBench />
    </StaffPage>
  );
}

function OwnBench() {
  const me = useMe();
  return (
    <PageFrame>
      <Bench
        branches={me.branches}
        promises={(ticket, zone) => (
          <TicketPromises ticketId={ticket.ticketId} number={ticket.number} zone={zone} />
        )}
      />
    </PageFrame>
  );
}
