/*
 * The shape of each phase on a 24 x 24 field, shared by the SVG mark and by canvas symbols on the map.
 * Holds geometry only; colours are in tokens.css, the mapping from a status to its phase is the domain's.
 */
import { PHASES } from "../../shared/tickets/statuses";

/** The eight looks a ticket can have, whatever its exact status. */
export const VISUAL_PHASES = PHASES;
export type VisualPhase = (typeof PHASES)[number];

export interface PhaseShape {
  /** SVG path on a 24 x 24 field. */
  readonly path: string;
  /** Drawn as an outline because nobody has taken it up yet. */
  readonly hollow: boolean;
  /** Points along the reading direction and is mirrored in right-to-left pages. */
  readonly follows: boolean;
  readonly letterY: number;
  readonly letterSize: number;
}

export const PHASE_SHAPES: Record<VisualPhase, PhaseShape> = {
  requested: {
    path: "M12 2.5a9.5 9.5 0 1 1 0 19a9.5 9.5 0 1 1 0-19z",
    hollow: true,
    follows: false,
    letterY: 16,
    letterSize: 11,
  },
  planned: { path: "M3 3h18v18H3z", hollow: false, follows: false, letterY: 16, letterSize: 11.5 },
  travelling: {
    path: "M2 4h13l7.5 8L15 20H2l4.2-8z",
    hollow: false,
    follows: true,
    letterY: 15.8,
    letterSize: 10.5,
  },
  at_work: {
    path: "M12 1.5a10.5 10.5 0 1 1 0 21a10.5 10.5 0 1 1 0-21z",
    hollow: false,
    follows: false,
    letterY: 16,
    letterSize: 11.5,
  },
  waiting: {
    path: "M3 2h18l-5.5 10L21 22H3l5.5-10z",
    hollow: false,
    follows: false,
    letterY: 15.2,
    letterSize: 9,
  },
  workshop: {
    path: "M7 2.5h10L22.5 12 17 21.5H7L1.5 12z",
    hollow: false,
    follows: false,
    letterY: 16,
    letterSize: 11.5,
  },
  closed_good: {
    path: "M12 1.5l8.5 3v7c0 5-3.6 9-8.5 11-4.900-2-8.500-6-8.500-11v-7z",
    hollow: false,
    follows: false,
    letterY: 15.5,
    letterSize: 11,
  },
  closed_bad: {
    path: "M12 1.500L22.500 12 12 22.500 1.500 12z",
    hollow: false,
    follows: false,
    letterY: 15.8,
    letterSize: 10,
  },
};
