/**
 * Codes of the built-in work types. A company's catalogue may hold more: a ticket's work type is any code of its
 * catalogue, and what it decides is read from there (convex/model/catalogue). Labels are in shared/i18n.
 */
export const WORK_TYPES = [
  "ac_repair",
  "fridge_repair",
  "washer_repair",
  "oven_repair",
  "dishwasher_repair",
  "plumbing",
  "electrical",
  "site_inspection",
  "car_diagnosis",
  "car_service",
  "car_battery",
  "car_workshop",
  "motorbike_service",
  "motorbike_pickup",
  "consultation_online",
  "consultation_office",
] as const;
export type WorkType = (typeof WORK_TYPES)[number];

export function isWorkType(code: string): code is WorkType {
  return (WORK_TYPES as readonly string[]).includes(code);
}
