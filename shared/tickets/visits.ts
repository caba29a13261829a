/**
 * The axes of one appointment (visit), apart from the ticket's status: what it is for, how it travels, whether the
 * customer confirmed it, whether the technician took it on, and the arrival window the customer was promised [J-40].
 */
import { MINUTE_MS } from "../time/zones";

/** visit: first trip · return: another trip for the same work · delivery: bringing a device back [J-35]. */
export const VISIT_KINDS = ["visit", "return", "delivery", "drop_off", "session"] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

/** Whether somebody drives to it: a device left with us and a session from afar send nobody out. */
export function isTrip(kind: VisitKind): boolean {
  return kind !== "drop_off" && kind !== "session";
}

/**
 * Life of one visit. `paused`: left unfinished, waiting for parts, the technician is elsewhere · `failed`: it travelled
 * and nothing was done · `called_off`: it was taken back before a trip.
 */
export const TRAVEL_STATES = [
  "planned",
  "en_route",
  "arrived",
  "paused",
  "done",
  "failed",
  "called_off",
] as const;
export type TravelState = (typeof TRAVEL_STATES)[number];

/** Travel states in which a visit still claims its technician's time. */
export const LIVE_TRAVEL_STATES = [
  "planned",
  "en_route",
  "arrived",
] as const satisfies readonly TravelState[];

export function isLiveTravel(travel: TravelState): boolean {
  return (LIVE_TRAVEL_STATES as readonly TravelState[]).includes(travel);
}

/** The customer's answer to the planned time; a new time makes it tentative again. */
export const CONFIRMATIONS = ["tentative", "confirmed", "declined"] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

/** The technician's answer; `none` where the company assigns without asking [J-08]. */
export const OFFER_STATES = ["none", "offered", "accepted", "declined", "expired"] as const;
export type OfferState = (typeof OFFER_STATES)[number];

/** Who did not come to a visit [J-27]. */
export const PARTIES = ["customer", "technician"] as const;

/** Where the customer's device is. */
export const CUSTODIES = ["customer", "technician", "workshop"] as const;
export type Custody = (typeof CUSTODIES)[number];

/** An arrival window in epoch ms, `endsAt` after `startsAt`. */
export interface ArrivalWindow {
  readonly startsAt: number;
  readonly endsAt: number;
}

const WINDOW_BEFORE_MS = 30 * MINUTE_MS;
const WINDOW_AFTER_MS = 90 * MINUTE_MS;
const SHORTEST_WINDOW_MS = 15 * MINUTE_MS;
const LONGEST_WINDOW_MS = 240 * MINUTE_MS;

/** The window promised for a start until somebody promises a narrower one. */
export function defaultWindow(startsAt: number): ArrivalWindow {
  return { startsAt: startsAt - WINDOW_BEFORE_MS, endsAt: startsAt + WINDOW_AFTER_MS };
}

/** Whether a window can be promised for a planned start: 15 minutes to 4 hours long, the start inside. */
export function windowFits(window: ArrivalWindow, startsAt: number): boolean {
  const lengthMs = window.endsAt - window.startsAt;
  return (
    lengthMs >= SHORTEST_WINDOW_MS &&
    lengthMs <= LONGEST_WINDOW_MS &&
    window.startsAt <= startsAt &&
    startsAt <= window.endsAt
  );
}
