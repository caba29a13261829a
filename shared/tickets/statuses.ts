/**
 * Status codes of a ticket and what each one means for phases, clocks, boards and trackers.
 * Holds no words (shared/i18n), no edges (transitions.ts), no progress (profiles.ts). Codes never change; labels may.
 */
export const STATUSES = [
  "pending_payment",
  "under_review",
  "new",
  "assigned",
  "scheduled",
  "no_show",
  "on_route",
  "arrived",
  "inspecting",
  "diagnosed",
  "awaiting_approval",
  "waiting_parts",
  "repairing",
  "quality_check",
  "pickup_device",
  "in_workshop",
  "ready_delivery",
  "completed",
  "not_fixed",
  "cancelled",
  "rejected",
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
export type TicketPhase = (typeof PHASES)[number];

/** Whether our time runs: `waiting` is somebody else's turn and stops the clocks declared to stop [J-43]. */
export type ClockBehaviour = "running" | "waiting" | "stopped";

export interface StatusMeta {
  readonly phase: TicketPhase;
  /** No edge leads from a terminal status to another one. */
  readonly terminal: boolean;
  readonly clock: ClockBehaviour;
}

export const STATUS_META = {
  pending_payment: { phase: "requested", terminal: false, clock: "waiting" },
  under_review: { phase: "requested", terminal: false, clock: "running" },
  new: { phase: "requested", terminal: false, clock: "running" },
  assigned: { phase: "planned", terminal: false, clock: "running" },
  scheduled: { phase: "planned", terminal: false, clock: "running" },
  no_show: { phase: "waiting", terminal: false, clock: "waiting" },
  on_route: { phase: "travelling", terminal: false, clock: "running" },
  arrived: { phase: "at_work", terminal: false, clock: "running" },
  inspecting: { phase: "at_work", terminal: false, clock: "running" },
  diagnosed: { phase: "at_work", terminal: false, clock: "running" },
  awaiting_approval: { phase: "waiting", terminal: false, clock: "waiting" },
  waiting_parts: { phase: "waiting", terminal: false, clock: "waiting" },
  repairing: { phase: "at_work", terminal: false, clock: "running" },
  quality_check: { phase: "at_work", terminal: false, clock: "running" },
  pickup_device: { phase: "workshop", terminal: false, clock: "running" },
  in_workshop: { phase: "workshop", terminal: false, clock: "running" },
  ready_delivery: { phase: "workshop", terminal: false, clock: "running" },
  completed: { phase: "closed_good", terminal: true, clock: "stopped" },
  not_fixed: { phase: "closed_bad", terminal: true, clock: "stopped" },
  cancelled: { phase: "closed_bad", terminal: true, clock: "stopped" },
  rejected: { phase: "closed_bad", terminal: true, clock: "stopped" },
} as const satisfies Record<TicketStatus, StatusMeta>;

/** Whether the ticket can still change its status. */
export function isOpen(status: TicketStatus): boolean {
  return !STATUS_META[status].terminal;
}

/** Statuses a ticket can be created in: work types that are paid ahead or reviewed first begin before `new`. */
export const FIRST_STATUSES = [
  "pending_payment",
  "under_review",
  "new",
] as const satisfies readonly TicketStatus[];
export type FirstStatus = (typeof FIRST_STATUSES)[number];
