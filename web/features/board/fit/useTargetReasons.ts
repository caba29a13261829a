/* The two reasons of a target under the hand, in words: for the ghost, the overlay and the announcements. */
import { useCallback } from "react";
import { shortReasons } from "../../../../shared/technicians/rankCandidates";
import type { TicketRow } from "../boardData";
import type { DropTarget } from "../dropTarget";
import type { BoardWorld, Verdict } from "../judgeDrop";
import type { ForecastStore } from "../late/forecastStore";
import { weighOnBoard } from "./rankOnBoard";
import { useReasonWords } from "./useReasonWords";

export type TargetReasons = (
  ticket: TicketRow,
  target: DropTarget | null,
  verdict: Verdict | null,
) => readonly string[];

export function useTargetReasons(world: BoardWorld, store: ForecastStore): TargetReasons {
  const reasonWords = useReasonWords(world.branch.zone);
  return useCallback(
    (ticket, target, verdict) => {
      if (target === null || target.kind === "queue" || verdict === null) return [];
      const startsAt = target.kind === "lane" ? target.startsAt : null;
      const ground = { world, store, now: Date.now() };
      const candidate = weighOnBoard(ground, ticket, startsAt, target.technicianId, verdict);
      return candidate === null ? [] : shortReasons(candidate).map(reasonWords);
    },
    [store, world, reasonWords],
  );
}
