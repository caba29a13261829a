/* English: technician skills. Keys are the codes of shared/catalogue. */
export const skills = {
  cooling: "Cooling",
  laundry: "Washing machines",
  kitchen: "Kitchen appliances",
  plumbing: "Plumbing",
  electrical: "Electrical work",
  inspection: "Inspection",
  vehicle_mechanics: "Vehicle mechanics",
  vehicle_electrics: "Vehicle electrics",
  motorbikes: "Motorbikes",
  consulting: "Consulting",
} as const;
