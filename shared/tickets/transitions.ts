/**
 * The ticket lifecycle, declared once. Server, buttons, tests and LIFECYCLE.md (checked both ways) read this table.
 * Holds no evaluation (plan.ts, requirements.ts), no words, no side effects.
 *
 *   new -> assigned -> scheduled -> on_route -> arrived -> inspecting -> diagnosed -> repairing -> completed
 */
import { PLANNERS, type Role } from "../access/roles";
import type { LifecycleTable } from "../core/lifecycle";
import type { TicketStatus } from "./statuses";

export const ACTIONS = [
  "assign",
  "reassign",
  "schedule",
  "reschedule",
  "unassign",
  "start_trip",
  "turn_back",
  "arrive",
  "start_inspection",
  "complete_diagnosis",
  "start_repair",
  "mark_completed",
  "cancel",
] as const;
export type TicketAction = (typeof ACTIONS)[number];

/** Actions that say who goes when: decided by planPlacement() and sent as one placement, never one by one. */
export const PLACEMENT_ACTIONS = [
  "assign",
  "reassign",
  "schedule",
  "reschedule",
] as const satisfies readonly TicketAction[];
export type PlacementAction = (typeof PLACEMENT_ACTIONS)[number];

/** Every other action: one step with its own input. */
export const STEP_ACTIONS = [
  "unassign",
  "start_trip",
  "turn_back",
  "arrive",
  "start_inspection",
  "complete_diagnosis",
  "start_repair",
  "mark_completed",
  "cancel",
] as const satisfies readonly Exclude<TicketAction, PlacementAction>[];
export type StepAction = (typeof STEP_ACTIONS)[number];

/**
 * Conditions an edge may ask for, each judged by one function in plan.ts or placement.ts.
 * technicianFits: active, on duty, skilled, of the branch and free at that time · startTime: a start is given ·
 * reason: a reason code, and a note for `other` · fixOrReason: a position fix or why there is none [J-48] ·
 * noOtherTrip: the technician is at no other job · notes: what was found, in words · customerNotice: customers only,
 * more than 24 hours before the visit [T-15].
 */
export type Need =
  | "technicianFits"
  | "startTime"
  | "reason"
  | "fixOrReason"
  | "noOtherTrip"
  | "notes"
  | "customerNotice";

const PLANNERS_AND_TECHNICIAN = [...PLANNERS, "technician"] as const satisfies readonly Role[];
const PLANNERS_AND_CUSTOMER = [...PLANNERS, "customer"] as const satisfies readonly Role[];

export const TRANSITIONS: LifecycleTable<TicketStatus, TicketAction, Role, Need> = {
  assign: [{ id: "T-10", from: "new", to: "assigned", by: PLANNERS, needs: ["technicianFits"] }],
  reassign: [
    { id: "T-60", from: "assigned", to: "assigned", by: PLANNERS, needs: ["technicianFits"] },
    { id: "T-61", from: "scheduled", to: "scheduled", by: PLANNERS, needs: ["technicianFits"] },
  ],
  schedule: [
    {
      id: "T-12",
      from: "assigned",
      to: "scheduled",
      by: PLANNERS_AND_TECHNICIAN,
      needs: ["startTime", "technicianFits"],
    },
  ],
  reschedule: [
    {
      id: "T-62",
      from: "scheduled",
      to: "scheduled",
      by: PLANNERS_AND_TECHNICIAN,
      needs: ["startTime", "technicianFits"],
    },
  ],
  unassign: [
    { id: "T-63", from: "assigned", to: "new", by: PLANNERS, needs: [] },
    { id: "T-64", from: "scheduled", to: "new", by: PLANNERS, needs: [] },
  ],
  start_trip: [
    {
      id: "T-14",
      from: "scheduled",
      to: "on_route",
      by: ["technician"],
      needs: ["fixOrReason", "noOtherTrip"],
    },
  ],
  turn_back: [
    { id: "T-65", from: "on_route", to: "scheduled", by: PLANNERS_AND_TECHNICIAN, needs: ["reason"] },
  ],
  arrive: [{ id: "T-16", from: "on_route", to: "arrived", by: ["technician"], needs: ["fixOrReason"] }],
  start_inspection: [{ id: "T-17", from: "arrived", to: "inspecting", by: ["technician"], needs: [] }],
  complete_diagnosis: [
    { id: "T-18", from: "inspecting", to: "diagnosed", by: ["technician"], needs: ["notes"] },
  ],
  start_repair: [{ id: "T-19", from: "diagnosed", to: "repairing", by: ["technician"], needs: [] }],
  mark_completed: [{ id: "T-23", from: "repairing", to: "completed", by: ["technician"], needs: [] }],
  cancel: [
    { id: "T-11", from: "new", to: "cancelled", by: PLANNERS_AND_CUSTOMER, needs: ["reason"] },
    { id: "T-13", from: "assigned", to: "cancelled", by: PLANNERS_AND_CUSTOMER, needs: ["reason"] },
    {
      id: "T-15",
      from: "scheduled",
      to: "cancelled",
      by: PLANNERS_AND_CUSTOMER,
      needs: ["reason", "customerNotice"],
    },
    { id: "T-66", from: "on_route", to: "cancelled", by: PLANNERS, needs: ["reason"] },
    { id: "T-67", from: "diagnosed", to: "cancelled", by: PLANNERS, needs: ["reason"] },
  ],
};
