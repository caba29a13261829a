/* Requests for parts inside the frame; branch and state are kept in the address. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PartsBoard } from "../../features/parts/PartsBoard";
import type { Branch } from "../../lib/session";
import { Ltr } from "../../ui/Ltr";
import { BranchOfAddress } from "../BranchOfAddress";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";

const route = getRouteApi("/parts");

export function PartsPage() {
  const { branch: named } = route.useSearch();
  return (
    <StaffPage permission="parts.view">
      <PageFrame>
        <div className="h-full overflow-y-auto">
          <BranchOfAddress named={named}>{(branch) => <PartsContent branch={branch} />}</BranchOfAddress>
        </div>
      </PageFrame>
    </StaffPage>
  );
}

function PartsContent({ branch }: { readonly branch: Branch }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
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
