/* English: words of the ticket lifecycle. Keys are the codes of shared/tickets. */
export const statuses = {
  pending_payment: "Awaiting payment",
  under_review: "Under review",
  new: "New",
  assigned: "Assigned",
  scheduled: "Scheduled",
  no_show: "No-show",
  on_route: "On the way",
  arrived: "Arrived",
  inspecting: "Inspecting",
  diagnosed: "Diagnosed",
  awaiting_approval: "Awaiting approval",
  waiting_parts: "Waiting for parts",
  repairing: "Repairing",
  quality_check: "Quality check",
  pickup_device: "Device collected",
  in_workshop: "In the workshop",
  ready_delivery: "Ready for delivery",
  completed: "Completed",
  not_fixed: "Not fixed",
  cancelled: "Cancelled",
  rejected: "Rejected",
} as const;

/** The same statuses in the words a customer is told. */
export const customerStatuses = {
  pending_payment: "We are waiting for your payment",
  under_review: "We are looking through your request",
  new: "We received your request",
  assigned: "A technician has been assigned",
  scheduled: "Your visit has been scheduled",
  no_show: "We missed each other",
  on_route: "The technician is on the way to you",
  arrived: "The technician has arrived",
  inspecting: "The inspection is under way",
  diagnosed: "The fault has been found",
  awaiting_approval: "We are waiting for your answer",
  waiting_parts: "We are waiting for spare parts",
  repairing: "The repair is under way",
  quality_check: "The work is being checked",
  pickup_device: "Your device is on its way to the workshop",
  in_workshop: "Your device is in the workshop",
  ready_delivery: "Ready to be handed over",
  completed: "The repair is done",
  not_fixed: "The repair was not possible",
  cancelled: "The request was cancelled",
  rejected: "We cannot take on this request",
} as const;

export const phases = {
  requested: "Requested",
  planned: "Planned",
  travelling: "Travelling",
  at_work: "At work",
  waiting: "Waiting",
  workshop: "In the workshop",
  closed_good: "Done",
  closed_bad: "Closed without repair",
} as const;

export const actions = {
  assign: "Assign",
  reassign: "Reassign",
  schedule: "Schedule",
  reschedule: "Reschedule",
  plan_return: "Plan another visit",
  plan_delivery: "Plan the delivery",
  change_duration: "Change the duration",
  record_payment: "Record the payment",
  start_review: "Put under review",
  approve_request: "Approve the request",
  reject_request: "Reject the request",
  accept_offer: "Take the job",
  start_trip: "Start the trip",
  arrive: "I have arrived",
  check_in: "Check in",
  start_inspection: "Start inspection",
  complete_diagnosis: "Finish diagnosis",
  start_repair: "Start repair",
  start_session: "Start the session",
  parts_received: "Parts are here, continue",
  resume_work: "Continue the repair",
  resume_in_workshop: "Continue in the workshop",
  start_quality_check: "Start the quality check",
  mark_completed: "Finish the job",
  check_in_workshop: "Receive in the workshop",
  repair_complete: "Repair finished",
  deliver_device: "Hand over",
  return_device: "Give back unrepaired",
  request_parts: "Wait for parts",
  request_approval: "Wait for the customer's answer",
  pickup_device: "Take the device along",
  fail_quality_check: "Back to repair",
  fail_delivery: "Delivery failed",
  report_no_show: "Nobody there",
  mark_not_fixed: "Cannot be fixed",
  turn_back: "Turn back",
  confirm_visit: "Confirm the visit",
  decline_visit: "Time does not suit",
  promise_window: "Promise an arrival window",
  recall_return: "Take back the return visit",
  recall_rebooking: "Take back the new visit",
  release: "Let the technician choose the time",
  unassign: "Unassign",
  decline_offer: "Decline the job",
  expire_offer: "Let the offer expire",
  change_priority: "Change priority",
  call_back: "Open a call-back",
  cancel: "Cancel the ticket",
  create: "Create",
  import: "Import",
} as const;

