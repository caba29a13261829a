/** Skills a technician may hold and a work type may ask for. Codes only; words are in shared/i18n. */
export const SKILLS = [
  "cooling",
  "laundry",
  "kitchen",
  "plumbing",
  "electrical",
  "inspection",
  "vehicle_mechanics",
  "vehicle_electrics",
  "motorbikes",
  "consulting",
] as const;
export type Skill = (typeof SKILLS)[number];
