/* Requests for parts inside the frame; branch and state are kept in the address. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PartsBoard } from "../../features/parts/PartsBoard";
import { useMe } from "../../lib/session";
import { EmptyState } from "../../ui/EmptyState";
import { Ltr } from "../../ui/Ltr";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";

const route = getRouteApi("/parts");

export function PartsPage() {
  return (
    <StaffPage permission="parts.view">
      <PageFrame>
        <div className="h-full overflow-y-auto">
          <PartsContent />
        </div>
      </PageFrame>
    </StaffPage>
  );
}

function PartsContent() {
  const { t } = useTranslation();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const branch = me.branches.find((one) => one.branchId === search.branch) ?? me.branches[0];
  if (branch === undefined)
    return <EmptyState title={t("board.lanes.emptyTitle")}>{t("board.lanes.emptyText")}</EmptyState>;
  return (
    <PartsBoard
      branch={branch}
      onBranch={(next) => void navigate({ search: { ...search, branch: next }, replace: true })}
      state={search.state ?? "pending"}
      onState={(state) =>
        void navigate({
          search: { ...search, state: state === "pending" ? undefined : state },
          replace: true,
        })
      }
      ticketLink={(number) => (
        <Link
          to="/tickets/$number"
          params={{ number }}
          aria-label={`${t("records.parts.openTicket")} ${number}`}
          className="text-accent hover:underline"
        >
          <Ltr>{number}</Ltr>
        </Link>
      )}
    />
  );
}
