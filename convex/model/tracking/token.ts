/** Tracking tokens: 192 random bits in 32 url-safe characters. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A fresh token; six bits per character, so no character is likelier than another. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => ALPHABET.charAt(byte & 63)).join("");
}
