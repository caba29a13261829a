/* The digits of a code as typed: Arabic digits and blanks are welcome, letters are not a code. */
export function codeDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/\D/g, "")
    .slice(0, 6);
}
