/* How every technician fits the ticket in the hand, as the ranking says it; empty while nothing is carried. */
import { createContext, useContext } from "react";
import type { RankedCandidate } from "../../../../shared/technicians/rankCandidates";

/** Ranked candidates by technician id, in the order of the ranking. */
export type Fits = ReadonlyMap<string, RankedCandidate>;

export const NO_FITS: Fits = new Map();
export const FitContext = createContext<Fits>(NO_FITS);

export function useFits(): Fits {
  return useContext(FitContext);
}
