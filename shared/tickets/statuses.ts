/**
 * Status codes of a ticket and what each one means for phases, boards and trackers.
 * Holds no words (shared/i18n), no edges (transitions.ts). Codes never change; labels may.
 */
export const STATUSES = [
  "new",
  "assigned",
  "scheduled",
  "on_route",
  "arrived",
  "inspecting",
  "diagnosed",
  "repairing",
  "completed",
  "cancelled",
] as const;
export type TicketStatus = (typeof STATUSES)[number];

/** Coarse phases shared by card, lane, map, phone and tracking page; colour and shape hang on these. */
export const PHASES = [
  "requested",
  "planned",
  "travelling",
  "at_work",
  "waiting",
  "workshop",
  "closed_good",
  "closed_bad",
] as const;
type TicketPhase = (typeof PHASES)[number];

export interface StatusMeta {
  readonly phase: TicketPhase;
  /** No edge leaves a terminal status. */
  readonly terminal: boolean;
  /** Share of the way to the end, for progress bars; derived display, never stored. */
  readonly progress: number;
}

export const STATUS_META = {
  new: { phase: "requested", terminal: false, progress: 0 },
  assigned: { phase: "planned", terminal: false, progress: 0.1 },
  scheduled: { phase: "planned", terminal: false, progress: 0.2 },
  on_route: { phase: "travelling", terminal: false, progress: 0.4 },
  arrived: { phase: "at_work", terminal: false, progress: 0.5 },
  inspecting: { phase: "at_work", terminal: false, progress: 0.6 },
  diagnosed: { phase: "at_work", terminal: false, progress: 0.7 },
  repairing: { phase: "at_work", terminal: false, progress: 0.8 },
  completed: { phase: "closed_good", terminal: true, progress: 1 },
  cancelled: { phase: "closed_bad", terminal: true, progress: 1 },
} as const satisfies Record<TicketStatus, StatusMeta>;

/** Whether the ticket can still change. */
export function isOpen(status: TicketStatus): boolean {
  return !STATUS_META[status].terminal;
}

/** Life of one visit. `failed`: it travelled and nothing was done; `called_off`: it was taken back before a trip. */
export const TRAVEL_STATES = ["planned", "en_route", "arrived", "done", "failed", "called_off"] as const;
export type TravelState = (typeof TRAVEL_STATES)[number];

/** Travel states in which a visit still claims its technician's time. */
export const LIVE_TRAVEL_STATES = [
  "planned",
  "en_route",
  "arrived",
] as const satisfies readonly TravelState[];

export function isLiveTravel(travel: TravelState): boolean {
  return (LIVE_TRAVEL_STATES as readonly TravelState[]).includes(travel);
}
