/**
 * What a staff password must be: long, and not guessable from what everybody knows. No rules about kinds of characters,
 * which only make people write the same word with a "1!" behind it.
 */
export const PASSWORD_MAX_LENGTH = 128;

const COMMON = [
  "password",
  "passw0rd",
  "qwerty",
  "letmein",
  "welcome",
  "administrator",
  "iloveyou",
  "123456",
  "abc123",
  "maydan",
];

export interface PasswordContext {
  readonly min: number;
  /** Words that must not make up the password: e-mail, names. */
  readonly known: readonly string[];
}

/** Whether a password may be used. */
export function isGoodPassword(password: string, { min, known }: PasswordContext): boolean {
  if (password.length > PASSWORD_MAX_LENGTH) return false;
  if (password.length < min) return false;
  const plain = password.toLowerCase();
  if (new Set(plain).size < 4) return false;
  const words = [...COMMON, ...known.flatMap((text) => text.toLowerCase().split(/[\s@.]+/))];
  // A known word may be part of a long phrase; it may not be most of the password.
  return !words.some((word) => word.length >= 4 && plain.includes(word) && plain.length - word.length < 6);
}
