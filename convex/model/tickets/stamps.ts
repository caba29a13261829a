/** The time stamps of a ticket [T-34]: which step sets which, once, when it first happens. */
import { v } from "convex/values";
import type { TicketAction } from "../../../shared/tickets/transitions";
import type { Doc } from "../../_generated/dataModel";

const at = v.optional(v.number());
/** Epoch ms each; absent until it happened. */
export const stampsValidator = v.object({
  assignedAt: at,
  acceptedAt: at,
  scheduledAt: at,
  tripAt: at,
  arrivedAt: at,
  inspectionAt: at,
  diagnosedAt: at,
  repairAt: at,
  partsRequestedAt: at,
  partsReceivedAt: at,
  pickedUpAt: at,
  inWorkshopAt: at,
  readyAt: at,
  completedAt: at,
  notFixedAt: at,
  noShowAt: at,
  cancelledAt: at,
  rejectedAt: at,
});

type Stamp = keyof Doc<"tickets">["stamps"];

const BY_ACTION: Partial<Record<TicketAction, Stamp>> = {
  assign: "assignedAt",
  accept_offer: "acceptedAt",
  schedule: "scheduledAt",
  start_trip: "tripAt",
  arrive: "arrivedAt",
  check_in: "arrivedAt",
  start_inspection: "inspectionAt",
  complete_diagnosis: "diagnosedAt",
  start_repair: "repairAt",
  start_session: "repairAt",
  request_parts: "partsRequestedAt",
  parts_received: "partsReceivedAt",
  pickup_device: "pickedUpAt",
  check_in_workshop: "inWorkshopAt",
  repair_complete: "readyAt",
  mark_completed: "completedAt",
  deliver_device: "completedAt",
  mark_not_fixed: "notFixedAt",
  report_no_show: "noShowAt",
  cancel: "cancelledAt",
  reject_request: "rejectedAt",
};

/** The stamps after a step; what happened before keeps its first time. */
export function stampsAfter(
  stamps: Doc<"tickets">["stamps"],
  action: TicketAction,
  occurredAt: number,
): Doc<"tickets">["stamps"] {
  const stamp = BY_ACTION[action];
  return stamp === undefined || stamps[stamp] !== undefined ? stamps : { ...stamps, [stamp]: occurredAt };
}
