/* The wall: a branch's day for a large screen, without a frame. */
import { getRouteApi } from "@tanstack/react-router";
import { serviceDayOf } from "../../../shared/time/zones";
import { Wall } from "../../features/board/Wall";
import { type Branch, useMe } from "../../lib/session";
import { useNow } from "../../lib/useNow";
import { BranchOfAddress } from "../BranchOfAddress";
import { StaffPage } from "../StaffPage";

const route = getRouteApi("/wall");

export function WallPage() {
  const { branch: named } = route.useSearch();
  return (
    <StaffPage permission="board.view">
      <BranchOfAddress named={named} framed={false}>
        {(branch) => <BranchWall branch={branch} />}
      </BranchOfAddress>
    </StaffPage>
  );
}

function BranchWall({ branch }: { readonly branch: Branch }) {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow(60_000);
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
