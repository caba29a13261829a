/* English: work types. Keys are the codes of shared/catalogue. */
export const workTypes = {
  ac_repair: "Air conditioner",
  fridge_repair: "Refrigerator",
  washer_repair: "Washing machine",
  oven_repair: "Oven",
  dishwasher_repair: "Dishwasher",
  plumbing: "Plumbing",
  electrical: "Electrical",
  site_inspection: "Site inspection",
} as const;
