/**
 * Every setting of a company, declared once: shape, bounds, default. Forms, the server's check and the audit log are
 * derived from here; words are in shared/i18n under `settings`. A setting nobody reads does not belong here.
 */
export type SettingDeclaration =
  | {
      readonly kind: "number";
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly unit: "days" | "minutes" | "hours" | "characters";
    }
  | { readonly kind: "switch"; readonly default: boolean };

export const SETTINGS = {
  /** How long a customer can look back at a closed ticket. */
  "tracking.linkLifeDays": { kind: "number", default: 14, min: 1, max: 365, unit: "days" },
  /** How long an invitation can be accepted. */
  "people.invitationDays": { kind: "number", default: 7, min: 1, max: 60, unit: "days" },
  /** Shortest password of staff; codes and customers are not concerned. */
  "people.passwordMinLength": { kind: "number", default: 10, min: 8, max: 64, unit: "characters" },
  /** Whether customers may sign in by phone and see their tickets. */
  "customers.signIn": { kind: "switch", default: true },
  /** Whether a technician is asked before he has a job, or simply given it. */
  "assignment.offers": { kind: "switch", default: false },
  /** How long a technician may think about an offered job. */
  "assignment.offerMinutes": { kind: "number", default: 15, min: 1, max: 240, unit: "minutes" },
  /** How long a moved visit waits before the customer is told, so that a second thought is told once. */
  "messages.graceMinutes": { kind: "number", default: 2, min: 0, max: 60, unit: "minutes" },
  /** Whether a level three escalation proposes another technician [L-10]. */
  "sla.proposeReassign": { kind: "switch", default: false },
} as const satisfies Record<string, SettingDeclaration>;

export type SettingKey = keyof typeof SETTINGS;
export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

/** Distributes over the declarations, so that "any key" means either kind of value. */
type ValueOf<D extends SettingDeclaration> = D extends { readonly kind: "number" } ? number : boolean;
export type SettingValue<K extends SettingKey> = ValueOf<(typeof SETTINGS)[K]>;

/** The declaration as its general shape, for code that walks all of them. */
export function settingDeclaration(key: SettingKey): SettingDeclaration {
  return SETTINGS[key];
}

/** Whether a value is of the declared kind and inside its bounds. */
export function isSettingValue<K extends SettingKey>(key: K, value: unknown): value is SettingValue<K> {
  const declared = settingDeclaration(key);
  switch (declared.kind) {
    case "number":
      return Number.isInteger(value) && Number(value) >= declared.min && Number(value) <= declared.max;
    case "switch":
      return typeof value === "boolean";
  }
}
