/**
 * The ticket lifecycle, declared once. Server, buttons, tests and LIFECYCLE.md (checked both ways) read this table.
 * Holds no evaluation (plan.ts, needs.ts, placement.ts), no effects on other axes (effects.ts), no words.
 *
 *   new -> assigned -> scheduled -> on_route -> arrived -> inspecting -> diagnosed -> repairing -> completed
 *
 * An edge that stays in its status moves another axis of the ticket: technician, time, offer, confirmation, delivery.
 */
import { PLANNERS } from "../access/roles";
import type { LifecycleTable } from "../core/lifecycle";
import type { ActorRole } from "./facts";
import { REPAIR_PROFILES, TRAVELLING_PROFILES } from "./profiles";
import { isOpen, STATUSES, type TicketStatus } from "./statuses";

/** Actions that say who goes when: decided by planPlacement() and sent as one placement, never one by one. */
export const PLACEMENT_ACTIONS = [
  "assign",
  "reassign",
  "schedule",
  "reschedule",
  "plan_return",
  "plan_delivery",
  "change_duration",
] as const;
export type PlacementAction = (typeof PLACEMENT_ACTIONS)[number];

/** Placement actions that give a ticket a person or a time; changing how long a visit takes moves it nowhere. */
export const MOVING_ACTIONS = PLACEMENT_ACTIONS.filter((action) => action !== "change_duration");

/** Every other action: one step with its own input. In lifecycle order, so that the first one offered is the next one. */
export const STEP_ACTIONS = [
  "record_payment",
  "start_review",
  "approve_request",
  "reject_request",
  "accept_offer",
  "start_trip",
  "arrive",
  "check_in",
  "start_inspection",
  "complete_diagnosis",
  "start_repair",
  "start_session",
  "parts_received",
  "resume_work",
  "resume_in_workshop",
  "start_quality_check",
  "mark_completed",
  "check_in_workshop",
  "repair_complete",
  "deliver_device",
  "return_device",
  "request_parts",
  "request_approval",
  "pickup_device",
  "fail_quality_check",
  "fail_delivery",
  "report_no_show",
  "mark_not_fixed",
  "turn_back",
  "confirm_visit",
  "decline_visit",
  "promise_window",
  "release",
  "unassign",
  "decline_offer",
  "expire_offer",
  "change_priority",
  "call_back",
  "cancel",
] as const;
export type StepAction = (typeof STEP_ACTIONS)[number];

/** Taken only when a gesture on the board is undone (shared/boardActions); no form offers them. */
export const RECALL_ACTIONS = ["recall_return", "recall_rebooking"] as const;

export const ACTIONS = [...PLACEMENT_ACTIONS, ...STEP_ACTIONS, ...RECALL_ACTIONS] as const;
export type TicketAction = (typeof ACTIONS)[number];

/**
 * Conditions an edge may ask for. Each is judged by one function: in placement.ts the ones about who and when, all
 * others in needs.ts, where each is explained.
 */
export const NEEDS = [
  "technicianFits",
  "startTime",
  "reasonUnlessPlanner",
  "customerNotice",
  "gatesPassed",
  "reason",
  "notes",
  "fixOrReason",
  "party",
  "customerTold",
  "notFixedReasons",
  "window",
  "priority",
  "noOtherTrip",
  "offerOpen",
  "offerAccepted",
  "visitPlanned",
  "visitTimed",
  "visitEnRoute",
  "visitUnderWay",
  "visitUnconfirmed",
  "noVisitAhead",
  "atHandOver",
  "benchWork",
  "inWorkshop",
  "notInWorkshop",
  "deviceWithCustomer",
  "outcomeFixed",
  "outcomeNotFixed",
  "withinCallback",
  "noOpenHold",
  "inspectionPhotos",
  "completionPhotos",
  "signOff",
  "partsRequested",
  "partsReceived",
  "estimateSent",
  "approvalAnswered",
  "customerApproval",
  "diagnosisKnown",
  "qualityPassed",
] as const;
export type Need = (typeof NEEDS)[number];

const PLANNERS_AND_TECHNICIAN = [...PLANNERS, "technician"] as const;
const PLANNERS_AND_CUSTOMER = [...PLANNERS, "customer"] as const;
/** Whoever has the device in front of him. */
const BENCH = ["technician", "workshop"] as const;
/** The workshop, and who answers for it where it has nobody at the screen [J-39]. */
const WORKSHOP_STAFF = ["workshop", "supervisor", "admin", "owner"] as const;

const OPEN_STATUSES = STATUSES.filter(isOpen);

