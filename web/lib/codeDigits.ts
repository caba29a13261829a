/* The digits of a code as typed or pasted: Arabic and Persian digits and blanks are welcome, letters are not a code. */
import { latinDigits } from "../../shared/imports/text";

/** Every code that is sent has this many digits. */
export const CODE_LENGTH = 6;

export function codeDigits(text: string): string {
  return latinDigits(text).replace(/\D/g, "").slice(0, CODE_LENGTH);
}
