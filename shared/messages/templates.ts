/**
 * Every message the product sends: its code, the parameters its text may name and how each parameter is written. The
 * texts themselves are in ar.ts and en.ts; when and to whom a message goes is not here (shared/reminders, the flows).
 */

/**
 * How a stored parameter becomes text. text: as it is · name: one of two languages · instant: epoch ms, day and time in
 * the message's zone · clock: epoch ms, time only · day: a service day,
 * weekday, day and month · count: a number · code: a code of the domain whose word is in
 * words.ts · secret: as it is, kept apart and wiped when its time is over.
 */
export type ParamKind = "text" | "name" | "instant" | "clock" | "day" | "count" | "code" | "secret";

export const TEMPLATES = {
  /** A first appointment, told after the grace period. */
  visit_scheduled: { company: "name", number: "text", startsAt: "instant", endsAt: "clock", link: "text" },
  visit_moved: { company: "name", number: "text", startsAt: "instant", endsAt: "clock", link: "text" },
  visit_called_off: { company: "name", number: "text" },
  /** */
  visit_reminder_day: { company: "name", number: "text", startsAt: "instant", endsAt: "clock", link: "text" },
  /** */
  visit_reminder_hours: { company: "name", number: "text", startsAt: "clock", endsAt: "clock", link: "text" },
  /** */
  session_reminder: { company: "name", number: "text", startsAt: "instant", link: "text" },
  /** */
  feedback_request: { company: "name", number: "text", link: "text" },
  ticket_received: { company: "name", number: "text", link: "text" },
  ticket_cancelled: { company: "name", number: "text" },
  estimate_ready: { company: "name", number: "text", amount: "text", link: "text" },
  /** */
  day_plan: { day: "day", visits: "count", startsAt: "clock" },
  /** */
  photos_missing: { number: "text", missing: "count" },
  /** */
  parts_arrived: { number: "text" },
  /** [R-05, L-10] */
  escalation_opened: { number: "text", level: "count", type: "code", reason: "code" },
  /** [L-11] */
  escalation_resolved: { number: "text", type: "code", notes: "text" },
  /** The customer wrote on his ticket; what he wrote stays in the conversation. */
  customer_message: { number: "text" },
  /** A colleague wrote to the customer or to colleagues. */
  staff_message: { number: "text", from: "name" },
  escalation_reopened: { number: "text", level: "count", type: "code" },
  /** The code a customer tells the technician at the door to sign the work off. */
  sign_off_code: { company: "name", number: "text", code: "secret", minutes: "count" },
  /** A short-lived code that nobody else may hear: signing in, confirming an act. */
  one_time_code: { company: "name", code: "secret", minutes: "count" },
  invitation: { company: "name", inviter: "name", link: "secret", days: "count" },
  password_reset: { company: "name", code: "secret", minutes: "count" },
  /** Written by hand by staff. */
  custom: { subject: "text", text: "text" },
} as const satisfies Record<string, Readonly<Record<string, ParamKind>>>;

export type TemplateCode = keyof typeof TEMPLATES;
export const TEMPLATE_CODES = Object.keys(TEMPLATES) as TemplateCode[];

interface ValueOf {
  text: string;
  name: { readonly ar: string; readonly en: string };
  instant: number;
  clock: number;
  day: string;
  count: number;
  code: string;
  secret: string;
}

type KindsOf<T extends TemplateCode> = (typeof TEMPLATES)[T];

/** Parameters kept with the message. */
export type MessageParams<T extends TemplateCode> = {
  [P in keyof KindsOf<T> as KindsOf<T>[P] extends "secret" ? never : P]: KindsOf<T>[P] extends ParamKind
    ? ValueOf[KindsOf<T>[P]]
    : never;
};

/** Parameters that are wiped when their time is over. */
export type MessageSecrets<T extends TemplateCode> = {
  [P in keyof KindsOf<T> as KindsOf<T>[P] extends "secret" ? P : never]: string;
};

/** A parameter as it is stored. */
export type StoredParam = string | number | { readonly ar: string; readonly en: string };

/** Names of a template's secret parameters. */
export function secretsOf(template: TemplateCode): string[] {
  const kinds: Readonly<Record<string, ParamKind>> = TEMPLATES[template];
  return Object.keys(kinds).filter((name) => kinds[name] === "secret");
}
