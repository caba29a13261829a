/** Phone numbers as people type them, brought to E.164 by the rules of a market. */
import type { MarketProfile } from "./profiles";

const DIGIT_ZEROS = [0x0660, 0x06f0];

/** Arabic and Persian digits as Latin ones. */
function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = DIGIT_ZEROS.find((start) => code >= start && code < start + 10) ?? code;
    return String(code - zero);
  });
}

/**
 * The number in E.164, or null when it is none. National forms (05…, 5…, 00966…, 966…) are read by the market's rule and
 * must fit its numbering plan; numbers of other countries are taken with their "+" or "00".
 */
export function marketPhone(text: string, market: MarketProfile): string | null {
  if (text.length > 40) return null;
  const { callingCode, mobile, fixed } = market.phone;
  const compact = latinDigits(text)
    .replace(/[\s().\-/\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/^00/, "+");
  if (!/^\+?\d{4,15}$/.test(compact)) return null;
  const isNational = (digits: string) => mobile.test(digits) || fixed.test(digits);
  if (compact.startsWith("+")) {
    const digits = compact.slice(1);
    if (!digits.startsWith(callingCode)) return /^[1-9]\d{7,14}$/.test(digits) ? compact : null;
    const national = digits.slice(callingCode.length).replace(/^0/, "");
    return isNational(national) ? `+${callingCode}${national}` : null;
  }
  const bare = compact.replace(/^0/, "");
  if (isNational(bare)) return `+${callingCode}${bare}`;
  const national = bare.startsWith(callingCode) ? bare.slice(callingCode.length).replace(/^0/, "") : "";
  return isNational(national) ? `+${callingCode}${national}` : null;
}
