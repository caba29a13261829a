/* English: every error code of shared/errors and every blocker of shared/tickets, as a sentence. */
export const errors = {
  auth: {
    signedOut: "You are signed out. Sign in again; nothing you typed is lost.",
    signUpClosed: "Accounts are created by your company, not on this page.",
  },
  access: { denied: "This does not exist, or your account may not see it." },
  input: { invalid: "The field “{{field}}” is not valid." },
  ticket: {
    changedMeanwhile: "{{by}} changed {{number}} before you. Look at it again and decide.",
    blocked: "{{number}} cannot be changed this way:",
    numberUnavailable: "No free ticket number was found. Try again.",
  },
  operation: { reused: "This change was already sent for something else. Reload the page and try again." },
  import: {
    finished: "This import is already closed. Start a new one.",
    batchOutOfOrder: "Rows arrived out of order; the server waits for part {{expected}}.",
    tooManyRows: "Too many rows at once: at most {{max}}.",
    fileTooLarge: "The file is too large: at most {{maxMb}} MB.",
    unreadable: "The file cannot be read as text. Save it as CSV in UTF-8 and try again.",
    empty: "The file holds no rows.",
  },
  demo: { off: "This deployment is not a demo." },
  unexpected: "Something broke on our side. What you entered is kept; try again.",
  offline: "No connection. The change is kept here and sent when the connection returns.",
} as const;

export const blockers = {
  statusForbids: "“{{action}}” is not possible while the ticket is “{{status}}”.",
  roleForbids: "“{{action}}” is not open to the role {{role}}.",
  notYours: "{{number}} is not with you any more.",
  changedMeanwhile: "{{by}} changed {{number}} at {{changedAt}} ({{action}}).",
  alreadyPlaced: "The ticket is already there: {{technician}}.",
  technicianInactive: "{{technician}} no longer works here.",
  technicianOffDuty: "{{technician}} is off duty.",
  otherBranch: "{{technician}} does not belong to the branch {{branch}}.",
  skillMissing: "{{technician}} lacks: {{skills}}.",
  overlap: "{{technician}} has {{number}} from {{startsAt}} to {{endsAt}}.",
  outsideShift: "{{technician}} works from {{shiftStart}} to {{shiftEnd}}.",
  dayOff: "{{technician}} does not work on {{weekday}}.",
  startsInPast: "{{startsAt}} is already over.",
  timeMissing: "A start time is missing.",
  reasonMissing: "A reason is missing.",
  noteMissing: "A note is missing.",
  fixMissing: "A position is missing, or the reason why there is none.",
  busyElsewhere: "{{number}} is still under way. Finish it first.",
  noticeTooShort: "Less than {{hours}} hours are left until the visit. Please call us.",
} as const;