/** One line of the staff timeline per action; who and when stand beside it. */
export const timeline = {
  assign: "Assigned",
  reassign: "Given to another technician",
  schedule: "Scheduled",
  reschedule: "Moved to another time",
  plan_return: "Another visit planned",
  plan_delivery: "Delivery planned",
  change_duration: "Duration changed",
  record_payment: "Payment received",
  start_review: "Put under review",
  approve_request: "Request approved",
  reject_request: "Request rejected",
  accept_offer: "Job accepted",
  start_trip: "Trip started",
  arrive: "Arrived",
  check_in: "Checked in",
  start_inspection: "Inspection started",
  complete_diagnosis: "Diagnosis completed",
  start_repair: "Repair started",
  start_session: "Session started",
  parts_received: "Parts received",
  resume_work: "Repair continued",
  resume_in_workshop: "Continued in the workshop",
  start_quality_check: "Quality check started",
  mark_completed: "Completed",
  check_in_workshop: "Received in the workshop",
  repair_complete: "Repair finished, ready for delivery",
  deliver_device: "Handed over",
  return_device: "Given back unrepaired",
  request_parts: "Waiting for parts",
  request_approval: "Waiting for the customer's answer",
  pickup_device: "Device collected",
  fail_quality_check: "Sent back to repair",
  fail_delivery: "Delivery failed",
  report_no_show: "No-show",
  mark_not_fixed: "Not fixed",
  turn_back: "Turned back",
  confirm_visit: "Visit confirmed",
  decline_visit: "Customer declined the time",
  promise_window: "Arrival window promised",
  recall_return: "Return visit taken back",
  recall_rebooking: "New visit taken back",
  release: "Time left to the technician",
  unassign: "Taken back into the queue",
  decline_offer: "Job declined",
  expire_offer: "Offer expired without an answer",
  change_priority: "Priority changed",
  call_back: "Call-back opened",
  cancel: "Cancelled",
  create: "Created",
  import: "Imported from a file",
} as const;

export const priorities = { low: "Low", normal: "Normal", high: "High", urgent: "Urgent" } as const;

export const reasons = {
  customer_request: "The customer asked for it",
  duplicate: "The same request exists already",
  out_of_area: "Outside our area",
  out_of_scope: "Not a service of ours",
  no_answer: "The customer does not answer",
  customer_absent: "The customer is not there",
  wrong_address: "The address is wrong",
  vehicle_problem: "Trouble with the vehicle",
  sent_elsewhere: "Sent to a more urgent job",
  running_late: "The job before takes longer",
  technician_sick: "Unwell",
  too_far: "Too far away",
  missing_skill: "Not my trade",
  time_not_suitable: "The time does not suit",
  needs_workshop_tools: "Needs the workshop's tools",
  long_repair: "The repair takes long",
  payment_missing: "The payment did not arrive",
  other: "Another reason",
} as const;

export const noFixReasons = {
  permission_denied: "Position is switched off for this page",
  unavailable: "The phone cannot find its position",
  timeout: "Finding the position took too long",
} as const;

export const travelStates = {
  planned: "Planned",
  en_route: "On the way",
  arrived: "On site",
  paused: "Interrupted",
  done: "Done",
  failed: "Broken off",
  called_off: "Called off",
} as const;

export const roles = {
  customer: "Customer",
  technician: "Technician",
  dispatcher: "Dispatcher",
  supervisor: "Supervisor",
  workshop: "Workshop",
  admin: "Administrator",
  owner: "Owner",
  system: "Automatic",
} as const;

export const notFixedReasons = {
  customer_absent: "The customer is not there",
  customer_refused_cost: "The customer does not want to pay that much",
  out_of_scope: "Not a service of ours",
  beyond_repair: "Beyond repair",
  parts_unavailable: "Parts cannot be had",
  other: "Another reason",
} as const;

export const visitKinds = {
  visit: "Visit",
  return: "Return visit",
  delivery: "Delivery",
  drop_off: "Drop-off",
  session: "Session",
} as const;

export const confirmations = {
  tentative: "Not confirmed yet",
  confirmed: "Confirmed",
  declined: "Declined by the customer",
} as const;

export const offerStates = {
  none: "Assigned directly",
  offered: "Offered, no answer yet",
  accepted: "Accepted",
  declined: "Declined",
  expired: "Expired",
} as const;

export const parties = {
  customer: "The customer",
  technician: "The technician",
} as const;

export const custodies = {
  customer: "With the customer",
  technician: "With the technician",
  workshop: "In the workshop",
} as const;

export const outcomes = {
  fixed: "Fixed",
  not_fixed: "Not fixed",
  cancelled: "Cancelled",
  no_show: "No-show",
  rejected: "Rejected",
} as const;

export const flowProfiles = {
  home_repair: "Home repair",
  vehicle_service: "Mobile vehicle service",
  workshop: "Workshop",
  session: "Session",
} as const;

export const absenceReasons = {
  leave: "On leave",
  sick: "Unwell",
  training: "Training",
  vehicle: "Vehicle in repair",
  other: "Another reason",
} as const;
