/**
 * Flow profiles: which part of the one lifecycle a ticket lives. A profile is stamped on the ticket when it is created
 * and never changes; labels may differ per work type, codes do not. Which edges a profile has stands in transitions.ts.
 */
import type { FlowProfile } from "../catalogue/workTypePolicy";
import type { TicketStatus } from "./statuses";

/** Profiles in which a technician travels to the customer. */
export const TRAVELLING_PROFILES = [
  "home_repair",
  "vehicle_service",
] as const satisfies readonly FlowProfile[];
/** Profiles in which something is repaired, as opposed to a talk. */
export const REPAIR_PROFILES = [
  "home_repair",
  "vehicle_service",
  "workshop",
] as const satisfies readonly FlowProfile[];

/** The straight way through a profile, without loops; progress and the customer's "still to come" hang on it. */
const MAIN_PATH: Record<FlowProfile, readonly TicketStatus[]> = {
  home_repair: [
    "new",
    "assigned",
    "scheduled",
    "on_route",
    "arrived",
    "inspecting",
    "diagnosed",
    "repairing",
    "completed",
  ],
  vehicle_service: [
    "under_review",
    "new",
    "assigned",
    "scheduled",
    "on_route",
    "arrived",
    "inspecting",
    "diagnosed",
    "repairing",
    "quality_check",
    "completed",
  ],
  workshop: [
    "new",
    "assigned",
    "scheduled",
    "arrived",
    "inspecting",
    "diagnosed",
    "repairing",
    "quality_check",
    "ready_delivery",
    "completed",
  ],
  session: ["pending_payment", "new", "assigned", "scheduled", "arrived", "repairing", "completed"],
};

/** Where a detour stands on the main path, for progress. */
const ASIDE: Partial<Record<TicketStatus, TicketStatus>> = {
  pending_payment: "new",
  under_review: "new",
  awaiting_approval: "diagnosed",
  waiting_parts: "diagnosed",
  pickup_device: "repairing",
  in_workshop: "repairing",
  quality_check: "repairing",
  ready_delivery: "repairing",
  no_show: "scheduled",
};

/** Statuses of the main path still to come; none once the ticket is closed. */
export function statusesAhead(profile: FlowProfile, status: TicketStatus): TicketStatus[] {
  const path = MAIN_PATH[profile];
  const at = path.indexOf(path.includes(status) ? status : (ASIDE[status] ?? "completed"));
  return at < 0 ? [] : path.slice(at + 1);
}
