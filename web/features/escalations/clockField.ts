/* A wall clock as a person types it: "8", "08:30", "٢٤:٠٠". */

/** Local minutes after midnight, 0…1440, or null when it is no clock. */
export function minuteOf(typed: string): number | null {
  const latin = typed.trim().replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660));
  const match = /^(\d{1,2})(?::([0-5]\d))?$/.exec(latin);
  if (!match) return null;
  const minute = Number(match[1]) * 60 + Number(match[2] ?? 0);
  return minute <= 1440 ? minute : null;
}
