/**
 * Ticket numbers: "TK-" and six characters that cannot be mistaken for each other when read aloud or typed
 * (no I, L, O, U). For people, not a secret: tracking goes by token [J-47].
 */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const NUMBER_LENGTH = 6;

/** Builds a number from six draws in [0, 1). */
export function formatTicketNumber(draws: readonly number[]): string {
  return `TK-${draws.map((draw) => ALPHABET.charAt(Math.floor(draw * ALPHABET.length))).join("")}`;
}
