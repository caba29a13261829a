/* English: what the board's map says of a selection and offers to do with it. */
export const boardMap = {
  ticket: "Ticket {{number}}",
  technician: "Technician {{name}}",
  nobody: "No technician yet",
  open: "Open",
  call: "Call",
  message: "Message",
  inLane: "Show in lane",
  day: "His day",
  follow: "Follow on map",
  following: "Following",
} as const;
