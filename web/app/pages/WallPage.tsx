/* The wall: a branch's day for a large screen, without a frame. */
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { serviceDayOf } from "../../../shared/time/zones";
import { Wall } from "../../features/board/Wall";
import { useMe } from "../../lib/session";
import { useNow } from "../../lib/useNow";
import { EmptyState } from "../../ui/EmptyState";
import { StaffPage } from "../StaffPage";

const route = getRouteApi("/wall");

export function WallPage() {
  return (
    <StaffPage permission="board.view">
      <BranchWall />
    </StaffPage>
  );
}

function BranchWall() {
  const { t } = useTranslation();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow(60_000);
  const branch = me.branches.find((one) => one.branchId === search.branch) ?? me.branches[0];
  if (branch === undefined)
    return <EmptyState title={t("board.lanes.emptyTitle")}>{t("board.lanes.emptyText")}</EmptyState>;
  return (
    <Wall
      me={me}
      branch={branch}
      day={serviceDayOf(now, branch.zone)}
      fixed={search.scene ?? null}
      onFixed={(scene) =>
        void navigate({ search: (before) => ({ ...before, scene: scene ?? undefined }), replace: true })
      }
      onLeave={() => void navigate({ to: "/board", search: { branch: search.branch } })}
    />
  );
}
