/* The past a board shows, and where technicians were then; null where it shows now. */
import { createContext, useContext, useMemo } from "react";
import type { Me } from "../boardData";
import type { BoardRows } from "../useBoardRows";
import type { Positions } from "../usePositions";
import type { Replay } from "./useReplay";

export interface ReplayState {
  readonly replay: Replay | null;
  /** Leads into the replay and out of it; null for those who may not look back. */
  readonly toggle: (() => void) | null;
}

export const ReplayContext = createContext<ReplayState>({ replay: null, toggle: null });

export function useReplayState(): ReplayState {
  return useContext(ReplayContext);
}

export interface PastMap {
  readonly positions: Positions | undefined;
  readonly at: number;
}

export const PastMapContext = createContext<PastMap | null>(null);

export function usePastMap(): PastMap | null {
  return useContext(PastMapContext);
}

/** A role that moves nothing on a board, so that every rule asked in the past refuses; a test holds it to that. */
export const BYSTANDER = "workshop";

/** Rows and reader of the moment that is shown. */
export function useMoment(rows: BoardRows, me: Me): { readonly rows: BoardRows; readonly me: Me } {
  const { replay } = useContext(ReplayContext);
  const past = replay !== null;
  const reader = useMemo((): Me => (past ? { ...me, role: BYSTANDER, technicianId: null } : me), [past, me]);
  return { rows: replay?.rows ?? rows, me: reader };
}
