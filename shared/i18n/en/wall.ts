/* English: the board on a wall, and the printed day. */
export const wall = {
  title: "Wall screen",
  scenes: { promises: "Promises in danger", technicians: "Technicians", map: "Map" },
  states: { available: "available", busy: "at work", on_route: "on the way", off_duty: "off duty" },
  turning: "Turns by itself · Space holds it · Esc leaves",
  fixed: "Held · Space lets it turn · Esc leaves",
  leave: "Leave",
  calm: "No promise is in danger",
  escalated: "escalated, level {{level, number}}",
  more_one: "and {{count, number}} more",
  more_other: "and {{count, number}} more",
} as const;

export const daySheet = {
  title: "Day sheet",
  hint: "One sheet for the technician's day. Hand it out with care: it names customers.",
  print: "Print",
  open: "Print the day",
  visits_one: "{{count, number}} visit",
  visits_other: "{{count, number}} visits",
  printed: "as of {{time}}",
  until: "until {{time}}",
  access: "Access:",
  note: "Note:",
  promised: "Promised: {{window}}",
  done: "done",
  empty: "No visits on this day.",
} as const;
