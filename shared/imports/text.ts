/** Cleaning and checking of free text from files. Keeps what people wrote; refuses what no person writes. */

/** Control characters (Unicode category Cc) except tab and line breaks, which cells may hold. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;
/** Marks that reorder text; in a cell they can make one name look like another. Isolated by us on display instead. */
const DIRECTION_OVERRIDES = /[\u202A-\u202E\u2066-\u2069]/g;

export function hasControlCharacters(text: string): boolean {
  return CONTROL.test(text);
}

/** The replacement character, or the pattern UTF-8 Arabic leaves when read as a Latin code page. */
export function looksMisread(text: string): boolean {
  return text.includes("\uFFFD") || /(?:[ØÙ][\u0080-\u00BF†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€‚ƒ„…]){2,}/.test(text);
}

/** Trims, collapses runs of blanks, drops direction overrides. */
export function tidy(text: string): string {
  return text.replace(DIRECTION_OVERRIDES, "").replace(/\s+/g, " ").trim();
}

/** Arabic-Indic and Persian digits become Latin ones; the Arabic decimal sign becomes a point. */
export function latinDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x0660))
    .replace(/[\u06F0-\u06F9]/g, (d) => String(d.charCodeAt(0) - 0x06f0))
    .replace(/\u066B/g, ".");
}
