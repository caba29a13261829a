/**
 * How long people take for things, in seconds of life. Divided by the speed factor by whoever waits.
 */
import type { TicketStatus } from "../../../shared/tickets/statuses";

export const DRIVING_SPEED_MPS = 38 / 3.6;

/** Seconds a technician stays in a state before the next step, shortest and longest. */
export const DWELL_S = {
  assigned: [60, 120],
  scheduled: [80, 200],
  on_route: [0, 0],
  arrived: [40, 90],
  inspecting: [120, 300],
  diagnosed: [30, 90],
  repairing: [300, 700],
  waiting_parts: [120, 300],
  awaiting_approval: [30, 90],
  quality_check: [120, 240],
  ready_delivery: [60, 180],
} as const satisfies Partial<Record<TicketStatus, readonly [number, number]>>;

export type DrivenStatus = keyof typeof DWELL_S;

export function isDriven(status: TicketStatus): status is DrivenStatus {
  return status in DWELL_S;
}

/** A planned visit is set off to at most this early. */
export const SETS_OFF_EARLY_MS = 45 * 60_000;
