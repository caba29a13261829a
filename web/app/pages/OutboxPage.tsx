/* The page of all messages inside the frame; filters are kept in the address. */
import { getRouteApi } from "@tanstack/react-router";
import { Outbox } from "../../features/outbox/Outbox";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";

const route = getRouteApi("/outbox");

export function OutboxPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <StaffPage permission="outbox.view">
      <PageFrame>
        <div className="h-full overflow-y-auto">
          <Outbox search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />
        </div>
      </PageFrame>
    </StaffPage>
  );
}
