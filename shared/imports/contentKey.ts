/**
 * A stable fingerprint of a row's content, for files without their own ids. Not cryptographic: it tells two requests
 * of one branch apart, nobody is kept out by it. 106 bits make a chance collision in one import unthinkable.
 */

/** 53-bit mixing hash of a string (two 32-bit lanes, multiplied and folded). */
function hash53(text: string, seed: number): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return (b >>> 0) * 0x20_0000 + ((a >>> 0) & 0x1f_ffff);
}

/** Fingerprint of ordered parts; blanks and letter case do not matter. */
export function contentKey(parts: readonly string[]): string {
  const text = parts.map((part) => part.trim().toLowerCase().replace(/\s+/g, " ")).join("\u001F");
  return hash53(text, 1).toString(36) + hash53(text, 2).toString(36).padStart(11, "0");
}
