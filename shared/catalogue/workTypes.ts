/**
 * First cut of the work type catalogue: what kind of job a ticket is, how long a visit is planned for and which
 * skills it needs. Prices, checklists and gates are not part of this cut. Labels are in shared/i18n.
 */
import type { Skill } from "./skills";

export const WORK_TYPES = [
  "ac_repair",
  "fridge_repair",
  "washer_repair",
  "oven_repair",
  "dishwasher_repair",
  "plumbing",
  "electrical",
  "site_inspection",
] as const;
export type WorkType = (typeof WORK_TYPES)[number];

export interface WorkTypeMeta {
  /** Planned length of one visit. */
  readonly visitMinutes: number;
  /** A technician needs all of them. */
  readonly skills: readonly Skill[];
}

export const WORK_TYPE_META = {
  ac_repair: { visitMinutes: 90, skills: ["cooling"] },
  fridge_repair: { visitMinutes: 90, skills: ["cooling", "kitchen"] },
  washer_repair: { visitMinutes: 60, skills: ["laundry"] },
  oven_repair: { visitMinutes: 60, skills: ["kitchen"] },
  dishwasher_repair: { visitMinutes: 60, skills: ["kitchen", "plumbing"] },
  plumbing: { visitMinutes: 60, skills: ["plumbing"] },
  electrical: { visitMinutes: 60, skills: ["electrical"] },
  site_inspection: { visitMinutes: 45, skills: [] },
} as const satisfies Record<WorkType, WorkTypeMeta>;

/** Planned length of a visit of this work type, in milliseconds. */
export function visitLengthMs(workType: WorkType): number {
  return WORK_TYPE_META[workType].visitMinutes * 60_000;
}
