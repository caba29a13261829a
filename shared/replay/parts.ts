/** The tickets of a replay come in two parts: open now, and closed since. */
export const REPLAY_PARTS = ["open", "closed"] as const;
export type ReplayPart = (typeof REPLAY_PARTS)[number];

/** The longest window of trails one question may ask for. */
export const REPLAY_TRAIL_WINDOW_MS = 60 * 60_000;
