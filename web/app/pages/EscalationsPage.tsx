/* The escalations centre inside the frame; branch and filters are kept in the address. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { roleHas } from "../../../shared/access/permissions";
import { EscalationsCentre } from "../../features/escalations/EscalationsCentre";
import { filtersOf } from "../../features/escalations/escalationFilters";
import { type Branch, useMe } from "../../lib/session";
import { BranchOfAddress } from "../BranchOfAddress";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";

const route = getRouteApi("/escalations");
const LINK = "inline-flex h-9 items-center rounded-md px-3 text-sm text-accent hover:bg-sunken";

export function EscalationsPage() {
  const { branch: named } = route.useSearch();
  return (
    <StaffPage permission="escalations.view">
      <PageFrame>
        <div className="h-full overflow-y-auto">
          <BranchOfAddress named={named}>
            {(branch) => <EscalationsContent branch={branch} />}
          </BranchOfAddress>
        </div>
      </PageFrame>
    </StaffPage>
  );
}

function EscalationsContent({ branch }: { readonly branch: Branch }) {
  const { t } = useTranslation();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <EscalationsCentre
      branches={me.branches}
      branch={branch}
      onBranch={(next) => void navigate({ search: { ...search, branch: next }, replace: true })}
      filters={filtersOf(search)}
      onFilters={({ state, level, type }) =>
        void navigate({
          search: {
            branch: search.branch,
            state: state === "open" ? undefined : state,
            level: level ?? undefined,
            type: type ?? undefined,
          },
          replace: true,
        })
      }
      ticketLink={({ ticketId, branchId, number }) => (
        <>
          <Link to="/tickets/$number" params={{ number }} className={LINK}>
            {t("ticket.open")}
          </Link>
          {roleHas(me.role, "board.view") && (
            <Link to="/board" search={{ branch: branchId, ticket: ticketId }} className={LINK}>
              {t("escalations.toTicket")}
            </Link>
          )}
        </>
      )}
    />
  );
}
