/* English: the one letter inside each status mark. */
export const marks = {
  new: "N",
  assigned: "A",
  scheduled: "S",
  on_route: "R",
  arrived: "H",
  inspecting: "I",
  diagnosed: "D",
  repairing: "F",
  completed: "C",
  cancelled: "X",
} as const;
