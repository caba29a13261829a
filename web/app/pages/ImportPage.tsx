/* The import page inside the frame; the branch is kept in the address. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ImportFlow } from "../../features/imports/ImportFlow";
import { createWorkerReader } from "../../features/imports/workerReader";
import { useMe } from "../../lib/session";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";

const route = getRouteApi("/import");

export function ImportPage() {
  return (
    <StaffPage permission="imports.run">
      <ImportContent />
    </StaffPage>
  );
}

function ImportContent() {
  const { t } = useTranslation();
  const me = useMe();
  const { branch } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <PageFrame>
      <div className="h-full overflow-y-auto">
        <ImportFlow
          me={me}
          branchId={branch}
          onBranch={(next) => void navigate({ search: { branch: next }, replace: true })}
          createReader={createWorkerReader}
          boardLink={
            <Link
              to="/board"
              search={{ branch }}
              className="inline-flex h-9 items-center rounded-md bg-accent px-3 text-sm font-medium text-on-accent hover:bg-accent-strong"
            >
              {t("imports.run.toBoard")}
            </Link>
          }
        />
      </div>
    </PageFrame>
  );
}
