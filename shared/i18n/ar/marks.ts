/* Arabic: the one letter inside each status mark. */
export const marks = {
  new: "ج",
  assigned: "س",
  scheduled: "م",
  on_route: "ط",
  arrived: "و",
  inspecting: "ف",
  diagnosed: "ش",
  repairing: "ص",
  completed: "ت",
  cancelled: "غ",
} as const;
