/**
 * What the audit log can hold. A new kind of change is added here and gets its words in shared/i18n; lifecycle steps
 * are not here, a ticket's own timeline keeps those.
 */
export const AUDIT_ACTIONS = [
  "member.invited",
  "member.inviteRevoked",
  "member.joined",
  "member.changed",
  "member.deactivated",
  "member.reactivated",
  "member.signedOutEverywhere",
  "account.passwordReset",
  "account.identityLinked",
  "technician.changed",
  "technician.created",
  "technician.absenceAdded",
  "technician.absenceRemoved",
  "setting.changed",
  "list.changed",
  "tracking.revoked",
  "team.changed",
  "catalogue.changed",
  "contact.exported",
  "contact.erased",
  "sla.ruleChanged",
  "calendar.changed",
  "branch.opened",
  "branch.changed",
  "replay.opened",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What a change was made to. */
export const AUDIT_SUBJECTS = [
  "member",
  "invitation",
  "account",
  "technician",
  "setting",
  "list",
  "ticket",
  "team",
  "catalogue",
  "contact",
  "slaRule",
  "branch",
  "replay",
] as const;
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];

/** Fields that changes are written down by; their words are in shared/i18n. Another one is shown by its own name. */
export const AUDIT_FIELD_NAMES = [
  "role",
  "branches",
  "branchId",
  "branch",
  "teams",
  "team",
  "active",
  "value",
  "nameAr",
  "nameEn",
  "ar",
  "en",
  "labels",
  "rank",
  "employeeId",
  "phone",
  "skills",
  "areas",
  "shift",
  "weekdays",
  "weekend",
  "openMinute",
  "closeMinute",
  "holidays",
  "enabled",
  "minutes",
  "timeBase",
  "from",
  "until",
  "reason",
  "day",
  "switchedOff",
  "code",
  "trade",
  "profile",
  "mode",
  "visitMinutes",
  "price",
  "gates",
  "evidence",
  "cancellation",
  "callBackDays",
  "reminders",
  "slaPolicy",
  "checklist",
  "assetKinds",
  "statusLabels",
  "items",
  "procedure",
  "city",
  "center",
  "country",
  "parts",
] as const;

/** A stored value of one field before or after. */
export type AuditValue = string | number | boolean | null | readonly string[];
export type AuditFields = Readonly<Record<string, AuditValue>>;

/** Names of fields that never enter the log, whatever a caller hands over. */
const SECRET_FIELD = /password|secret|token|hash|^code$|otp/i;

/** Only what differs, without secrets. Field names of both sides are the same set afterwards. */
export function auditDifference(
  before: AuditFields,
  after: AuditFields,
): { before: Record<string, AuditValue>; after: Record<string, AuditValue> } {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) =>
      !SECRET_FIELD.test(name) &&
      JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
  );
  const side = (fields: AuditFields) =>
    Object.fromEntries(names.map((name): [string, AuditValue] => [name, fields[name] ?? null]));
  return { before: side(before), after: side(after) };
}