/** Statuses in which a visit with a time is ahead or under way. */
const VISIT_STATUSES = [
  "scheduled",
  "on_route",
  "arrived",
  "inspecting",
  "diagnosed",
  "awaiting_approval",
  "repairing",
  "quality_check",
  "ready_delivery",
] as const satisfies readonly TicketStatus[];

export const TRANSITIONS: LifecycleTable<TicketStatus, TicketAction, ActorRole, Need> = {
  assign: [
    { id: "T-10", from: "new", to: "assigned", by: PLANNERS, needs: ["gatesPassed", "technicianFits"] },
  ],
  reassign: [
    { id: "T-60", from: "assigned", to: "assigned", by: PLANNERS, needs: ["technicianFits"] },
    { id: "T-61", from: "scheduled", to: "scheduled", by: PLANNERS, needs: ["technicianFits"] },
    {
      id: "T-68",
      from: "ready_delivery",
      to: "ready_delivery",
      by: PLANNERS,
      needs: ["visitPlanned", "technicianFits"],
    },
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
      by: [...PLANNERS, "technician", "customer"],
      needs: ["startTime", "reasonUnlessPlanner", "customerNotice", "technicianFits"],
    },
    {
      id: "T-69",
      from: "ready_delivery",
      to: "ready_delivery",
      by: PLANNERS_AND_TECHNICIAN,
      needs: ["visitPlanned", "startTime", "reasonUnlessPlanner", "technicianFits"],
    },
  ],
  plan_return: [
    {
      id: "T-70",
      from: "waiting_parts",
      to: "scheduled",
      by: PLANNERS_AND_TECHNICIAN,
      needs: ["startTime", "notInWorkshop", "technicianFits"],
      profiles: TRAVELLING_PROFILES,
    },
    {
      id: "T-71",
      from: "no_show",
      to: "scheduled",
      by: PLANNERS_AND_TECHNICIAN,
      needs: ["startTime", "technicianFits"],
    },
  ],
  plan_delivery: [
    {
      id: "T-72",
      from: "ready_delivery",
      to: "ready_delivery",
      by: PLANNERS_AND_TECHNICIAN,
      needs: ["noVisitAhead", "startTime", "technicianFits"],
    },
  ],
  change_duration: VISIT_STATUSES.map((status, index) => ({
    id: `T-${140 + index}`,
    from: status,
    to: status,
    by: PLANNERS,
    needs: ["visitTimed", "technicianFits"] as const,
  })),
  unassign: [
    { id: "T-63", from: "assigned", to: "new", by: PLANNERS, needs: [] },
    { id: "T-64", from: "scheduled", to: "new", by: PLANNERS, needs: [] },
    { id: "T-73", from: "ready_delivery", to: "ready_delivery", by: PLANNERS, needs: ["visitPlanned"] },
  ],
  recall_return: [
    {
      id: "T-127",
      from: "scheduled",
      to: "waiting_parts",
      by: PLANNERS,
      needs: ["visitPlanned"],
      profiles: TRAVELLING_PROFILES,
    },
  ],
  recall_rebooking: [
    { id: "T-128", from: "scheduled", to: "no_show", by: PLANNERS, needs: ["visitPlanned"] },
  ],
  release: [
    { id: "T-118", from: "scheduled", to: "assigned", by: PLANNERS_AND_TECHNICIAN, needs: ["reason"] },
  ],
  record_payment: [
    { id: "T-74", from: "pending_payment", to: "new", by: [...PLANNERS, "system"], needs: [] },
  ],
  start_review: [{ id: "T-75", from: "new", to: "under_review", by: PLANNERS, needs: [] }],
  approve_request: [{ id: "T-76", from: "under_review", to: "new", by: PLANNERS, needs: [] }],
  reject_request: [{ id: "T-77", from: "under_review", to: "rejected", by: PLANNERS, needs: ["reason"] }],
  accept_offer: [
    { id: "T-112", from: "assigned", to: "assigned", by: ["technician"], needs: ["offerOpen"] },
    { id: "T-113", from: "scheduled", to: "scheduled", by: ["technician"], needs: ["offerOpen"] },
  ],
  decline_offer: [
    { id: "T-114", from: "assigned", to: "new", by: ["technician"], needs: ["offerOpen", "reason"] },
    { id: "T-115", from: "scheduled", to: "new", by: ["technician"], needs: ["offerOpen", "reason"] },
  ],
  expire_offer: [
    { id: "T-116", from: "assigned", to: "new", by: ["system"], needs: ["offerOpen"] },
    { id: "T-117", from: "scheduled", to: "new", by: ["system"], needs: ["offerOpen"] },
  ],
  confirm_visit: [
    {
      id: "T-119",
      from: "scheduled",
      to: "scheduled",
      by: PLANNERS_AND_CUSTOMER,
      needs: ["visitUnconfirmed"],
    },
    {
      id: "T-121",
      from: "ready_delivery",
      to: "ready_delivery",
      by: PLANNERS_AND_CUSTOMER,
      needs: ["visitPlanned", "visitUnconfirmed"],
    },
  ],
  decline_visit: [
    { id: "T-120", from: "scheduled", to: "scheduled", by: PLANNERS_AND_CUSTOMER, needs: ["reason"] },
    {
      id: "T-122",
      from: "ready_delivery",
      to: "ready_delivery",
      by: PLANNERS_AND_CUSTOMER,
      needs: ["visitPlanned", "reason"],
    },
  ],
  promise_window: [
    { id: "T-123", from: "scheduled", to: "scheduled", by: PLANNERS_AND_TECHNICIAN, needs: ["window"] },
    {
      id: "T-124",
      from: "ready_delivery",
      to: "ready_delivery",
      by: PLANNERS_AND_TECHNICIAN,
      needs: ["visitPlanned", "window"],
    },
  ],
  start_trip: [
    {
      id: "T-14",
      from: "scheduled",
      to: "on_route",
      by: ["technician"],
      needs: ["offerAccepted", "fixOrReason", "noOtherTrip", "noOpenHold"],
      profiles: TRAVELLING_PROFILES,
    },
    {
      id: "T-78",
      from: "ready_delivery",
      to: "ready_delivery",
      by: ["technician"],
      needs: ["visitPlanned", "fixOrReason", "noOtherTrip"],
      profiles: REPAIR_PROFILES,
    },
  ],
  turn_back: [
    { id: "T-65", from: "on_route", to: "scheduled", by: PLANNERS_AND_TECHNICIAN, needs: ["reason"] },
    {
      id: "T-79",
      from: "ready_delivery",
      to: "ready_delivery",
      by: PLANNERS_AND_TECHNICIAN,
      needs: ["visitEnRoute", "reason"],
    },
  ],
  arrive: [
    { id: "T-16", from: "on_route", to: "arrived", by: ["technician"], needs: ["fixOrReason"] },
    {
      id: "T-80",
      from: "ready_delivery",
      to: "ready_delivery",
      by: ["technician"],
      needs: ["visitEnRoute", "fixOrReason"],
    },
  ],
  check_in: [
    {
      id: "T-41",
      from: "scheduled",
      to: "arrived",
      by: ["technician", "workshop", ...PLANNERS],
      needs: ["offerAccepted"],
      profiles: ["workshop", "session"],
    },
  ],
  report_no_show: [
    {
      id: "T-81",
      from: "arrived",
      to: "no_show",
      by: PLANNERS_AND_TECHNICIAN,
      needs: ["party"],
      profiles: ["home_repair", "vehicle_service", "session"],
    },
    {
      id: "T-82",
      from: "scheduled",
      to: "no_show",
      by: [...PLANNERS, "technician", "workshop"],
      needs: ["party"],
      profiles: ["workshop", "session"],
    },
  ],
  fail_delivery: [
    {
      id: "T-83",
      from: "ready_delivery",
      to: "ready_delivery",
      by: PLANNERS_AND_TECHNICIAN,
      needs: ["visitUnderWay", "reason"],
    },
  ],
  start_inspection: [
    {
      id: "T-17",
      from: "arrived",
      to: "inspecting",
      by: BENCH,
      needs: ["benchWork", "inspectionPhotos"],
      profiles: REPAIR_PROFILES,
    },
  ],
  complete_diagnosis: [
    { id: "T-18", from: "inspecting", to: "diagnosed", by: BENCH, needs: ["benchWork", "notes"] },
  ],
  start_repair: [
    {
      id: "T-19",
      from: "diagnosed",
      to: "repairing",
      by: BENCH,
      needs: ["benchWork", "customerApproval", "noOpenHold"],
    },
    {
      id: "T-84",
      from: "arrived",
      to: "repairing",
      by: BENCH,
      needs: ["benchWork", "diagnosisKnown", "customerApproval", "noOpenHold"],
      profiles: REPAIR_PROFILES,
    },
  ],
  start_session: [
    {
      id: "T-85",
      from: "arrived",
      to: "repairing",
      by: ["technician", ...PLANNERS],
      needs: ["noOpenHold"],
      profiles: ["session"],
    },
  ],
  request_parts: [
    { id: "T-20", from: "diagnosed", to: "waiting_parts", by: BENCH, needs: ["benchWork", "partsRequested"] },
    {
      id: "T-25",
      from: "repairing",
      to: "waiting_parts",
      by: BENCH,
      needs: ["benchWork", "partsRequested"],
      profiles: REPAIR_PROFILES,
    },
    { id: "T-86", from: "in_workshop", to: "waiting_parts", by: ["workshop"], needs: ["partsRequested"] },
  ],
  parts_received: [
    {
      id: "T-26",
      from: "waiting_parts",
      to: "repairing",
      by: [...PLANNERS, "technician", "workshop"],
      needs: ["benchWork", "notInWorkshop", "partsReceived", "noOtherTrip"],
    },
  ],
  request_approval: [
    {
      id: "T-87",
      from: "diagnosed",
      to: "awaiting_approval",
      by: BENCH,
      needs: ["benchWork", "estimateSent"],
    },
    {
      id: "T-88",
      from: "repairing",
      to: "awaiting_approval",
      by: BENCH,
      needs: ["benchWork", "estimateSent"],
      profiles: REPAIR_PROFILES,
    },
    { id: "T-89", from: "in_workshop", to: "awaiting_approval", by: ["workshop"], needs: ["estimateSent"] },
  ],
  resume_work: [
    {
      id: "T-90",
      from: "awaiting_approval",
      to: "repairing",
      by: ["technician", "workshop", ...PLANNERS, "customer", "system"],
      needs: ["benchWork", "notInWorkshop", "approvalAnswered"],
    },
  ],
  resume_in_workshop: [
    {
      id: "T-91",
      from: "awaiting_approval",
      to: "in_workshop",
      by: ["workshop", ...PLANNERS, "customer", "system"],
      needs: ["inWorkshop", "approvalAnswered"],
      profiles: TRAVELLING_PROFILES,
    },
    {
      id: "T-92",
      from: "waiting_parts",
      to: "in_workshop",
      by: ["workshop", ...PLANNERS],
      needs: ["inWorkshop"],
      profiles: TRAVELLING_PROFILES,
    },
  ],
  pickup_device: [
    {
      id: "T-22",
      from: "diagnosed",
      to: "pickup_device",
      by: ["technician"],
      needs: ["reason", "customerTold"],
      profiles: TRAVELLING_PROFILES,
    },
    {
      id: "T-93",
      from: "repairing",
      to: "pickup_device",
      by: ["technician"],
      needs: ["reason", "customerTold"],
      profiles: TRAVELLING_PROFILES,
    },
    {
      id: "T-94",
      from: "awaiting_approval",
      to: "pickup_device",
      by: ["technician"],
      needs: ["notInWorkshop", "reason", "customerTold"],
      profiles: TRAVELLING_PROFILES,
    },
  ],
  check_in_workshop: [
    { id: "T-28", from: "pickup_device", to: "in_workshop", by: WORKSHOP_STAFF, needs: [] },
  ],
  repair_complete: [
    { id: "T-29", from: "in_workshop", to: "ready_delivery", by: WORKSHOP_STAFF, needs: ["noOpenHold"] },
    {
      id: "T-95",
      from: "repairing",
      to: "ready_delivery",
      by: BENCH,
      needs: ["completionPhotos", "noOpenHold"],
      profiles: ["workshop"],
    },
    {
      id: "T-96",
      from: "quality_check",
      to: "ready_delivery",
      by: BENCH,
      needs: ["completionPhotos", "qualityPassed", "noOpenHold"],
      profiles: ["workshop"],
    },
  ],
  start_quality_check: [
    {
      id: "T-103",
      from: "repairing",
      to: "quality_check",
      by: BENCH,
      needs: ["benchWork", "completionPhotos"],
      profiles: ["vehicle_service", "workshop"],
    },
  ],
  fail_quality_check: [
    {
      id: "T-104",
      from: "quality_check",
      to: "repairing",
      by: ["technician", "workshop", ...PLANNERS],
      needs: ["benchWork", "notes"],
    },
  ],
  mark_not_fixed: [
    {
      id: "T-21",
      from: "diagnosed",
      to: "not_fixed",
      by: ["technician"],
      needs: ["notFixedReasons"],
      profiles: TRAVELLING_PROFILES,
    },
    {
      id: "T-97",
      from: "diagnosed",
      to: "ready_delivery",
      by: BENCH,
      needs: ["notFixedReasons"],
      profiles: ["workshop"],
    },
    {
      id: "T-24",
      from: "repairing",
      to: "not_fixed",
      by: ["technician"],
      needs: ["notFixedReasons"],
      profiles: TRAVELLING_PROFILES,
    },
    {
      id: "T-98",
      from: "repairing",
      to: "ready_delivery",
      by: BENCH,
      needs: ["notFixedReasons"],
      profiles: ["workshop"],
    },
    { id: "T-30", from: "in_workshop", to: "ready_delivery", by: WORKSHOP_STAFF, needs: ["notFixedReasons"] },
    {
      id: "T-99",
      from: "awaiting_approval",
      to: "not_fixed",
      by: ["technician", ...PLANNERS],
      needs: ["deviceWithCustomer", "notFixedReasons"],
      profiles: TRAVELLING_PROFILES,
    },
    {
      id: "T-100",
      from: "awaiting_approval",
      to: "ready_delivery",
      by: ["technician", "workshop", ...PLANNERS],
      needs: ["notFixedReasons"],
      profiles: ["workshop"],
    },
    {
      id: "T-101",
      from: "waiting_parts",
      to: "not_fixed",
      by: ["technician", ...PLANNERS],
      needs: ["deviceWithCustomer", "notFixedReasons"],
      profiles: TRAVELLING_PROFILES,
    },
    {
      id: "T-102",
      from: "waiting_parts",
      to: "ready_delivery",
      by: ["technician", "workshop", ...PLANNERS],
      needs: ["notFixedReasons"],
      profiles: ["workshop"],
    },
  ],
  mark_completed: [
    {
      id: "T-23",
      from: "repairing",
      to: "completed",
      by: ["technician"],
      needs: ["completionPhotos", "signOff", "noOpenHold"],
      profiles: ["home_repair"],
    },
    {
      id: "T-105",
      from: "repairing",
      to: "completed",
      by: ["technician", ...PLANNERS],
      needs: ["signOff", "noOpenHold"],
      profiles: ["session"],
    },
    {
      id: "T-106",
      from: "quality_check",
      to: "completed",
      by: ["technician"],
      needs: ["completionPhotos", "qualityPassed", "signOff", "noOpenHold"],
      profiles: ["vehicle_service"],
    },
  ],
  deliver_device: [
    {
      id: "T-31",
      from: "ready_delivery",
      to: "completed",
      by: BENCH,
      needs: ["outcomeFixed", "atHandOver", "signOff"],
    },
  ],
  return_device: [
    {
      id: "T-107",
      from: "ready_delivery",
      to: "not_fixed",
      by: BENCH,
      needs: ["outcomeNotFixed", "atHandOver", "signOff"],
    },
  ],
  change_priority: OPEN_STATUSES.map((status) => ({
    id: `T-125:${status}`,
    from: status,
    to: status,
    by: PLANNERS,
    needs: ["priority"] as const,
  })),
  call_back: [
    {
      id: "T-126",
      from: "completed",
      to: "completed",
      by: PLANNERS_AND_CUSTOMER,
      needs: ["withinCallback", "notes"],
    },
  ],
  cancel: [
    {
      id: "T-108",
      from: "pending_payment",
      to: "cancelled",
      by: [...PLANNERS, "customer", "system"],
      needs: ["reason"],
    },
    { id: "T-109", from: "under_review", to: "cancelled", by: PLANNERS_AND_CUSTOMER, needs: ["reason"] },
    { id: "T-11", from: "new", to: "cancelled", by: PLANNERS_AND_CUSTOMER, needs: ["reason"] },
    { id: "T-13", from: "assigned", to: "cancelled", by: PLANNERS_AND_CUSTOMER, needs: ["reason"] },
    {
      id: "T-15",
      from: "scheduled",
      to: "cancelled",
      by: PLANNERS_AND_CUSTOMER,
      needs: ["reason", "customerNotice"],
    },
    { id: "T-111", from: "no_show", to: "cancelled", by: PLANNERS_AND_CUSTOMER, needs: ["reason"] },
    { id: "T-66", from: "on_route", to: "cancelled", by: PLANNERS, needs: ["reason"] },
    { id: "T-67", from: "diagnosed", to: "cancelled", by: PLANNERS, needs: ["reason", "deviceWithCustomer"] },
    {
      id: "T-110",
      from: "awaiting_approval",
      to: "cancelled",
      by: PLANNERS,
      needs: ["reason", "deviceWithCustomer"],
    },
    {
      id: "T-27",
      from: "waiting_parts",
      to: "cancelled",
      by: PLANNERS,
      needs: ["reason", "deviceWithCustomer"],
    },
  ],
};
