/** What counts as an e-mail address, at the form and at the door. */
const EMAIL = /^[^\s@"(),:;<>[\]\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const MIN_LENGTH = 6;
const MAX_LENGTH = 200;

/** Whether the text, without surrounding blanks and in any case, is one. */
export function isEmail(text: string): boolean {
  // Measured before the pattern walks it.
  if (text.length > MAX_LENGTH + 1000) return false;
  const email = text.trim().toLowerCase();
  return email.length >= MIN_LENGTH && email.length <= MAX_LENGTH && EMAIL.test(email);
}
