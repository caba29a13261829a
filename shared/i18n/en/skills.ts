/* English: technician skills. Keys are the codes of shared/catalogue. */
export const skills = {
  cooling: "Cooling",
  laundry: "Washing machines",
  kitchen: "Kitchen appliances",
  plumbing: "Plumbing",
  electrical: "Electrical work",
  inspection: "Inspection",
} as const;
