/**
 * Who is here and what is in whose hands: the timing both sides agree on, and the hue a person is drawn with. Presence is
 * advice for people, never a lock: a drop is judged by the ticket's version alone.
 */

/** How often an open page says that it is still there. */
export const BEAT_EVERY_MS = 4_000;
/** A page that was silent this long is gone. */
export const SILENT_AFTER_MS = 10_000;
/** A changed view is shown to followers at most this often. */
export const SHARE_EVERY_MS = 150;

/** Pages one person may have open; beyond it the oldest gives way. */
export const MAX_PAGES_PER_PERSON = 20;
/** Tickets that can be in one hand. */
export const MAX_HELD = 50;
/** Longest description of a view, as text. */
export const MAX_VIEW_LENGTH = 4_000;

/** The key of an open page: whoever knows it may close that page's presence, so it is long and random. */
export const PAGE_KEY_LENGTH = 36;

export const PRESENCE_PLACES = ["board", "ticket"] as const;
export type PresencePlace = (typeof PRESENCE_PLACES)[number];

/** People are told apart by one of these many hues, and by their initial. */
export const PRESENCE_HUES = 8;

/** The hue of a person: the same on every screen. */
export function presenceHue(userId: string): number {
  let sum = 0;
  for (const letter of userId) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973;
  return sum % PRESENCE_HUES;
}
