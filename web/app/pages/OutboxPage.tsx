/* The page of all messages inside the frame; filters are kept in the address. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Outbox } from "../../features/outbox/Outbox";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";

const route = getRouteApi("/outbox");

export function OutboxPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <StaffPage permission="outbox.view">
      <PageFrame>
        <div className="h-full overflow-y-auto">
          <Outbox
            search={search}
            onSearch={(next) => void navigate({ search: next, replace: true })}
            ticketLink={(number) => (
              <Link to="/tickets/$number" params={{ number }} className="text-accent hover:underline">
                {t("outbox.openTicket", { number })}
              </Link>
            )}
          />
        </div>
      </PageFrame>
    </StaffPage>
  );
}
