/**
 * When each reminder is due [R-01…R-08]. Pure: given the visit, the work type's plan, the zone and the present, answers
 * what is to be sent when. Whether it is still true when its time comes is judged again then, by the same visit facts.
 */
import type { Channel } from "../messages/channels";
import type { TemplateCode } from "../messages/templates";
import { HOUR_MS, instantAt, MINUTE_MS, type ServiceDay } from "../time/zones";
import type { PlannedKind, PlannedReminder, ReminderKind } from "./kinds";
import { isQuiet, lastAudible, nextAudible } from "./quietHours";

/** A message to plan. `slot` tells reminders of one kind apart, within one visit. */
export interface DueReminder {
  readonly kind: ReminderKind;
  readonly slot: string;
  readonly channel: Channel;
  readonly sendAt: number;
  /** Pointless from here on. */
  readonly validUntil: number;
}

/** A reminder that reaches the customer later than this before the visit is no reminder any more. */
const SHORTEST_LEAD_MS = 45 * MINUTE_MS;

export const TEMPLATE_OF = {
  visit_day_before: "visit_reminder_day",
  visit_hours_before: "visit_reminder_hours",
  session_before: "session_reminder",
  feedback: "feedback_request",
} as const satisfies Record<PlannedKind, TemplateCode>;

/** The same instant, or out of the quiet hours: later when that is early enough, else the evening before. */
function audible(wantedAt: number, latestAt: number, zone: string): number {
  if (!isQuiet(wantedAt, zone)) return wantedAt;
  const later = nextAudible(wantedAt, zone);
  return later <= latestAt ? later : lastAudible(wantedAt, zone);
}

/** Reminders before a planned visit, in the plan's order; those whose time is over are left out. */
export function beforeVisit(
  plan: readonly PlannedReminder[],
  startsAt: number,
  zone: string,
  now: number,
): DueReminder[] {
  const latestAt = startsAt - SHORTEST_LEAD_MS;
  return plan.flatMap(({ kind, offsetMinutes, channel }) => {
    if (kind === "feedback") return [];
    const sendAt = audible(startsAt - offsetMinutes * MINUTE_MS, latestAt, zone);
    if (sendAt <= now || sendAt > latestAt) return [];
    return [{ kind, slot: `${offsetMinutes}:${channel}`, channel, sendAt, validUntil: latestAt }];
  });
}

/** Requests for an opinion after the work was done. */
export function afterWork(plan: readonly PlannedReminder[], closedAt: number, zone: string): DueReminder[] {
  return plan.flatMap(({ kind, offsetMinutes, channel }) => {
    if (kind !== "feedback") return [];
    const sendAt = nextAudible(closedAt + offsetMinutes * MINUTE_MS, zone);
    return [
      { kind, slot: `${offsetMinutes}:${channel}`, channel, sendAt, validUntil: sendAt + 72 * HOUR_MS },
    ];
  });
}

/**
 * When a customer hears of a new or moved time: after the grace period, so that a second thought is told once, and not
 * at night unless the visit would begin before he could read it.
 */
export function newsAt(now: number, graceMs: number, startsAt: number | null, zone: string): number {
  const wanted = now + graceMs;
  if (!isQuiet(wanted, zone)) return wanted;
  const later = nextAudible(wanted, zone);
  return startsAt !== null && later > startsAt - 2 * SHORTEST_LEAD_MS ? wanted : later;
}

/** Half an hour before the shift, when a technician hears of his day. */
export function dayPlanAt(day: ServiceDay, shiftStartMinute: number, zone: string): number {
  return instantAt(day, Math.max(0, shiftStartMinute - 30), zone);
}

/** How long after arriving a technician is asked for the photos an inspection needs. */
export const INSPECTION_PHOTOS_AFTER_MS = 15 * MINUTE_MS;

/** When a technician at work is asked for the photos the end needs: before the visit ends, not at its start. */
export function completionPhotosAt(now: number, endsAt: number | null): number {
  return Math.max(now + INSPECTION_PHOTOS_AFTER_MS, (endsAt ?? now + HOUR_MS) - INSPECTION_PHOTOS_AFTER_MS);
}
