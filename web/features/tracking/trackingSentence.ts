/**
 * The one sentence on top of the tracking page: what happens next, and when. Decides which sentence and its facts;
 * the words are in the catalogue. Pure: the clock comes in.
 */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";
import type { TicketStatus } from "../../../shared/tickets/statuses";
import { serviceDayOf } from "../../../shared/time/zones";

export type Tracked = NonNullable<FunctionReturnType<typeof api.tracking.byToken>>;

/** After this much silence of a travelling phone its position is called old, not current. */
export const SIGNAL_LOST_AFTER_MS = 2 * 60_000;
/** A phone needs a moment to find itself after the trip has started; only then is silence worth a word. */
const FIRST_FIX_WITHIN_MS = 60_000;
/** A visit that did not begin this long after its start is called late. */
export const LATE_AFTER_MS = 15 * 60_000;

export type TrackingSentence =
  | { readonly key: Exclude<TicketStatus, "scheduled"> | "assignedNobody" | "scheduledUntimed" }
  | { readonly key: "scheduled" | "scheduledToday"; readonly startsAt: number; readonly endsAt: number }
  | { readonly key: "scheduledLate"; readonly startsAt: number }
  | { readonly key: "on_routeEta"; readonly minutes: number; readonly arrivesAt: number };

/** Which sentence is true at `nowMs`. */
export function trackingSentence(tracked: Tracked, nowMs: number): TrackingSentence {
  const { status, visit, live, zone } = tracked;
  switch (status) {
    case "assigned":
      return { key: tracked.technicianFirstName ? "assigned" : "assignedNobody" };
    case "scheduled": {
      const startsAt = visit?.startsAt ?? null;
      const endsAt = visit?.endsAt ?? null;
      if (startsAt === null || endsAt === null) return { key: "scheduledUntimed" };
      if (nowMs > startsAt + LATE_AFTER_MS) return { key: "scheduledLate", startsAt };
      const today = serviceDayOf(nowMs, zone) === serviceDayOf(startsAt, zone);
      return { key: today ? "scheduledToday" : "scheduled", startsAt, endsAt };
    }
    case "on_route": {
      const minutes = live?.etaMinutes ?? null;
      const position = live?.position ?? null;
      if (minutes === null || position === null) return { key: "on_route" };
      // The estimate is as old as the fix it was made from: what has passed since is taken off, never below a minute.
      const passed = Math.floor(Math.max(0, nowMs - position.recordedAt) / 60_000);
      const left = Math.max(1, minutes - passed);
      return { key: "on_routeEta", minutes: left, arrivesAt: nowMs + left * 60_000 };
    }
    default:
      return { key: status };
  }
}

/** Whether the shown position is too old to be called current. */
export function isSignalLost(tracked: Tracked, nowMs: number): boolean {
  const position = tracked.live?.position;
  return position !== undefined && position !== null && nowMs - position.recordedAt > SIGNAL_LOST_AFTER_MS;
}

/** What to say about a map that is not there: it is about to come, or the phone shares nothing. */
export function mapAbsence(tracked: Tracked, nowMs: number): "comingMap" | "noPosition" | null {
  if (!tracked.live || tracked.live.position) return null;
  const setOutAt = tracked.timeline.findLast((milestone) => milestone.status === "on_route")?.at;
  return setOutAt !== undefined && nowMs - setOutAt < FIRST_FIX_WITHIN_MS ? "comingMap" : "noPosition";
}
