/* Taking a request in by hand, inside the frame; afterwards the new ticket's own page. */
import { useNavigate } from "@tanstack/react-router";
import { StaffRequest } from "../../features/intake/StaffRequest";
import { useMe } from "../../lib/session";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";

export function RequestPage() {
  return (
    <StaffPage permission="tickets.create">
      <OwnRequest />
    </StaffPage>
  );
}

function OwnRequest() {
  const me = useMe();
  const navigate = useNavigate();
  return (
    <PageFrame>
      <div className="h-full overflow-y-auto">
        <StaffRequest
          me={me}
          onTaken={(number) => void navigate({ to: "/tickets/$number", params: { number } })}
        />
      </div>
    </PageFrame>
  );
}
