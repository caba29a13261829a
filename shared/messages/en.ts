/** English: the texts of every message. Words of codes (types, reasons) are in words.ts. */
import type { MessageCatalogue } from "./text";

export const en: MessageCatalogue = {
  visit_scheduled: {
    subject: "Your appointment: {{startsAt}}",
    body: "{{company}}: your request {{number}} is planned for {{startsAt}} to {{endsAt}}. Follow it here: {{link}}",
  },
  visit_moved: {
    subject: "Your appointment has moved: {{startsAt}}",
    body: "{{company}}: the appointment for {{number}} has moved to {{startsAt}} to {{endsAt}}. Follow it here: {{link}}",
  },
  visit_called_off: {
    subject: "Your appointment is called off",
    body: "{{company}}: the appointment for {{number}} will not take place. We will tell you the new time.",
  },
  visit_reminder_day: {
    subject: "Reminder: {{startsAt}}",
    body: "{{company}}: we come to you {{startsAt}} to {{endsAt}} for {{number}}. If the time does not suit you: {{link}}",
  },
  visit_reminder_hours: {
    subject: "Today at {{startsAt}}",
    body: "{{company}}: we come to you today from {{startsAt}} to {{endsAt}} for {{number}}. Follow the technician: {{link}}",
  },
  session_reminder: {
    subject: "Your session: {{startsAt}}",
    body: "{{company}}: your session {{number}} begins {{startsAt}}. Details: {{link}}",
  },
  feedback_request: {
    subject: "How was it?",
    body: "{{company}}: how was our work on {{number}}? One minute of yours helps us: {{link}}",
  },
  ticket_received: {
    subject: "We have your request {{number}}",
    body: "{{company}}: we have your request {{number}}. Follow it here: {{link}}",
  },
  ticket_cancelled: {
    subject: "{{number}} is cancelled",
    body: "{{company}}: your request {{number}} is cancelled. If this surprises you, please call us.",
  },
  estimate_ready: {
    subject: "Estimate for {{number}}: {{amount}}",
    body: "{{company}}: the estimate for {{number}} is {{amount}}. Look at it and answer here: {{link}}",
  },
  day_plan: {
    subject: "Your day {{day}}",
    body: "Visits on {{day}}: {{visits}}. The first one starts at {{startsAt}}.",
  },
  photos_missing: {
    subject: "{{number}}: photos are missing",
    body: "{{number}} still needs photos before the next step: {{missing}}.",
  },
  parts_arrived: {
    subject: "{{number}}: the parts are here",
    body: "The parts for {{number}} have arrived. The job can go on.",
  },
  escalation_opened: {
    subject: "{{number}}: escalation level {{level}}",
    body: "{{number}} was escalated to level {{level}} ({{type}}): {{reason}}.",
  },
  escalation_resolved: {
    subject: "{{number}}: escalation resolved",
    body: "The escalation of {{number}} ({{type}}) is resolved: {{notes}}",
  },
  escalation_reopened: {
    subject: "{{number}}: escalation open again",
    body: "The escalation of {{number}} ({{type}}) is open again at level {{level}}.",
  },
  customer_message: {
    subject: "{{number}}: the customer wrote",
    body: "The customer wrote on {{number}} and waits for an answer.",
  },
  staff_message: {
    subject: "{{number}}: {{from}} wrote",
    body: "{{from}} wrote on {{number}}.",
  },
  sign_off_code: {
    subject: "Code for {{number}}",
    body: "{{company}}: when the work on {{number}} is done, tell our technician this code: {{code}}. It is valid for {{minutes}} minutes.",
  },
  one_time_code: {
    subject: "Your code",
    body: "{{company}}: your code is {{code}}. It is valid for {{minutes}} minutes. Tell it to nobody.",
  },
  invitation: {
    subject: "Invitation to {{company}}",
    body: "{{inviter}} invites you to {{company}}. Set up your account here within {{days}} days: {{link}}",
  },
  password_reset: {
    subject: "Reset your password",
    body: "{{company}}: your code for a new password is {{code}}. It is valid for {{minutes}} minutes. If you did not ask for it, do nothing.",
  },
  custom: { subject: "{{subject}}", body: "{{text}}" },
};
