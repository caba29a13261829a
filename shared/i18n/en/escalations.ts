/* English: words of escalations and service promises, shared by pages and by messages. */
export const escalationTypes = {
  assignment: "Assignment",
  schedule: "Scheduling",
  trip: "Late start",
  arrival: "Late arrival",
  parts: "Waiting for parts",
  completion_delay: "Open too long",
  workshop: "Too long in the workshop",
  complaint: "Complaint",
  sla_breach: "Promise broken",
} as const;

export const slaRules = {
  "SLA-001": "nobody was assigned in time",
  "SLA-002": "no appointment was made in time",
  "SLA-003": "the visit did not start at its time",
  "SLA-004": "the trip takes too long",
  "SLA-005": "the parts take too long",
  "SLA-006": "the ticket has been open too long",
  "SLA-007": "the customer complained",
  "SLA-008": "the device has been in the workshop too long",
} as const;
