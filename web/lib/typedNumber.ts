/* Numbers as people type them: Arabic-Indic digits and decimal signs count like Latin ones. */

/** Every currency of the product's markets has two decimal places. */
const MINOR = 100;

const latin = (text: string): string =>
  text
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u066B,]/, ".");

/** An amount of major units as whole minor units, null when it is no amount. */
export function minorOf(text: string): number | null {
  const typed = latin(text);
  return /^\d{1,9}(\.\d{1,2})?$/.test(typed) ? Math.round(Number(typed) * MINOR) : null;
}

/** Whole minor units as a field shows them. */
export const majorText = (amountMinor: number): string => String(amountMinor / MINOR);

/** A whole number within bounds, null otherwise. */
export function wholeOf(text: string, min: number, max: number): number | null {
  const typed = latin(text);
  const value = /^\d{1,9}$/.test(typed) ? Number(typed) : Number.NaN;
  return value >= min && value <= max ? value : null;
}
