/* A length of time as a whole number and a unit, the way a person types it. */

export const LENGTH_UNITS = ["minutes", "hours", "days"] as const;
export type LengthUnit = (typeof LENGTH_UNITS)[number];

const UNIT_MS: Record<LengthUnit, number> = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** The largest unit in which the length is a whole number; minutes otherwise. */
export function lengthOf(ms: number): { amount: number; unit: LengthUnit } {
  const unit = (["days", "hours"] as const).find((one) => ms > 0 && ms % UNIT_MS[one] === 0) ?? "minutes";
  return { amount: Math.round(ms / UNIT_MS[unit]), unit };
}

/** Milliseconds of what was typed, Arabic digits included, or null when it is no whole positive number. */
export function msOf(amount: string, unit: LengthUnit): number | null {
  const latin = amount.trim().replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660));
  return /^[1-9]\d{0,5}$/.test(latin) ? Number(latin) * UNIT_MS[unit] : null;
}
