/* What surrounds the board of a branch: colleagues on it, the view of one of them that is followed, and the past. */
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useCallback } from "react";
import type { Branch } from "../features/board/boardData";
import type { BoardSearch } from "../features/board/boardFilters";
import { FollowProvider } from "../features/board/together/followContext";
import type { Shared } from "../features/board/useBoardWindows";
import { ReplayProvider } from "../features/board/replay/ReplayProvider";
import { useMe } from "../lib/session";
import { useNow } from "../lib/useNow";
import { serviceDayOf } from "../../shared/time/zones";
import { PresenceProvider } from "../lib/presence/presenceContext";

const route = getRouteApi("/board");

export interface BoardCompanyProps {
  readonly branch: Branch;
  readonly search: BoardSearch;
  readonly children: ReactNode;
}

export function BoardCompany({ branch, search, children }: BoardCompanyProps) {
  const navigate = route.useNavigate();
  const onSearch = useCallback(
    (shared: Shared) => void navigate({ search: (before) => ({ ...before, ...shared }), replace: true }),
    [navigate],
  );
  const me = useMe();
  const today = serviceDayOf(useNow(60_000), branch.zone);
  const day = search.day ?? today;
  const onReplay = useCallback(
    (replay: string | undefined) =>
      void navigate({ search: (before) => ({ ...before, replay }), replace: true }),
    [navigate],
  );
  return (
    <PresenceProvider branchId={branch.branchId} place="board">
      <FollowProvider search={search} onSearch={onSearch}>
        <ReplayProvider me={me} branch={branch} day={day} text={search.replay} onText={onReplay}>
          {children}
        </ReplayProvider>
      </FollowProvider>
    </PresenceProvider>
  );
}
