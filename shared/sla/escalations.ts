/** Kinds and levels of escalations [L-09, J-50] and why one was opened. Codes only; words are in shared/i18n. */

export const ESCALATION_TYPES = [
  "assignment",
  "schedule",
  "trip",
  "arrival",
  "parts",
  "completion_delay",
  "workshop",
  "complaint",
  "sla_breach",
] as const;
export type EscalationType = (typeof ESCALATION_TYPES)[number];

export const ESCALATION_LEVELS = [1, 2, 3] as const;
export type EscalationLevel = (typeof ESCALATION_LEVELS)[number];

/** Longest complaint, and longest note of what was done about an escalation, in characters. */
export const ESCALATION_TEXT_MAX_LENGTH = 2000;
