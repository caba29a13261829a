/**
 * Kinds of reminders the product knows [R-01…R-08] and the plan a work type lists them in. When each is due is in
 * plan.ts; what it says is a template of shared/messages.
 */
import type { Channel } from "../messages/channels";

export const REMINDER_KINDS = [
  /** Told to the customer when a visit gets, or changes, its time. */
  "visit_news",
  /** Before the visit, to the customer: the day before, some hours before. */
  "visit_day_before",
  "visit_hours_before",
  /** Before a session, to the customer. */
  "session_before",
  /** After the work, to the customer. */
  "feedback",
  /** At the start of the day, to the technician. */
  "day_plan",
  /** While photos that the next step needs are missing, to the technician. */
  "photos_missing",
  /** Parts came in, to the technician. */
  "parts_arrived",
] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** Kinds a work type may plan for itself; the others follow from the work of the day. */
export const PLANNED_KINDS = [
  "visit_day_before",
  "visit_hours_before",
  "session_before",
  "feedback",
] as const satisfies readonly ReminderKind[];
export type PlannedKind = (typeof PLANNED_KINDS)[number];

/** One line of a work type's reminder plan [J-12]. */
export interface PlannedReminder {
  readonly kind: PlannedKind;
  /** Minutes before the visit starts; for `feedback` after the ticket closed. Never negative. */
  readonly offsetMinutes: number;
  readonly channel: Channel;
}
