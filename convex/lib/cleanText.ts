/** Checking free text that came from outside: stored exactly as written, or refused by the name of its field. */
import { isEmail } from "../../shared/contacts/email";
import { appError } from "./appError";

/** Control characters (Unicode category Cc) except tab and line breaks. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

export interface TextBounds {
  readonly min?: number;
  readonly max: number;
}

/**
 * The text without surrounding blanks. Fails with `input.invalid` naming `field` when it is too short, too long or holds
 * control characters. Markup is ordinary text: it is never interpreted anywhere.
 */
export function cleanText(field: string, text: string, { min = 0, max }: TextBounds): string {
  // Measured before anything walks the text, so that a huge one costs nothing.
  if (text.length > max + 1000) throw appError("input.invalid", { field });
  const trimmed = text.trim();
  if (trimmed.length < min || trimmed.length > max || CONTROL.test(trimmed))
    throw appError("input.invalid", { field });
  return trimmed;
}

/** Lower-case e-mail address, or `input.invalid` naming `field`. */
export function cleanEmail(field: string, text: string): string {
  const email = cleanText(field, text, { min: 6, max: 200 }).toLowerCase();
  if (!isEmail(email)) throw appError("input.invalid", { field });
  return email;
}

/** Both forms of a name; one may be empty, not both. */
export function cleanName(
  field: string,
  name: { readonly ar: string; readonly en: string },
  max = 80,
): { ar: string; en: string } {
  const cleaned = { ar: cleanText(field, name.ar, { max }), en: cleanText(field, name.en, { max }) };
  if (cleaned.ar === "" && cleaned.en === "") throw appError("input.invalid", { field });
  return cleaned;
}
