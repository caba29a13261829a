/** Phone numbers as people type them, brought to the one form in which they are stored and compared (E.164). */

/** Dialling code per country of a branch's market. */
const DIALLING = { SA: "966", EG: "20" } as const;
export type Country = keyof typeof DIALLING;

/** The market a branch's zone belongs to; Saudi Arabia is the home market. */
export function countryOfZone(zone: string): Country {
  return zone === "Africa/Cairo" ? "EG" : "SA";
}

function latin(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));
}

/** "+9665…" from 05…, 5…, 009665…, 9665…, +9665…, or null when it is no phone number of that kind. */
export function toE164(text: string, country: Country): string | null {
  if (text.length > 40) return null;
  const compact = latin(text)
    .replace(/[\s().\-/\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/^00/, "+");
  const code = DIALLING[country];
  const full = compact.startsWith("+")
    ? compact
    : compact.startsWith("0")
      ? `+${code}${compact.slice(1)}`
      : compact.startsWith(code) && compact.length > 10
        ? `+${compact}`
        : `+${code}${compact}`;
  return /^\+[1-9]\d{7,14}$/.test(full) ? full : null;
}
