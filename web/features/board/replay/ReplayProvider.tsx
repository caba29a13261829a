/* Puts a replay around a board: the board reads it here and shows the rows of that moment instead of now's. */
import { type ReactNode, useMemo } from "react";
import { api } from "../../../../convex/_generated/api";
import type { ServiceDay } from "../../../../shared/time/zones";
import { useLive } from "../../../lib/useLive";
import type { Branch, Me } from "../boardData";
import { PastMapContext, ReplayContext } from "./replayContext";
import { useReplay } from "./useReplay";

export interface ReplayProviderProps {
  readonly me: Me;
  readonly branch: Branch;
  readonly day: ServiceDay;
  /** The moment as it stands in the address; undefined shows now. */
  readonly text: string | undefined;
  readonly onText: (text: string | undefined) => void;
  readonly children: ReactNode;
}

export function ReplayProvider({ children, ...input }: ReplayProviderProps) {
  const technicians = useLive(api.board.technicians, { branchId: input.branch.branchId });
  const { replay, start } = useReplay({ ...input, technicians });
  const state = { replay, toggle: replay === null ? start : replay.close };
  const [positions, at] = [replay?.positions, replay?.at];
  const map = useMemo(() => (at === undefined ? null : { positions, at }), [positions, at]);
  return (
    <ReplayContext value={state}>
      <PastMapContext value={map}>{children}</PastMapContext>
    </ReplayContext>
  );
}
