/* How urgent a deadline is at an instant, for chips and cards. Pure; words and colours belong to whoever shows it. */

/** calm: far away · soon: within half an hour · late: over · still: not running. */
type Urgency = "calm" | "soon" | "late" | "still";

const SOON_MS = 30 * 60_000;
/** A card leaves deadlines further away than this to the detail view. */
const CARD_MS = 24 * 3_600_000;

export interface Countdown {
  readonly urgency: Urgency;
  /** Left, or over. */
  readonly lengthMs: number;
}

export function countdownTo(dueAt: number, now: number): Countdown {
  const leftMs = dueAt - now;
  if (leftMs <= 0) return { urgency: "late", lengthMs: now - dueAt };
  return { urgency: leftMs <= SOON_MS ? "soon" : "calm", lengthMs: leftMs };
}

/** Whether a card has to speak of a deadline. */
export function concernsCard(dueAt: number, now: number): boolean {
  return dueAt - now <= CARD_MS;
}
