/**
 * Free text from outside as zod schemas: bounded, without control characters, stored as written. Arabic and Latin may be
 * mixed, and the marks that steer their direction are ordinary characters. Markup is text like any other.
 */
import { z } from "zod";

/** Control characters (Unicode category Cc); a paragraph may hold tabs and line breaks. */
const CONTROL_IN_LINE = /\p{Cc}/u;
const CONTROL_IN_PARAGRAPH = /(?![\t\n\r])\p{Cc}/u;

export interface TextLimits {
  readonly min?: number;
  readonly max: number;
}

function text({ min = 0, max }: TextLimits, control: RegExp) {
  return (
    z
      .string()
      // Measured before anything walks the text, so that a megabyte costs nothing.
      .max(max + 200, { abort: true })
      .refine((value) => !control.test(value), { abort: true })
      .transform((value) => value.trim())
      .refine((value) => value.length >= min && value.length <= max)
  );
}

/** One line of text; answers it without surrounding blanks. */
export function line(limits: TextLimits) {
  return text(limits, CONTROL_IN_LINE);
}

/** Text with line breaks; answers it without surrounding blanks. */
export function paragraph(limits: TextLimits) {
  return text(limits, CONTROL_IN_PARAGRAPH);
}

/** A label in both languages; one may be empty, not both. */
export function localized(max: number) {
  return z
    .strictObject({ ar: line({ max }), en: line({ max }) })
    .refine((value) => value.ar !== "" || value.en !== "");
}
