/** Ways a message can go, the states it passes, and why one was not sent. Codes only; words are in shared/i18n. */

/** inApp is the bell of a signed-in person; push is kept for devices and has no provider yet. */
export const CHANNELS = ["sms", "whatsapp", "email", "inApp", "push"] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 *   planned -> sending -> sent | failed
 *      ^          |
 *      +- retry --+        planned -> notSent (no way to send) | skipped (no longer true)
 */
export const MESSAGE_STATES = ["planned", "sending", "sent", "notSent", "failed", "skipped"] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** Why a message is where it is; free text of a provider stands beside it, never instead of it. */
export const MESSAGE_REASONS = [
  "noProvider",
  "noAddress",
  "demoAddress",
  "replaced",
  "calledOff",
  "alreadyTold",
  "noLongerTrue",
  "tooLate",
  "expired",
  "refused",
  "unreachable",
  "outcomeUnknown",
] as const;
export type MessageReason = (typeof MESSAGE_REASONS)[number];

/** Waits before each further attempt of an e-mail, ms; when they are used up the message has failed. */
export const RETRY_WAITS_MS = [60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000] as const;
