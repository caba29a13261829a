/* The two reasons a lane shows while a ticket is carried: in its head for its technician, beside the ghost for the hour. */
import { shortReasons } from "../../../../shared/technicians/rankCandidates";
import type { Carry } from "../carryContext";
import type { BoardActions } from "../late/boardActions";
import { useForecastStore } from "../late/forecastContext";
import { useFits } from "./fitContext";
import { weighOnBoard } from "./rankOnBoard";
import { useReasonWords } from "./useReasonWords";

export interface HeadReasons {
  readonly fits: boolean;
  readonly words: readonly string[];
}

/** How this technician fits the carried ticket; null while nothing is carried. */
export function useHeadReasons(technicianId: string, zone: string): HeadReasons | null {
  const fit = useFits().get(technicianId);
  const reasonWords = useReasonWords(zone);
  return fit === undefined ? null : { fits: fit.fits, words: shortReasons(fit).map(reasonWords) };
}

/** Reasons of the hour the carried ticket is held over. */
export function useLaneReasons(actions: BoardActions | null, carry: Carry | null): readonly string[] {
  const store = useForecastStore();
  const reasonWords = useReasonWords(actions?.world.branch.zone ?? "UTC");
  if (actions === null || carry?.target?.kind !== "lane" || carry.verdict === null) return [];
  const { target, ticket, verdict } = carry;
  const ground = { world: actions.world, store, now: Date.now() };
  const candidate = weighOnBoard(ground, ticket, target.startsAt, target.technicianId, verdict);
  return candidate === null ? [] : shortReasons(candidate).map(reasonWords);
}
