/* English: words of the ticket lifecycle. Keys are the codes of shared/tickets. */
export const statuses = {
  new: "New",
  assigned: "Assigned",
  scheduled: "Scheduled",
  on_route: "On the way",
  arrived: "Arrived",
  inspecting: "Inspecting",
  diagnosed: "Diagnosed",
  repairing: "Repairing",
  completed: "Completed",
  cancelled: "Cancelled",
} as const;

/** The same statuses in the words a customer is told. */
export const customerStatuses = {
  new: "We received your request",
  assigned: "A technician has been assigned",
  scheduled: "Your visit has been scheduled",
  on_route: "The technician is on the way to you",
  arrived: "The technician has arrived",
  inspecting: "The inspection is under way",
  diagnosed: "The fault has been found",
  repairing: "The repair is under way",
  completed: "The repair is done",
  cancelled: "The request was cancelled",
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
  unassign: "Unassign",
  start_trip: "Start the trip",
  turn_back: "Turn back",
  arrive: "I have arrived",
  start_inspection: "Start inspection",
  complete_diagnosis: "Finish diagnosis",
  start_repair: "Start repair",
  mark_completed: "Finish the job",
  cancel: "Cancel the ticket",
  create: "Create",
  import: "Import",
} as const;

/** One line of the staff timeline per action; who and when stand beside it. */
export const timeline = {
  create: "Created",
  import: "Imported from a file",
  assign: "Assigned",
  reassign: "Given to another technician",
  schedule: "Scheduled",
  reschedule: "Moved to another time",
  unassign: "Taken back into the queue",
  start_trip: "Trip started",
  turn_back: "Turned back",
  arrive: "Arrived",
  start_inspection: "Inspection started",
  complete_diagnosis: "Diagnosis completed",
  start_repair: "Repair started",
  mark_completed: "Completed",
  cancel: "Cancelled",
} as const;

export const priorities = { low: "Low", normal: "Normal", high: "High", urgent: "Urgent" } as const;

export const reasons = {
  customer_request: "The customer asked for it",
  duplicate: "The same request exists already",
  out_of_area: "Outside our area",
  no_answer: "The customer does not answer",
  customer_absent: "The customer is not there",
  wrong_address: "The address is wrong",
  vehicle_problem: "Trouble with the vehicle",
  sent_elsewhere: "Sent to a more urgent job",
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
} as const;
